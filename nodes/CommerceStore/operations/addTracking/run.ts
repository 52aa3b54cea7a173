import { NodeOperationError } from 'n8n-workflow';
import { addTracking } from '../../../../core/inbox/writeToStore.ts';
import type { Operation } from '../../operation.ts';
import { isKnownOrder } from '../../isKnownOrder.ts';
import { readId } from '../../readId.ts';

export const runAddTracking: Operation = async (context, store, itemIndex) => {
	const ability = store.provider.abilities.addsTracking;
	if (ability !== true) {
		throw new NodeOperationError(context.getNode(), ability, { itemIndex });
	}
	const optional = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '') ?? '').trim() || null;
	const tracking = {
		orderId: readId(context, 'orderId', 'Order ID', itemIndex),
		trackingNumber: readId(context, 'trackingNumber', 'Tracking Number', itemIndex),
		carrier: optional('carrier'),
		trackingUrl: optional('trackingUrl'),
		notifyCustomer: context.getNodeParameter('notifyCustomer', itemIndex, false) === true,
	};
	const { orderId, trackingNumber } = tracking;
	const isSkippable = context.getNodeParameter('skipUnknownOrders', itemIndex, false) === true;
	if (isSkippable && !(await isKnownOrder(store, orderId))) {
		const remark = 'Skipped: this store has no such order.';
		return [{ tracking: { orderId, trackingNumber, changed: false, remark } }];
	}
	const { changed, remark } = await addTracking(store.shared.inbox, store, tracking);
	return [{ tracking: { orderId, trackingNumber, changed, remark } }];
};
