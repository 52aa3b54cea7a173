import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { fulfillmentStatusIn, readFulfillments } from './fulfillments.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { normaliseProduct } from './normaliseProduct.ts';
import { fulfillmentList, observeFulfillments } from './observeFulfillments.ts';
import { readAnswer } from './readAnswer.ts';

const withMeta = z.object({ meta_data: z.unknown() });

/** What is kept in one list of the REST API. A shipment is in none: it comes with its order. */
export type Listed = Exclude<EntityType, 'Shipment'>;

/**
 * What the REST API tells of an entity, in the words of a webhook: both send the same JSON. Of an order
 * also its fulfillments, which no webhook tells.
 *
 * @param said what the answer was to: `GET /orders/13`
 */
export async function observeAnswer(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	said: string,
	entityType: Listed,
	payload: unknown,
): Promise<Observation[]> {
	const observations = readAnswer(connection.credentials.storeUrl, said, () =>
		normalised(entityType, payload, readingIn(connection)),
	);
	const [order] = observations;
	if (order?.entityType !== 'Order') return observations;
	const { meta_data: meta } = withMeta.parse(payload);
	if (fulfillmentStatusIn(meta) == null) return observations;
	const fulfillments = await readFulfillments(call, connection, order.id);
	if (fulfillments === null) return observations;
	const shipments = observeFulfillments(fulfillments, order);
	const lists = [...(order.shipmentLists ?? []), fulfillmentList(order.id, shipments)];
	return [{ ...order, shipmentLists: lists }, ...observations.slice(1), ...shipments];
}

/** The keys tell by what customers reach the shop. */
const readingIn = ({
	reading = AS_KNOWN,
	credentials: { storeUrl },
}: Connection<WooCommerceCredentials>): StoreReading => ({
	...reading,
	isHttps: storeUrl.startsWith('https:'),
});

function normalised(entityType: Listed, payload: unknown, reading?: StoreReading): Observation[] {
	switch (entityType) {
		case 'Order':
			return normaliseOrder(payload, [], false, reading);
		case 'Customer':
			return [normaliseCustomer(payload, [], reading)];
		case 'Product':
			return normaliseProduct(payload, [], false, reading);
	}
}
