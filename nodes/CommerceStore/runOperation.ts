import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { findIntegration } from '../../engine/inbox/integration.ts';
import { createKeyProofs } from '../../engine/inbox/keyProofs.ts';
import { axiosStoreHttp } from '../../engine/providers/axiosStoreHttp.ts';
import { readingOf } from '../../engine/providers/storeReading.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import { commerce } from '../../n8n/commerce.ts';
import { readStore } from '../shared/readStore.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import type { OpenStore, Operation } from './operation.ts';
import { runAddTracking } from './operations/addTracking/run.ts';
import { runForgetCustomer } from './operations/forgetCustomer/run.ts';
import { runGetEntity } from './operations/getEntity/run.ts';
import { runImportChanges } from './operations/importChanges/run.ts';
import { runUpdateStatus } from './operations/updateStatus/run.ts';

/**
 * `needsProof`: works on what is kept of a store, and so only with keys that are right there. An import
 * stores only what it has got by its keys, and reading an entity tells only what the store says.
 */
const OPERATIONS: Readonly<
	Record<string, { run: Operation; isOnce: boolean; needsProof: boolean }>
> = {
	importChanges: { run: runImportChanges, isOnce: true, needsProof: false },
	getEntity: { run: runGetEntity, isOnce: false, needsProof: false },
	updateStatus: { run: runUpdateStatus, isOnce: false, needsProof: true },
	addTracking: { run: runAddTracking, isOnce: false, needsProof: true },
	forgetCustomer: { run: runForgetCustomer, isOnce: false, needsProof: true },
};

const proofs = createKeyProofs(() => Date.now());

export async function runOperation(context: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const node = context.getNode();
	const operation = OPERATIONS[String(context.getNodeParameter('operation', 0))];
	if (!operation) {
		throw new NodeOperationError(node, 'The operation is not known', {
			description: `Choose an entry of the list under "Operation".`,
		});
	}
	const store = await openStore(context);
	const items = operation.isOnce ? [0] : context.getInputData().map((_, index) => index);
	const output: INodeExecutionData[] = [];
	for (const itemIndex of items) {
		try {
			if (operation.needsProof && store.integration !== null) {
				await proofs.prove(store.provider, store.connection);
			}
			const results = await operation.run(context, store, itemIndex);
			output.push(...results.map((json) => ({ json, pairedItem: { item: itemIndex } })));
		} catch (error) {
			const failure = nodeErrorOf(node, error, itemIndex);
			if (!context.continueOnFail()) throw failure;
			output.push({ json: { error: failure.message }, pairedItem: { item: itemIndex } });
		}
	}
	return [output];
}

async function openStore(context: IExecuteFunctions): Promise<OpenStore> {
	const { provider, credentials, storeUrl } = await readStore(context);
	const shared = await commerce(context.logger);
	const integration = await findIntegration(shared.database, {
		space: await spaceOf(context),
		provider: provider.slug,
		storeUrl,
		workflowId: context.getWorkflow().id ?? '',
	});
	const reading = readingOf(integration ?? { storeUrl });
	const connection = { credentials, http: axiosStoreHttp(), reading };
	return { shared, provider, integration, connection };
}

function nodeErrorOf(
	node: INode,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const message = error instanceof Error ? error.message : String(error);
	if (!(error instanceof StoreError)) return new NodeOperationError(node, message, { itemIndex });
	return new NodeApiError(
		node,
		{ message, httpCode: String(error.status ?? '') },
		{ message, itemIndex },
	);
}
