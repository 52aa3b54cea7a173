import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
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
		present: presentAddress(context),
	});
};

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
