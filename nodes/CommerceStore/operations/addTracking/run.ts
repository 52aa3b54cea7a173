import { NodeOperationError } from 'n8n-workflow';
import { addTracking } from '../../../../engine/inbox/writeToStore.ts';
import { forgetWaiting } from '../../../../engine/parcels/waitingParcels.ts';
import { commerceEventOf } from '../../../shared/commerceEventOf.ts';
import { isOnlyShown, MANUAL_RUN } from '../../../shared/manualRun.ts';
import { spaceOf } from '../../../shared/spaceOf.ts';
import type { Operation } from '../../operation.ts';
import { isKnownOrder } from '../../isKnownOrder.ts';
import { readId } from '../../readId.ts';
import { isIdOfAnother, orderOfShipment, parcelOf } from './orderOfShipment.ts';

export const runAddTracking: Operation = async (context, store, itemIndex) => {
	const node = context.getNode();
	const ability = store.provider.abilities.addsTracking;
	if (ability !== true) throw new NodeOperationError(node, ability, { itemIndex });
	const optional = (name: string) =>
		String(context.getNodeParameter(name, itemIndex, '') ?? '').trim() || null;
	const trackingNumber = readId(context, 'trackingNumber', 'Tracking Number', itemIndex);
	const isSkippable = context.getNodeParameter('skipUnknownOrders', itemIndex, false) === true;
	const event = commerceEventOf(context, itemIndex);
	const parcel = parcelOf(await spaceOf(context), event);
	const isOfShipment = context.getNodeParameter('orderBy', itemIndex, 'id') === 'shipment';
	if (isOfShipment && parcel === null) {
		throw new NodeOperationError(node, 'The item is not about a shipment', {
			itemIndex,
			description:
				'Start the workflow with a Commerce Shipment Trigger, or choose "By ID" under "Order".',
		});
	}

	const isShown = isOnlyShown(context, itemIndex);
	let orderId: string;
	const given = isOfShipment ? null : optional('orderId');
	const isMatched =
		isOfShipment || (parcel !== null && (await isIdOfAnother(store, parcel, given, isSkippable)));
	if (parcel !== null && isMatched) {
		const found = await orderOfShipment(context, store, parcel, event!, isShown);
		if (found.orderId === null) {
			const { isWaiting, remark } = found;
			if (!isSkippable) throw new NodeOperationError(node, remark, { itemIndex });
			return [{ tracking: { orderId: null, trackingNumber, changed: false, isWaiting, remark } }];
		}
		({ orderId } = found);
	} else {
		orderId = readId(context, 'orderId', 'Order ID', itemIndex);
		if (isSkippable && !(await isKnownOrder(store, orderId))) {
			const remark = 'Skipped: this store has no such order.';
			return [{ tracking: { orderId, trackingNumber, changed: false, remark } }];
		}
	}
	const tracking = {
		orderId,
		trackingNumber,
		carrier: optional('carrier'),
		trackingUrl: optional('trackingUrl'),
		notifyCustomer: context.getNodeParameter('notifyCustomer', itemIndex, false) === true,
	};
	if (isShown) {
		const shown = { changed: false, remark: null, preview: true, reason: MANUAL_RUN };
		return [{ tracking: { ...tracking, ...shown } }];
	}
	const { changed, remark } = await addTracking(store.shared.inbox, store, tracking);
	if (parcel !== null) await forgetWaiting(store.shared.database, parcel);
	return [{ tracking: { orderId, trackingNumber, changed, remark } }];
};
