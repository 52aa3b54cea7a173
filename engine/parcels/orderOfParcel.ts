import type { Customer, Order, Person, Shipment, ToldShipment } from '../events/entities.ts';
import { filledPerson } from '../events/filledPerson.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { slicesOf } from '../state/slices.ts';
import { readSnapshot } from '../inbox/readSnapshot.ts';
import type { OrderStore } from './matchParcel.ts';

/** What an event of a shipment tells of its order. `shop` is `null` where it is the event's own store. */
export function toldOrder(order: Order, shop: OrderStore | null): ToldShipment['order'] {
	return {
		id: order.id,
		number: order.number,
		status: order.status,
		paymentStatus: order.paymentStatus,
		currency: order.currency,
		total: order.total,
		language: order.language,
		tags: order.tags,
		// A shop's own shipment says by itself what is in it.
		lineItems: shop === null ? [] : order.lineItems,
		integration: shop && {
			guid: shop.guid,
			name: shop.name,
			provider: shop.provider,
			storeUrl: shop.storeUrl,
		},
	};
}

/** An order that a carrier's parcels belong to, as its shop has told it. */
export type OrderOfParcel = {
	readonly shop: OrderStore;
	readonly order: Order;
	/** With what is known of the customer's account. */
	readonly customer: Person | null;
};

type Database = OpenDatabase['db'];
export type OrderPlace = { readonly orderGuid: string; readonly orderId: string };

export const placeKey = ({ orderGuid, orderId }: OrderPlace) =>
	JSON.stringify([orderGuid, orderId]);

/** What is known of orders, by `placeKey`; one that is not known is left out. */
export async function ordersOfParcels(
	db: Database,
	places: readonly OrderPlace[],
): Promise<ReadonlyMap<string, OrderOfParcel>> {
	const found = new Map<string, OrderOfParcel>();
	for (const [guid, ofShop] of Map.groupBy(places, ({ orderGuid }) => orderGuid)) {
		const shop = await db
			.selectFrom('integration')
			.select(['guid', 'name', 'provider', 'storeUrl'])
			.where('guid', '=', guid)
			.executeTakeFirst();
		if (shop === undefined) continue;
		const ids = [...new Set(ofShop.map(({ orderId }) => orderId))];
		const orders = (await entities(db, guid, 'Order', ids)) as Order[];
		const accounts = new Map(
			(
				(await entities(
					db,
					guid,
					'Customer',
					orders.flatMap(({ customer }) => customer?.id ?? []),
				)) as Customer[]
			).map((account) => [account.id, account]),
		);
		for (const order of orders) {
			const account = accounts.get(order.customer?.id ?? '') ?? null;
			const customer = order.customer && filledPerson(order.customer, account);
			found.set(placeKey({ orderGuid: guid, orderId: order.id }), { shop, order, customer });
		}
	}
	return found;
}

async function entities(
	db: Database,
	integrationGuid: string,
	entityType: 'Order' | 'Customer',
	ids: readonly string[],
) {
	const read = [];
	for (const part of slicesOf([...new Set(ids)])) {
		const rows = await db
			.selectFrom('snapshot')
			.select(['entityId', 'entityJson'])
			.where((eb) => eb.and({ integrationGuid, entityType }))
			.where('entityId', 'in', part)
			.where('deletedAt', 'is', null)
			.execute();
		for (const { entityId, entityJson } of rows) {
			read.push(readSnapshot(entityType, entityId, entityJson, {}).entity);
		}
	}
	return read;
}

/**
 * A carrier's shipment with what its order says. Who has placed the order is its customer, whatever name the label
 * has; what a carrier knows of the one who gets the parcel fills in only what the shop has not told.
 */
export function withOrder(
	shipment: Shipment,
	found: OrderOfParcel | undefined,
): { entity: ToldShipment; customer: Person | null } {
	if (found === undefined)
		return { entity: { ...shipment, order: null }, customer: shipment.customer };
	const { order, shop, customer } = found;
	return {
		entity: {
			...shipment,
			orderNumber: order.number ?? shipment.orderNumber,
			shippingAddress: order.shippingAddress ?? shipment.shippingAddress,
			order: toldOrder(order, shop),
		},
		customer: customer ? filledPerson(customer, shipment.customer) : shipment.customer,
	};
}
