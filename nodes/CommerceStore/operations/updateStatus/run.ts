import type { IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { onlyShown } from '../../../shared/manualRun.ts';
import { perform } from '../../../shared/perform.ts';
import { statusInForm } from '../../../shared/statusOptions.ts';

export const runUpdateStatus = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) =>
	await perform(context, 'updateStoreStatus', {
		store,
		entityType: context.getNodeParameter('target', itemIndex),
		id: context.getNodeParameter('targetId', itemIndex, ''),
		status: statusInForm(
			String(context.getNodeParameter('status', itemIndex)),
			String(context.getNodeParameter('ownStatus', itemIndex, '')),
		),
		note: context.getNodeParameter('note', itemIndex, ''),
		onlyShown: onlyShown(context, itemIndex),
	});
