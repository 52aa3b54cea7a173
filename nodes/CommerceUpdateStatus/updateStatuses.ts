import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Failure } from '../../engine/actions/actionError.ts';
import type { FoundTarget } from '../../engine/actions/statusAction.ts';
import { actionOf, storeEventOf } from '../shared/commerceEventOf.ts';
import { eachItem, onceARun } from '../shared/eachItem.ts';
import { doForReal, onlyShown } from '../shared/manualRun.ts';
import { passingErrorIn } from '../shared/nodeErrors.ts';
import { perform } from '../shared/perform.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { statusInForm } from '../shared/statusOptions.ts';

/** Runs the store's own workflow for each item, so that its keys stay in n8n's vault. */
export async function updateStatuses(context: IExecuteFunctions) {
	const loop = {
		what: 'updates could not be made',
		beside: 'update',
		failed: ({ message, retryable }: Failure) => ({ changed: false, error: message, retryable }),
	};
	const space = onceARun(async () => await spaceOf(context));
	return await eachItem(
		context,
		loop,
		async (itemIndex) => await updateOne(context, itemIndex, await space()),
	);
}

async function updateOne(
	context: IExecuteFunctions,
	itemIndex: number,
	space: string,
): Promise<IDataObject> {
	const text = (name: string) => String(context.getNodeParameter(name, itemIndex, '') ?? '').trim();
	const target = text('target');
	const isOrder = target === 'order' || target === 'orderById';
	const event = storeEventOf(context, itemIndex);
	const reason = onlyShown(context, itemIndex);
	const found = await perform(context, 'findStatusTarget', {
		space,
		event,
		isOrder,
		id: target === 'orderById' || target === 'shipmentById' ? text('targetId') : null,
		store: text('store') === 'chosen' ? text('integration') : null,
		status: isOrder ? statusInForm(text('orderStatus'), text('ownStatus')) : text('shipmentStatus'),
		note: text('note'),
		onlyShown: reason,
	});
	const { entityType, id, status, note } = found.update;
	const said = { entityType, id, status, store: found.store.name };
	if (reason !== null) {
		const { wouldHappen } = found;
		return { ...said, changed: false, preview: true, reason, wouldHappen, ...(note && { note }) };
	}
	const recipient = [found.store.guid, entityType, id, status].join('/');
	const item = actionOf(context, event);
	const action = item && { ...item, recipient };
	const sentAt = action && (await perform(context, 'beginAction', action));
	if (sentAt !== null) {
		return { ...said, changed: false, skipped: true, reason: 'already sent', sentAt };
	}
	const { changed, remark } = await doForReal(
		async () => await runStoreWorkflow(context, itemIndex, found),
	);
	if (action !== null) await perform(context, 'recordAction', action);
	return { ...said, changed, remark };
}

/** @throws ActionError where the store is away; NodeOperationError when its workflow cannot do it, with what is missing in it */
async function runStoreWorkflow(
	context: IExecuteFunctions,
	itemIndex: number,
	{ update, store: { workflowId, name } }: FoundTarget,
): Promise<{ changed: boolean; remark: string | null }> {
	const fail = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description });
	let data: Array<INodeExecutionData[] | null>;
	try {
		({ data } = await context.executeWorkflow({ id: workflowId }, [
			{ json: { ...update } as unknown as IDataObject },
		]));
	} catch (error) {
		const passing = passingErrorIn(error);
		if (passing !== null) throw passing;
		const message = error instanceof Error ? error.message : String(error);
		if (!/Missing node to start execution/i.test(message)) throw fail(message, HINT(name));
		throw fail(`The workflow that connects "${name}" cannot update it`, HINT(name));
	}
	const result = data[0]?.[0]?.json.update as IDataObject | undefined;
	if (typeof result?.changed !== 'boolean') {
		throw fail(`The workflow that connects "${name}" did not say whether it worked`, HINT(name));
	}
	return {
		changed: result.changed,
		remark: typeof result.remark === 'string' ? result.remark : null,
	};
}

const HINT = (name: string) =>
	`The workflow that connects "${name}" needs a node "When Executed by Another Workflow" and after it a "Commerce Store" with the operation "Update Status". The documentation has a template of it.`;
