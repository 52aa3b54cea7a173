import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import { isMissingEntity } from './absence.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { observeAnswer, type Listed } from './observeAnswer.ts';

type WooConnection = Connection<WooCommerceCredentials>;

const COLLECTIONS: Readonly<Record<Listed, string>> = {
	Order: '/orders',
	Customer: '/customers',
	Product: '/products',
};

/**
 * @param id of a shipment: the order's, a dash, and what the shop calls the tracking number
 * @returns an order with its shipments; empty for what the shop does not have, or has in the trash
 */
export async function readEntity(
	call: WooCommerceCall,
	connection: WooConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	if (entityType === 'Shipment') {
		const orderId = /^(\d+)-./.exec(id)?.[1];
		if (orderId === undefined) return [];
		const observed = await readEntity(call, connection, 'Order', orderId);
		return observed.filter((one) => one.entityType === 'Shipment' && one.id === id);
	}
	const payload = await readPayload(call, connection, entityType, id);
	if (payload === null) return [];
	const said = `GET ${COLLECTIONS[entityType]}/${id}`;
	return await observeAnswer(call, connection, said, entityType, payload);
}

/** The entity as the shop tells it; `null` where it has none of this id. */
export async function readPayload(
	call: WooCommerceCall,
	connection: WooConnection,
	entityType: Listed,
	id: string,
): Promise<unknown> {
	if (!/^\d+$/.test(id)) return null;
	try {
		const path = `${COLLECTIONS[entityType]}/${id}`;
		return (await call(connection, { method: 'GET', path })).body;
	} catch (error) {
		if (isMissingEntity(error)) return null;
		throw error;
	}
}
