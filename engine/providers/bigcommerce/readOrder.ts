import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { amount, requiredId } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import {
	callBigCommerce,
	listAll,
	readAnswer,
	unreadable,
	type BigCommerceConnection,
} from './client.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { INCOMPLETE } from './statuses.ts';

/** What decides which further lists of an order there are to read. */
const record = z.looseObject({
	id: requiredId,
	status_id: amount,
	items_shipped: amount,
	coupon_discount: amount,
	refunded_amount: amount,
	shipping_address_count: amount,
	is_deleted: z.unknown(),
});
type OrderRecord = z.output<typeof record>;

const isId = (id: string) => /^\d{1,18}$/.test(id);

/** The order as BigCommerce tells it; `null` where it has none of this id. */
export async function readRecord(
	connection: BigCommerceConnection,
	id: string,
): Promise<OrderRecord | null> {
	if (!isId(id)) return null;
	const path = `/v2/orders/${id}`;
	const body = await orNone(
		async () => (await callBigCommerce(connection, { method: 'GET', path })).body,
	);
	return body === null ? null : readAnswer(connection, `GET ${path}`, record, body);
}

/** An order and its shipments; empty for one that BigCommerce does not have. */
export async function readOrder(
	connection: BigCommerceConnection,
	id: string,
): Promise<readonly Observation[]> {
	const order = await readRecord(connection, id);
	if (order === null) return [];
	try {
		return await observeOrder(connection, order, { withShipments: true });
	} catch (error) {
		throw unreadable(connection, `GET /v2/orders/${id}`, error);
	}
}

/**
 * Reads the lists that an order only links to, as far as it says that there is something in them.
 *
 * @param order as a list or `GET /v2/orders/{id}` gives it
 * @param withShipments also of an order of which nothing is said to be shipped: its last shipment may be gone
 * @throws ZodError for what is no order
 */
export async function observeOrder(
	connection: BigCommerceConnection,
	order: unknown,
	{ withShipments }: { readonly withShipments: boolean },
): Promise<Observation[]> {
	const known = record.parse(order);
	const { id, items_shipped: shipped, coupon_discount: byCoupon, refunded_amount: back } = known;
	if (known.is_deleted === true || known.status_id === INCOMPLETE)
		return normaliseOrder(known, connection.reading);
	const path = `/v2/orders/${id}`;
	const list = async (isThere: boolean, name: string) => {
		const entries = isThere
			? await orNone(async () => await listAll(connection, `${path}/${name}`))
			: null;
		return entries === null ? {} : { [name]: entries };
	};
	const [products, ...others] = await Promise.all([
		list(true, 'products'),
		list(known.shipping_address_count !== 0, 'shipping_addresses'),
		list(withShipments || shipped !== 0, 'shipments'),
		list(byCoupon !== 0, 'coupons'),
		back === 0 ? {} : refundsOf(connection, id),
	]);
	// The order went while it was being read.
	if (products?.products === undefined) return [];
	return normaliseOrder(Object.assign({ ...known }, products, ...others), connection.reading);
}

const refundsAnswer = z.object({ data: z.array(z.unknown()).max(10_000) });

async function refundsOf(connection: BigCommerceConnection, id: string) {
	const path = `/v3/orders/${id}/payment_actions/refunds`;
	const { body } = await callBigCommerce(connection, { method: 'GET', path });
	return { refunds: readAnswer(connection, `GET ${path}`, refundsAnswer, body).data };
}

/** @returns `null` where BigCommerce has nothing of the kind */
async function orNone<T>(ask: () => Promise<T>): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof StoreError && error.kind === 'not_found') return null;
		throw error;
	}
}
