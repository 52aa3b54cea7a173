import { z } from 'zod/v4';
import type { Order } from '../../events/entities.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { readAnswer, type MagentoCall, type MagentoConnection } from './client.ts';
import { normaliseShipment, shipmentPayload, UNNAMED } from './normaliseShipment.ts';
import { readEntity, search } from './readEntity.ts';

/** An order with more is nobody's. */
const MOST_SHIPMENTS = 100;

/** Magento's own carriers; every other one is `custom`, with its name as title. */
const CARRIERS = ['dhl', 'fedex', 'ups', 'usps'];

const idAnswer = z.union([z.string(), z.number()]).transform(String);

/**
 * What is not shipped yet is shipped with the number; where all is, the last shipment gets it.
 *
 * @see AdobeDocs/commerce-webapi `src/openapi/admin-schema-2.4.9.yaml`, `/V1/order/{orderId}/ship`, `/V1/shipment/track`
 */
export async function addTracking(
	call: MagentoCall,
	connection: MagentoConnection,
	{ orderId, trackingNumber, carrier, notifyCustomer }: Tracking,
): Promise<WriteResult> {
	const { storeUrl } = connection.credentials;
	const [order] = await readEntity(call, connection, 'Order', orderId);
	if (order === undefined) {
		throw new StoreError('not_found', `${storeUrl} has no order "${orderId}".`, { status: 404 });
	}
	const shipmentsNow = async () => {
		const found = await search(
			call,
			connection,
			'Shipment',
			['order_id', 'eq', orderId],
			MOST_SHIPMENTS,
		);
		return found.map((payload) => ({
			payload,
			given: readAnswer(connection, 'GET /shipments', shipmentPayload, payload),
		}));
	};
	const before = await shipmentsNow();
	const plain = (number: string | null | undefined) => number?.replaceAll(/\s/g, '').toUpperCase();
	const known = before.find(({ given }) =>
		given.tracks?.some(({ track_number: number }) => plain(number) === plain(trackingNumber)),
	);
	if (known) {
		return { changed: false, observations: [normaliseShipment(known.payload)], remark: null };
	}
	const code = CARRIERS.find((each) => carrier?.toLowerCase().split(/\W+/).includes(each));
	const track = {
		track_number: trackingNumber,
		title: carrier ?? UNNAMED.title,
		carrier_code: code ?? UNNAMED.carrier_code,
	};
	const last = before.at(-1);
	const isShipped = (order.entity as Partial<Order>).fulfillmentStatus === 'fulfilled';
	if (isShipped && last !== undefined) {
		const entity = {
			order_id: Number(orderId),
			parent_id: Number(last.given.entity_id),
			qty: 1,
			weight: 0,
		};
		const path = '/shipment/track';
		await call(connection, { method: 'POST', path, json: { entity: { ...entity, ...track } } });
	} else {
		const path = `/order/${encodeURIComponent(orderId)}/ship`;
		const json = { notify: notifyCustomer, tracks: [track] };
		const { body } = await call(connection, { method: 'POST', path, json });
		readAnswer(connection, `POST ${path}`, idAnswer, body);
	}
	const after = await shipmentsNow();
	const observations = [
		...(await readEntity(call, connection, 'Order', orderId)),
		...after.map(({ payload }) => normaliseShipment(payload)),
	];
	const remark =
		isShipped && notifyCustomer
			? 'The order was shipped already, so Magento wrote to nobody about the number.'
			: null;
	return { changed: true, observations, remark };
}
