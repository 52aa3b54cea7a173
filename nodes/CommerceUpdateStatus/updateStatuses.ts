import {
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { integrationOf } from '../../engine/inbox/integration.ts';
import { refusalOf } from '../../engine/inbox/writeToStore.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { StatusUpdate } from '../../engine/providers/storeSide.ts';
import type { Row } from '../../engine/state/schema.ts';
import { commerce } from '../../n8n/commerce.ts';
import { doForReal, isOnlyShown, MANUAL_RUN } from '../shared/manualRun.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { sendOnce } from '../shared/sendOnce.ts';
import { readUpdate } from './readUpdate.ts';

/** Runs the store's own workflow for each item, so that its keys stay in n8n's vault. */
export async function updateStatuses(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const output: INodeExecutionData[] = [];
	for (const [itemIndex, { json }] of context.getInputData().entries()) {
		try {
			const update = await updateOne(context, itemIndex);
			output.push({ json: { ...json, update }, pairedItem: { item: itemIndex } });
		} catch (error) {
			const failure =
				error instanceof NodeOperationError
					? error
					: new NodeOperationError(context.getNode(), error as Error, { itemIndex });
			if (!context.continueOnFail()) throw failure;
			output.push({ json: { ...json, error: failure.message }, pairedItem: { item: itemIndex } });
		}
	}
	return [output];
}

async function updateOne(context: IExecuteFunctions, itemIndex: number): Promise<IDataObject> {
	const { update, integrationGuid } = await readUpdate(context, itemIndex);
	const { database } = await commerce(context.logger);
	const integration = await integrationOf(database, await spaceOf(context), integrationGuid);
	const fail = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description });
	if (integration === null) {
		throw fail(
			'The store is not connected to this n8n',
			'Choose a store under "Store", or publish the workflow with its Commerce Store Trigger again.',
		);
	}
	const provider = providerOf(integration.provider);
	const refusal = provider && refusalOf(provider, update);
	if (refusal) throw fail(refusal, 'Choose another status, or another store.');

	const { entityType, id, status } = update;
	const said = { entityType, id, status, store: integration.name };
	if (isOnlyShown(context, itemIndex)) {
		const { note } = update;
		return { ...said, changed: false, preview: true, reason: MANUAL_RUN, ...(note && { note }) };
	}
	const recipient = [integration.guid, update.entityType, update.id, update.status].join('/');
	const sent = await sendOnce(
		context,
		itemIndex,
		recipient,
		async () =>
			await doForReal(async () => await runStoreWorkflow(context, itemIndex, integration, update)),
	);
	return sent.done
		? { ...said, changed: sent.result.changed, remark: sent.result.remark }
		: { ...said, changed: false, skipped: true, reason: 'already sent', sentAt: sent.sentAt };
}

/** @throws NodeOperationError when the store's workflow cannot do it, with what is missing in it */
async function runStoreWorkflow(
	context: IExecuteFunctions,
	itemIndex: number,
	{ workflowId, name }: Row<'integration'>,
	update: StatusUpdate,
): Promise<{ changed: boolean; remark: string | null }> {
	const fail = (message: string, description: string) =>
		new NodeOperationError(context.getNode(), message, { itemIndex, description });
	let data: Array<INodeExecutionData[] | null>;
	try {
		({ data } = await context.executeWorkflow({ id: workflowId }, [
			{ json: { ...update } as unknown as IDataObject },
		]));
	} catch (error) {
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
