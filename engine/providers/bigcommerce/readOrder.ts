import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { amount, line, listOf, requiredId } from '../payloadFields.ts';
import { StoreError, type StoreErrorKind } from '../storeError.ts';
import {
	callBigCommerce,
	listAll,
	readAnswer,
	unreadable,
	type BigCommerceConnection,
} from './client.ts';
import { normaliseOrder } from './normaliseOrder.ts';
import { mayHaveRefunds } from './refunds.ts';
import { INCOMPLETE } from './statuses.ts';

/** What decides which further lists of an order there are to read. */
const record = z.looseObject({
	id: requiredId,
	status_id: amount,
	items_shipped: amount,
	coupon_discount: amount,
	payment_status: line,
	refunded_amount: amount,
	shipping_address_count: amount,
	is_deleted: z.unknown(),
});
type OrderRecord = z.output<typeof record>;

/** Fees are told to those who ask for them alone. */
export const WITH_FEES = { include: 'fees' } as const;

const isId = (id: string) => /^\d{1,18}$/.test(id);

/** The order as BigCommerce tells it; `null` where it has none of this id. */
export async function readRecord(
	connection: BigCommerceConnection,
	id: string,
): Promise<OrderRecord | null> {
	if (!isId(id)) return null;
	const path = `/v2/orders/${id}`;
	const body = await orNone(
		async () => (await callBigCommerce(connection, { method: 'GET', path, query: WITH_FEES })).body,
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
	const { id, items_shipped: shipped, coupon_discount: byCoupon } = known;
	if (known.is_deleted === true || known.status_id === INCOMPLETE)
		return normaliseOrder(known, connection.reading);
	const path = `/v2/orders/${id}`;
	const list = async (isThere: boolean, name: string) => {
		const entries = isThere
			? await orNone(async () => await listAll(connection, `${path}/${name}`))
			: null;
		return entries === null ? {} : { [name]: entries };
	};
	const [products, early, ...others] = await Promise.all([
		list(true, 'products'),
		mayHaveRefunds(known) ? refundsOf(connection, id) : null,
		list(known.shipping_address_count !== 0, 'shipping_addresses'),
		list(withShipments || shipped !== 0, 'shipments'),
		list(byCoupon !== 0, 'coupons'),
	]);
	// The order went while it was being read.
	if (products?.products === undefined) return [];
	const isLate = early === null && hasPiecesBack(products.products);
	const refunds = isLate ? await refundsOf(connection, id) : early;
	return normaliseOrder(
		Object.assign({ ...known }, products, ...others, refunds),
		connection.reading,
	);
}

const pieces = listOf(z.object({ quantity_refunded: amount }));

/** The lines of an order may tell a refund that the order itself does not. */
const hasPiecesBack = (products: readonly unknown[]): boolean =>
	(pieces.parse(products) ?? []).some(({ quantity_refunded: back }) => (back ?? 0) > 0);

const refundsAnswer = z.object({ data: z.array(z.unknown()).max(10_000) });

/** A token that may read orders and not their payments must not keep the order itself out. */
async function refundsOf(
	connection: BigCommerceConnection,
	id: string,
): Promise<{ readonly refunds?: readonly unknown[] }> {
	const path = `/v3/orders/${id}/payment_actions/refunds`;
	const answer = await orNone(
		async () => await callBigCommerce(connection, { method: 'GET', path }),
		['not_found', 'forbidden'],
	);
	if (answer === null) return {};
	return { refunds: readAnswer(connection, `GET ${path}`, refundsAnswer, answer.body).data };
}

/** @returns `null` where BigCommerce has nothing of the kind */
async function orNone<T>(
	ask: () => Promise<T>,
	kinds: readonly StoreErrorKind[] = ['not_found'],
): Promise<T | null> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof StoreError && kinds.includes(error.kind)) return null;
		throw error;
	}
}
