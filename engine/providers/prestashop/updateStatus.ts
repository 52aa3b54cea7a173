import { ownWordOf } from '../ownStatus.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import type { PrestaShopConnection } from './client.ts';
import { readEntity } from './readEntity.ts';
import { readRowsOf } from './rows.ts';
import { factsOf, type PrestaShop, type ShopFacts } from './shop.ts';
import { GIVEN_STATES, isOn, orderStateOf } from './statuses.ts';
import type { Table } from './tables.ts';
import { xmlOf } from './xml.ts';
import type { OrderStatus } from '../../events/statuses.ts';

const NO_MONEY_SENT =
	'PrestaShop has marked the order as refunded, and sends no money back by itself. Pay it back with the payment provider.';

/**
 * Adds a row to `order_histories`, which gives the order its status. PrestaShop writes no mail then, for it is not asked
 * to: workflows do. An order that is in such a status already is left alone: a second row would be a second change.
 */
export async function updateStatus(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	update: StatusUpdate,
): Promise<WriteResult> {
	if (update.entityType === 'Shipment') {
		throw new StoreError('rejected', String(abilities.setsStatus.Shipment[update.status]));
	}
	const { id, status, note } = update;
	const { storeUrl } = connection.credentials;
	const askedAt = shop.now().toISOString();
	const facts = await factsOf(shop, connection);
	const states = await shop.tables.of(connection, 'order_states');
	const current = await currentStateOf(shop, connection, id);
	const remarks = [
		note === null ? null : 'PrestaShop keeps no note with a status; none was added.',
	];
	const wanted = stateFor(status, facts, states, storeUrl);
	const own = ownWordOf(status);
	const isSo =
		current === wanted ||
		(own === null &&
			orderStateOf(current, states.get(current), facts, connection.reading).status === status);
	if (!isSo) {
		await shop.call(connection, {
			method: 'POST',
			resource: 'order_histories',
			xml: xmlOf('order_history', { id_order_state: wanted, id_order: id }),
		});
		if (status === 'refunded') remarks.push(NO_MONEY_SENT);
	}
	return {
		changed: !isSo,
		observations: await readEntity(shop, connection, 'Order', id, isSo ? null : askedAt),
		remark: remarks.filter(Boolean).join(' ') || null,
	};
}

async function currentStateOf(
	{ call }: PrestaShop,
	connection: PrestaShopConnection,
	id: string,
): Promise<string> {
	const display = '[id,current_state]';
	const [order] = await readRowsOf(call, connection, 'orders', 'id', [id], { display });
	if (order === undefined) throw noSuchOrder(connection, id);
	return String((Object(order) as { current_state?: unknown }).current_state ?? '');
}

export const noSuchOrder = ({ credentials }: PrestaShopConnection, id: string): StoreError =>
	new StoreError(
		'not_found',
		`${credentials.storeUrl} has no order "${id}". Give the id that PrestaShop shows in its list of orders; the reference that customers see is another one.`,
		{ status: 404 },
	);

/** @throws StoreError where the shop has no such status */
function stateFor(
	status: string,
	{ settings }: ShopFacts,
	states: Table,
	storeUrl: string,
): string {
	const own = ownWordOf(status);
	if (own !== null) {
		const row = states.get(own);
		if (row !== undefined && !isOn(row.deleted)) return own;
		throw new StoreError(
			'rejected',
			`${storeUrl} has no order status with the id "${own}". Choose one of the list, which has the shop's own.`,
		);
	}
	const ability = abilities.setsStatus.Order[status as OrderStatus];
	if (ability !== true) throw new StoreError('rejected', String(ability));
	const state = settings.get(GIVEN_STATES[status as OrderStatus]!);
	if (state !== undefined && states.has(state)) return state;
	throw new StoreError(
		'rejected',
		`${storeUrl} does not tell which of its statuses means "${status}". Tick "View (GET)" at "configurations" for the webservice key (Advanced Parameters > Webservice), or choose one of the shop's own statuses.`,
	);
}
