import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import type { PrestaShopConnection } from './client.ts';
import { placeOf, readChanged, type ListPlace } from './listPlace.ts';
import { CUSTOMER_FIELDS, observeCustomers } from './customers.ts';
import { observeOrders } from './orders.ts';
import { observeProducts, PRODUCT_FIELDS } from './products.ts';
import { readRowsOf } from './rows.ts';
import { factsOf, type PrestaShop } from './shop.ts';

/**
 * One page of what has changed: first what has a newer time of change, then, of orders, those with a new credit slip,
 * and of products, those that were sold, for their stock moves without a change of theirs.
 */
export async function listChanges(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	entityType: EntityType,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	if (entityType === 'Shipment') {
		throw new StoreError('rejected', String(abilities.lists.Shipment));
	}
	const { clock } = await factsOf(shop, connection);
	const begin = (phase: ListPlace['phase']): ListPlace => ({
		phase,
		from: since === null ? null : clock.since(since),
		afterId: null,
	});
	const place = page === null ? begin('changed') : placeOf(page);
	const hasBeside = since !== null && entityType !== 'Customer';
	const { told, next } =
		place.phase === 'changed'
			? await listTouched(shop, connection, entityType, place, since)
			: await listBeside(shop, connection, entityType, place, since);
	const after = next ?? (place.phase === 'changed' && hasBeside ? begin('beside') : null);
	return { ...told, nextPage: after === null ? null : JSON.stringify(after) };
}

type Listed = Exclude<EntityType, 'Shipment'>;
type Told = {
	readonly observations: readonly Observation[];
	readonly refused: readonly RefusedEntity[];
};
type Turn = { readonly told: Told; readonly next: ListPlace | null };

const LISTS: Readonly<Record<Listed, { readonly resource: string; readonly display: string }>> = {
	Order: { resource: 'orders', display: 'full' },
	Customer: { resource: 'customers', display: CUSTOMER_FIELDS },
	Product: { resource: 'products', display: PRODUCT_FIELDS },
};

async function listTouched(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	entityType: Listed,
	place: ListPlace,
	since: string | null,
): Promise<Turn> {
	const { resource, display } = LISTS[entityType];
	const { rows, next } = await readChanged(shop, connection, resource, display, place);
	return { told: await observe(shop, connection, entityType, rows, since), next };
}

async function listBeside(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	entityType: Listed,
	place: ListPlace,
	since: string | null,
): Promise<Turn> {
	const [resource, display] =
		entityType === 'Order' ? ['order_slip', 'full'] : ['orders', '[id,date_upd]'];
	const { rows, next } = await readChanged(shop, connection, resource!, display!, place);
	const { call } = shop;
	const ids =
		entityType === 'Order'
			? rows.map((row) => idIn(row, 'id_order'))
			: (
					await readRowsOf(
						call,
						connection,
						'order_details',
						'id_order',
						rows.map((row) => idIn(row, 'id')),
						{ display: '[id,product_id]' },
					)
				).map((row) => idIn(row, 'product_id'));
	const list = LISTS[entityType];
	const found = await readRowsOf(call, connection, list.resource, 'id', ids, {
		display: list.display,
	});
	return { told: await observe(shop, connection, entityType, found, since), next };
}

function idIn(row: unknown, field: string): string {
	const id = (Object(row) as Record<string, unknown>)[field];
	return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

/** What cannot be read is left out, and told. */
async function observe(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	entityType: Listed,
	rows: readonly unknown[],
	since: string | null,
): Promise<Told> {
	const refused: RefusedEntity[] = [];
	const refuse = (row: unknown, error: unknown) => void refused.push(refusedEntity(row, error));
	const observations = await observeRows(shop, connection, entityType, rows, since, refuse);
	return { observations, refused };
}

/** @param refuse what to do with a row that cannot be read */
export async function observeRows(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	entityType: Listed,
	rows: readonly unknown[],
	since: string | null,
	refuse: (row: unknown, error: unknown) => void,
): Promise<readonly Observation[]> {
	if (rows.length === 0) return [];
	switch (entityType) {
		case 'Order':
			return await observeOrders(shop, connection, rows, since, refuse);
		case 'Customer':
			return await observeCustomers(shop, connection, rows, refuse);
		case 'Product':
			return await observeProducts(shop, connection, rows, refuse);
	}
}
