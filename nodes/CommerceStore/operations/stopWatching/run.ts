import type { IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { storeEventOf } from '../../../shared/commerceEventOf.ts';
import { onlyShown } from '../../../shared/manualRun.ts';
import { perform } from '../../../shared/perform.ts';

export const runStopWatching = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) =>
	await perform(context, 'stopWatching', {
		store,
		event: storeEventOf(context, itemIndex),
		trackingNumber:
			context.getNodeParameter('numbers', itemIndex) === 'given'
				? context.getNodeParameter('trackingNumber', itemIndex, '')
				: null,
		onlyShown: onlyShown(context, itemIndex),
	});
