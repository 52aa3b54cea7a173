import type { IExecuteFunctions } from 'n8n-workflow';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { storeEventOf } from '../../../shared/commerceEventOf.ts';
import { onlyShown } from '../../../shared/manualRun.ts';
import { perform } from '../../../shared/perform.ts';

export const runAddTracking = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) => {
	const optional = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '') ?? '').trim() || null;
	return await perform(context, 'addStoreTracking', {
		store,
		event: storeEventOf(context, itemIndex),
		isOfShipment: context.getNodeParameter('orderBy', itemIndex, 'id') === 'shipment',
		orderId: context.getNodeParameter('orderId', itemIndex, ''),
		trackingNumber: context.getNodeParameter('trackingNumber', itemIndex, ''),
		carrier: optional('carrier'),
		trackingUrl: optional('trackingUrl'),
		notifyCustomer: context.getNodeParameter('notifyCustomer', itemIndex, false) === true,
		tells: context.getNodeParameter('tells', itemIndex, []),
		isSkippable: context.getNodeParameter('skipUnknownOrders', itemIndex, false) === true,
		onlyShown: onlyShown(context, itemIndex),
	});
};
