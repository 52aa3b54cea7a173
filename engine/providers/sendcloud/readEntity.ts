import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { StoreError } from '../storeError.ts';
import { requireShipment } from './abilities.ts';
import { callSendcloud, readAnswer, type SendcloudConnection } from './client.ts';
import { isParcelId, observe, shipmentData, type SendcloudShipment } from './shipmentData.ts';

/** @returns empty for a parcel that Sendcloud does not have, or not for these keys */
export async function readEntity(
	connection: SendcloudConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	requireShipment(entityType);
	const shipment = await shipmentOf(connection, id);
	return shipment === null ? [] : observe(shipment).filter((parcel) => parcel.id === id);
}

const listAnswer = z.object({ data: z.array(shipmentData) });

/** The shipment that a parcel is in. @param id of the parcel */
export async function shipmentOf(
	connection: SendcloudConnection,
	id: string,
): Promise<SendcloudShipment | null> {
	// A comma would ask for several.
	if (!isParcelId(id)) return null;
	let body: unknown;
	try {
		const query = { ids: id };
		({ body } = await callSendcloud(connection, { method: 'GET', path: '/shipments', query }));
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
	const { data } = readAnswer(connection, 'GET /shipments', listAnswer, body);
	return data.find(({ parcels }) => parcels.some((parcel) => parcel.id === id)) ?? null;
}
