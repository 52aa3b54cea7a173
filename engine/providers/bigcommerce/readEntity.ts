import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { StoreError } from '../storeError.ts';
import { callBigCommerce, readAnswer, unreadable, type BigCommerceConnection } from './client.ts';
import { storeUrlOf } from './credentials.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseProduct } from './normaliseProduct.ts';
import { readOrder } from './readOrder.ts';

/** @returns empty for what BigCommerce does not have */
export async function readEntity(
	connection: BigCommerceConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	switch (entityType) {
		case 'Order':
			return await readOrder(connection, id);
		case 'Shipment': {
			const orderId = /^(\d+)-\d+$/.exec(id)?.[1];
			if (orderId === undefined) return [];
			const observed = await readOrder(connection, orderId);
			return observed.filter((one) => one.entityType === 'Shipment' && one.id === id);
		}
		case 'Customer':
			return await readCustomer(connection, id);
		case 'Product':
			return await readProduct(connection, id);
	}
}

const isId = (id: string) => /^\d{1,18}$/.test(id);

const customersAnswer = z.object({ data: z.array(z.unknown()).max(1) });
const productAnswer = z.object({ data: z.unknown() });

async function readCustomer(connection: BigCommerceConnection, id: string) {
	if (!isId(id)) return [];
	const path = '/v3/customers';
	const query = { 'id:in': id, include: 'addresses' };
	const { body } = await callBigCommerce(connection, { method: 'GET', path, query });
	const { data } = readAnswer(connection, `GET ${path}`, customersAnswer, body);
	return observed(connection, `GET ${path}`, () => data.map(normaliseCustomer));
}

async function readProduct(connection: BigCommerceConnection, id: string) {
	if (!isId(id)) return [];
	const path = `/v3/catalog/products/${id}`;
	const query = { include: 'variants,images' };
	let body: unknown;
	try {
		({ body } = await callBigCommerce(connection, { method: 'GET', path, query }));
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return [];
		throw error;
	}
	const { data } = readAnswer(connection, `GET ${path}`, productAnswer, body);
	const storeUrl = storeUrlOf(connection.credentials);
	return observed(connection, `GET ${path}`, () => [normaliseProduct(data, storeUrl)]);
}

function observed(
	connection: BigCommerceConnection,
	call: string,
	normalised: () => readonly Observation[],
): readonly Observation[] {
	try {
		return normalised();
	} catch (error) {
		throw unreadable(connection, call, error);
	}
}
