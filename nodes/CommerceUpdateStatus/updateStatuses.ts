import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type IExecuteWorkflowInfo,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { Failure } from '../../engine/actions/actionError.ts';
import type { StoreRequest } from '../../engine/actions/openStore.ts';
import type { FoundTarget } from '../../engine/actions/statusAction.ts';
import { actionOf, storeEventOf } from '../shared/commerceEventOf.ts';
import { eachItem, onceARun } from '../shared/eachItem.ts';
import { doForReal, onlyShown } from '../shared/manualRun.ts';
import { passingErrorIn } from '../shared/nodeErrors.ts';
import { perform } from '../shared/perform.ts';
import { readStoreKeys } from '../shared/readStore.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { statusInForm } from '../shared/statusOptions.ts';
import { storePart } from './storePart.ts';

/** Writes to the store of each item: with keys that are chosen here, or with those that the store is connected by. */
export async function updateStatuses(context: IExecuteFunctions) {
	const loop = {
		what: 'updates could not be made',
		beside: 'update',
		failed: ({ message, retryable }: Failure) => ({ changed: false, error: message, retryable }),
	};
	const run = onceARun(async (): Promise<RunKeys> => {
		const space = await spaceOf(context);
		if (context.getNodeParameter('keys', 0, 'connected') !== 'chosen')
			return { space, chosen: null, withoutPart: new Set() };
		const workflowId = context.getWorkflow().id ?? '';
		const chosen = { ...(await readStoreKeys(context)), space, workflowId };
		return { space, chosen, withoutPart: new Set() };
	});
	return await eachItem(
		context,
		loop,
		async (itemIndex) => await updateOne(context, itemIndex, await run()),
	);
}

/** What is the same for all items of a run; `chosen` where the node has keys of its own. */
type RunKeys = {
	readonly space: string;
	readonly chosen: StoreRequest | null;
	/** Workflows of stores that are one node: they have no part that others could call. */
	readonly withoutPart: Set<string>;
};

async function updateOne(
	context: IExecuteFunctions,
	itemIndex: number,
	{ space, chosen, withoutPart }: RunKeys,
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
		store: chosen ?? (text('store') === 'chosen' ? text('integration') : null),
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
	const { changed, remark } =
		chosen === null
			? await doForReal(async () => await runStoreWorkflow(context, itemIndex, found, withoutPart))
			: (
					await perform(context, 'updateStoreStatus', {
						...found.update,
						store: chosen,
						onlyShown: null,
					})
				).update;
	if (action !== null) await perform(context, 'recordAction', action);
	return { ...said, changed, remark };
}

/** @throws ActionError where the store is away; NodeOperationError when its workflow cannot do it, with what is missing in it */
async function runStoreWorkflow(
	context: IExecuteFunctions,
	itemIndex: number,
	{ update, store }: FoundTarget,
	withoutPart: Set<string>,
): Promise<{ changed: boolean; remark: string | null }> {
	const { name, workflowId } = store;
	const fail = (message: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description: HINT(name) });
	const call = async (workflow: IExecuteWorkflowInfo) =>
		(await context.executeWorkflow(workflow, [{ json: { ...update } as unknown as IDataObject }]))
			.data;
	let data: Array<INodeExecutionData[] | null>;
	try {
		const part = withoutPart.has(workflowId) ? storePart(context, store) : null;
		data = await call(part ?? { id: workflowId }).catch(async (error: unknown) => {
			const own = HAS_NO_PART.test(messageOf(error)) ? storePart(context, store) : null;
			if (own === null) throw error;
			withoutPart.add(workflowId);
			return await call(own);
		});
	} catch (error) {
		const passing = passingErrorIn(error);
		if (passing !== null) throw passing;
		const message = messageOf(error);
		throw fail(
			HAS_NO_PART.test(message) ? `The workflow that connects "${name}" cannot update it` : message,
		);
	}
	const result = data[0]?.[0]?.json.update as IDataObject | undefined;
	if (typeof result?.changed !== 'boolean') {
		throw fail(`The workflow that connects "${name}" did not say whether it worked`);
	}
	return {
		changed: result.changed,
		remark: typeof result.remark === 'string' ? result.remark : null,
	};
}

/** What n8n says of a store that is one node: its workflow is nothing that others can call. */
const HAS_NO_PART = /Missing node to start execution/i;

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

const HINT = (name: string) =>
	`"${name}" is written to with the credential by which it is connected, unless its workflow has a part of its own for that. Publish the workflow with its Commerce Store Trigger again, and share that credential with the owner of this workflow; or choose a credential in a new Commerce Update Status, under "Keys".`;
