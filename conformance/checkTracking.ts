import { pathOf } from '../engine/providers/generic/client.ts';
import type { Context } from './context.ts';
import { canonical, faultOf, idOf } from './entity.ts';
import { isAbsent, shown, type Answer } from './storeClient.ts';

/** `POST /orders/{id}/tracking`, twice. The number stays with the order. */
export async function checkTracking(
	{ store, report }: Context,
	orderId: string,
	trackingNumber: string,
): Promise<void> {
	const json = { trackingNumber, carrier: null, trackingUrl: null, notifyCustomer: false };
	const path = `${pathOf('Order', orderId)}/tracking`;
	const promised = (line: string, expected: string) =>
		({
			line: `POST /orders/{id}/tracking ${line}`,
			section: 'Tracking numbers',
			expected,
		}) as const;

	const first = await store.ask('POST', path, { json });
	if (isAbsent(first)) {
		report.note(
			'Tracking numbers',
			'POST /orders/{id}/tracking: there is none, so workflows cannot add a tracking number',
		);
		return;
	}
	const isTaken = report.check(
		promised(
			'answers 201, or 200 for a known number, and the shipment',
			`201 {"id": "…", "orderId": "${orderId}", "trackingNumber": "${trackingNumber}", …}`,
		),
		isShipment(first, [200, 201], orderId, trackingNumber) ? null : shown(first),
	);
	if (isTaken) {
		const again = await store.ask('POST', path, { json });
		report.check(
			promised(
				'with the same number answers 200 and the same shipment',
				`200 {"id": "${idOf(first.json)}", …}`,
			),
			isShipment(again, [200], orderId, trackingNumber) && idOf(again.json) === idOf(first.json)
				? null
				: shown(again),
		);
	}
	const missing = `${pathOf('Order', 'no-such-id-of-conformance')}/tracking`;
	const none = await store.ask('POST', missing, { json });
	report.check(
		promised('answers 404 where there is no such order', '404'),
		none.status === 404 ? null : shown(none),
	);
}

function isShipment(
	answer: Answer,
	statuses: readonly number[],
	orderId: string,
	trackingNumber: string,
): boolean {
	if (!statuses.includes(answer.status ?? 0) || faultOf('Shipment', answer.json) !== null) {
		return false;
	}
	const shipment = canonical('Shipment', answer.json);
	return shipment.orderId === orderId && shipment.trackingNumber === trackingNumber;
}
