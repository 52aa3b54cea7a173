import { z } from 'zod/v4';
import { line, reference, requiredId, text } from '../payloadFields.ts';
import { readRowsOf } from './rows.ts';
import { factsOf, type PrestaShop, type ShopFacts } from './shop.ts';
import type { PrestaShopConnection } from './client.ts';
import {
	carrierPayload,
	cartRulePayload,
	detailPayload,
	historyPayload,
	slipPayload,
	type CarrierPayload,
	type CartRulePayload,
	type DetailPayload,
	type HistoryPayload,
	type OrderPayload,
	type SlipPayload,
} from './orderPayload.ts';
import type { Table } from './tables.ts';

const personPayload = z.object({
	id: requiredId,
	email: line,
	firstname: line,
	lastname: line,
	is_guest: z.unknown(),
});
export type PersonPayload = z.output<typeof personPayload>;

const addressPayload = z.object({
	id: requiredId,
	id_country: reference,
	id_state: reference,
	company: line,
	firstname: line,
	lastname: line,
	address1: line,
	address2: line,
	postcode: line,
	city: line,
	phone: line,
	phone_mobile: line,
	other: text,
});
export type AddressPayload = z.output<typeof addressPayload>;

/** An order, and all that the webservice keeps elsewhere. */
export type OrderParts = {
	readonly order: OrderPayload;
	/** As the shop told the order. */
	readonly payload: object;
	readonly details: readonly DetailPayload[];
	/** Oldest first. */
	readonly histories: readonly HistoryPayload[];
	readonly carriers: readonly CarrierPayload[];
	readonly slips: readonly SlipPayload[];
	readonly cartRules: readonly CartRulePayload[];
	readonly customer: PersonPayload | null;
	readonly billing: AddressPayload | null;
	readonly delivery: AddressPayload | null;
	/** ISO 4217. */
	readonly currency: string | null;
};

/** What names ids that stand in orders. */
export type OrderTables = {
	readonly states: Table;
	readonly countries: Table;
	readonly regions: Table;
	readonly languages: Table;
	readonly carriers: Table;
};

/** Only what is needed: the webservice would tell the digest of the password, too. */
const PERSON_FIELDS = '[id,email,firstname,lastname,is_guest]';

/** Reads what belongs to the orders of a page, each kind at once. */
export async function readOrderParts(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	orders: ReadonlyArray<{ readonly order: OrderPayload; readonly payload: object }>,
): Promise<{ parts: readonly OrderParts[]; tables: OrderTables; facts: ShopFacts }> {
	const { call, tables } = shop;
	const ids = orders.map(({ order }) => order.id);
	const of = async <T>(
		resource: string,
		field: string,
		wanted: Iterable<string>,
		schema: z.ZodType<T>,
		query = {},
	) =>
		(await readRowsOf(call, connection, resource, field, wanted, query)).flatMap((row) => {
			const read = schema.safeParse(row);
			return read.success ? [read.data] : [];
		});
	const present = (given: ReadonlyArray<string | null | undefined>) =>
		given.filter((id): id is string => typeof id === 'string');

	const facts = await factsOf(shop, connection);
	const details = await of('order_details', 'id_order', ids, detailPayload);
	const histories = await of('order_histories', 'id_order', ids, historyPayload);
	const carriers = await of('order_carriers', 'id_order', ids, carrierPayload);
	const slips = await of('order_slip', 'id_order', ids, slipPayload);
	const cartRules = await of('order_cart_rules', 'id_order', ids, cartRulePayload);
	const personIds = present(orders.map(({ order }) => order.id_customer));
	const persons = await of('customers', 'id', personIds, personPayload, { display: PERSON_FIELDS });
	const addressIds = present(
		orders.flatMap(({ order }) => [order.id_address_invoice, order.id_address_delivery]),
	);
	const addresses = await of('addresses', 'id', addressIds, addressPayload);

	const currencies = await tables.of(
		connection,
		'currencies',
		present(orders.map(({ order }) => order.id_currency)),
	);
	const stateIds = histories.map(({ id_order_state: id }) => id);
	const named: OrderTables = {
		states: await tables.of(connection, 'order_states', stateIds),
		countries: await tables.of(
			connection,
			'countries',
			present(addresses.map(({ id_country: id }) => id)),
		),
		regions: await tables.of(
			connection,
			'states',
			present(addresses.map(({ id_state: id }) => id)),
		),
		languages: await tables.of(
			connection,
			'languages',
			present(orders.map(({ order }) => order.id_lang)),
		),
		carriers: await tables.of(
			connection,
			'carriers',
			present(carriers.map(({ id_carrier: id }) => id)),
		),
	};
	const parts = orders.map(({ order, payload }): OrderParts => {
		const own = <T extends { readonly id_order: string }>(rows: readonly T[]) =>
			rows.filter(({ id_order: id }) => id === order.id);
		const byId = <T extends { readonly id: string }>(
			rows: readonly T[],
			id: string | null | undefined,
		) => rows.find((row) => row.id === id) ?? null;
		return {
			order,
			payload,
			details: own(details),
			histories: own(histories).toSorted((a, b) => Number(a.id) - Number(b.id)),
			carriers: own(carriers),
			slips: own(slips),
			cartRules: own(cartRules),
			customer: byId(persons, order.id_customer),
			billing: byId(addresses, order.id_address_invoice),
			delivery: byId(addresses, order.id_address_delivery),
			currency: isoCode(currencies, order.id_currency),
		};
	});
	return { parts, tables: named, facts };
}

/** What a table calls an id, in the code that everybody knows. */
export function isoCode(table: Table, id: string | null | undefined): string | null {
	const code = table.get(id ?? '')?.iso_code;
	return typeof code === 'string' && code.trim() !== '' ? code.trim().toUpperCase() : null;
}
