import { StoreError } from '../../../../engine/providers/storeError.ts';
import type { Tracking, WriteResult } from '../../../../engine/providers/storeSide.ts';
import { callSamplecart, unlessAbsent, type SamplecartConnection } from './client.ts';
import { observeAnswer } from './readEntity.ts';

/** What Sample Cart answers where the order has the number already. */
const HAD_IT_ALREADY = 200;

/** `POST /orders/{id}/shipments`: makes a shipment with the number, or gives back the one that has it. */
export async function addTracking(
	connection: SamplecartConnection,
	{ orderId, trackingNumber, carrier, trackingUrl, notifyCustomer }: Tracking,
): Promise<WriteResult> {
	const path = `/orders/${encodeURIComponent(orderId)}/shipments`;
	const json = {
		tracking_number: trackingNumber,
		carrier,
		tracking_url: trackingUrl,
		notify_customer: notifyCustomer,
	};
	const answer = await unlessAbsent(callSamplecart(connection, { method: 'POST', path, json }));
	if (answer === null) {
		const message = `${connection.credentials.storeUrl} has no order "${orderId}".`;
		throw new StoreError('not_found', message, { status: 404 });
	}
	return {
		changed: answer.status !== HAD_IT_ALREADY,
		observations: observeAnswer(connection, `POST ${path}`, 'Shipment', answer.body),
		remark: null,
	};
}
