import type { IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { perform } from '../../../shared/perform.ts';

export const runGetEntity = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) =>
	await perform(context, 'getEntity', {
		store,
		entityType: context.getNodeParameter('entityType', itemIndex),
		id: context.getNodeParameter('entityId', itemIndex, ''),
	});
