import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import type { ImportBeginning } from '../../../../engine/inbox/importRuns.ts';
import type { PresentAddress } from '../../../../engine/inbox/movedTo.ts';
import { perform } from '../../../shared/perform.ts';

export const runImportChanges = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) => {
	const options = context.getNodeParameter('importOptions', itemIndex, {}) as IDataObject;
	return await perform(context, 'importStoreChanges', {
		store,
		entityTypes: context.getNodeParameter('entityTypes', itemIndex, []),
		firesForExisting: options.firesForExisting === true,
		began: beganBy(context),
		present: presentAddress(context),
	});
};

const BEGINNINGS: Readonly<Record<string, ImportBeginning>> = {
	'n8n-nodes-base.scheduleTrigger': 'schedule',
	'n8n-nodes-base.n8nTrigger': 'start',
};

/** What has begun the import: a person who tries the node, or the trigger right before it. */
function beganBy(context: IExecuteFunctions): ImportBeginning {
	if (context.getMode() === 'manual') return 'manual';
	const triggers = context
		.getParentNodes(context.getNode().name)
		.filter(({ type }) => type in BEGINNINGS);
	if (triggers.length === 0) return 'workflow';
	const { previousNode } = context.getInputSourceData() ?? {};
	const type = triggers.find(({ name }) => name === previousNode)?.type ?? '';
	return BEGINNINGS[type] ?? 'workflow';
}

/** @returns `null` in a worker that was started without the address of n8n */
function presentAddress(context: IExecuteFunctions): PresentAddress | null {
	const { WEBHOOK_URL, N8N_WEBHOOK_URL, N8N_ENDPOINT_WEBHOOK, N8N_ENDPOINT_WEBHOOK_WAIT } =
		process.env;
	const isWorker = process.env.EXECUTIONS_MODE === 'queue';
	if (isWorker && !WEBHOOK_URL && !N8N_WEBHOOK_URL) return null;
	return {
		waitingUrl: String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)),
		endpoints: {
			webhook: N8N_ENDPOINT_WEBHOOK || 'webhook',
			waiting: N8N_ENDPOINT_WEBHOOK_WAIT || 'webhook-waiting',
		},
	};
}
