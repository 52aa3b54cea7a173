import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../engine/actions/openStore.ts';
import { eachItem, onceARun, type ItemLoop } from '../shared/eachItem.ts';
import { readStoreKeys } from '../shared/readStore.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { runAddTracking } from './operations/addTracking/run.ts';
import { runCatchUp } from './operations/catchUp/run.ts';
import { runForgetCustomer } from './operations/forgetCustomer/run.ts';
import { runGetEntity } from './operations/getEntity/run.ts';
import { runImportChanges } from './operations/importChanges/run.ts';
import { runStopWatching } from './operations/stopWatching/run.ts';
import { runWatchNumbers } from './operations/watchNumbers/run.ts';
import { runUpdateStatus } from './operations/updateStatus/run.ts';

/** Reads the form for one item, and gives the JSON that the operation puts out for it. */
type Operation = (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) => Promise<object>;

const OPERATIONS: Readonly<Record<string, Operation>> = {
	importChanges: runImportChanges,
	getEntity: runGetEntity,
	updateStatus: runUpdateStatus,
	addTracking: runAddTracking,
	watchNumbers: runWatchNumbers,
	stopWatching: runStopWatching,
	forgetCustomer: runForgetCustomer,
	catchUp: runCatchUp,
};

/** Those that write to the shop or the tracker. */
const WRITING: ReadonlySet<string> = new Set([
	'updateStatus',
	'addTracking',
	'watchNumbers',
	'stopWatching',
]);

/** Runs the chosen operation for each item. An import is made once: all items would import the same. */
export async function runOperation(context: IExecuteFunctions) {
	const name = String(context.getNodeParameter('operation', 0));
	const operation = OPERATIONS[name];
	if (!operation) {
		throw new NodeOperationError(context.getNode(), 'The operation is not known', {
			description: `Choose an entry of the list under "Operation".`,
		});
	}
	const loop: ItemLoop = {
		what: 'items could not be worked on',
		kind: WRITING.has(name) ? 'update' : 'store',
		isOnce: name === 'importChanges',
	};
	const store = onceARun(async () => ({
		...(await readStoreKeys(context)),
		space: await spaceOf(context),
		workflowId: context.getWorkflow().id ?? '',
	}));
	return await eachItem(
		context,
		loop,
		async (itemIndex) => await operation(context, await store(), itemIndex),
	);
}
