import type { IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { storeEventOf } from '../../../shared/commerceEventOf.ts';
import { onlyShown } from '../../../shared/manualRun.ts';
import { perform } from '../../../shared/perform.ts';

export const runWatchNumbers = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) => {
	const isGiven = context.getNodeParameter('numbers', itemIndex) === 'given';
	const given = (name: string) =>
		isGiven ? String(context.getNodeParameter(name, itemIndex, '') ?? '').trim() : '';
	return await perform(context, 'watchNumbers', {
		store,
		event: storeEventOf(context, itemIndex),
		trackingNumber: isGiven ? given('trackingNumber') : null,
		carrier: given('carrier') || null,
		orderNumber: given('orderNumber') || null,
		countryCode: given('country') || null,
		postalCode: given('postalCode') || null,
		isOfShopsOnly: context.getNodeParameter('onlyOfShops', itemIndex, true) !== false,
		stopsCancelled: context.getNodeParameter('stopCancelled', itemIndex, true) !== false,
		onlyShown: onlyShown(context, itemIndex),
	});
};
