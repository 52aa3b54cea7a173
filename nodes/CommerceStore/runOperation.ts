import {
	NodeApiError,
	NodeOperationError,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
} from 'n8n-workflow';
import { findIntegration } from '../../core/inbox/integration.ts';
import { axiosStoreHttp } from '../../core/providers/axiosStoreHttp.ts';
import { StoreError } from '../../core/providers/storeError.ts';
import { commerce } from '../shared/commerce.ts';
import { readStore } from '../shared/readStore.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import type { OpenStore, Operation } from './operation.ts';
import { runAddTracking } from './operations/addTracking/run.ts';
import { runForgetCustomer } from './operations/forgetCustomer/run.ts';
import { runGetEntity } from './operations/getEntity/run.ts';
import { runImportChanges } from './operations/importChanges/run.ts';
import { runUpdateStatus } from './operations/updateStatus/run.ts';

const OPERATIONS: Readonly<Record<string, { run: Operation; isOnce: boolean }>> = {
	importChanges: { run: runImportChanges, isOnce: true },
	getEntity: { run: runGetEntity, isOnce: false },
	updateStatus: { run: runUpdateStatus, isOnce: false },
	addTracking: { run: runAddTracking, isOnce: false },
	forgetCustomer: { run: runForgetCustomer, isOnce: false },
};

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
	return { shared, provider, integration, connection: { credentials, http: axiosStoreHttp() } };
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
