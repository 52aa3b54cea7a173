import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../provider.ts';
import { metaOf } from './attributesOf.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readFulfillments } from './fulfillments.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { normaliseProduct } from './normaliseProduct.ts';
import { observeFulfillments } from './observeFulfillments.ts';
import { readAnswer } from './readAnswer.ts';

/** Kept with an order exactly as long as it has fulfillments. */
const FULFILLMENT_STATUS_META = '_fulfillment_status';

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
		normalised(entityType, payload),
	);
	const [order] = observations;
	if (order?.entityType !== 'Order' || !hasFulfillments(payload)) return observations;
	const fulfillments = await readFulfillments(call, connection, order.id);
	return [...observations, ...observeFulfillments(fulfillments ?? [], order)];
}

function normalised(entityType: Listed, payload: unknown): Observation[] {
	switch (entityType) {
		case 'Order':
			return normaliseOrder(payload, [], false);
		case 'Customer':
			return [normaliseCustomer(payload, [])];
		case 'Product':
			return normaliseProduct(payload, [], false);
	}
}

function hasFulfillments(payload: unknown): boolean {
	const { meta_data: meta } = withMeta.parse(payload);
	return Object.hasOwn(
		metaOf(meta, (key) => key === FULFILLMENT_STATUS_META),
		FULFILLMENT_STATUS_META,
	);
}
