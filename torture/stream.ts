import type { TriggerCode } from '../engine/events/catalog.ts';
import type { Shops } from './shops.ts';

/** Something that has happened in a shop, and that n8n is to hear of. */
export type Happening = {
	readonly code: Extract<
		TriggerCode,
		'order_created' | 'order_paid' | 'shipment_created' | 'shipment_delivered'
	>;
	/** `<provider>/<id of the order or shipment>`. */
	readonly entity: string;
	/** Whose it is; empty where nobody is told. */
	readonly email: string;
	readonly orderId: string;
	/** Epoch milliseconds. */
	readonly at: number;
};

/**
 * Lets so many things happen, one after the other: in the generic shop four for each order.
 *
 * @param first the number of the first customer
 */
export async function* happenings(
	shops: Shops,
	events: number,
	random: () => number,
	first = 0,
): AsyncGenerator<Happening> {
	let count = 0;
	for (let index = first; count < events; index += 1) {
		if (random() < 0.2) {
			const shop = shops.others[index % shops.others.length]!;
			const orderId = await shop.placeOrder();
			const order = { entity: `${shop.provider}/${orderId}`, email: '', orderId };
			yield { code: 'order_created', ...order, at: Date.now() };
			await shop.payOrder(orderId);
			yield { code: 'order_paid', ...order, at: Date.now() };
			count += 2;
			continue;
		}
		const email = `customer-${index}@example.com`;
		const { id: orderId } = (await shops.open()).placeOrder({
			email,
			firstName: 'Ada',
			lastName: `Number ${index}`,
			items: [{ productId: shops.generic().state.products[0]!.id, quantity: 1 }],
		});
		const order = { entity: `generic/${orderId}`, email, orderId };
		yield { code: 'order_created', ...order, at: Date.now() };
		(await shops.open()).pay(orderId);
		yield { code: 'order_paid', ...order, at: Date.now() };
		const { id } = (await shops.open()).ship(orderId);
		const parcel = { entity: `generic/${id}`, email, orderId };
		yield { code: 'shipment_created', ...parcel, at: Date.now() };
		// The order stays as it is: that it is completed is for n8n to write.
		(await shops.open()).changeShipment(id, { status: 'delivered' });
		yield { code: 'shipment_delivered', ...parcel, at: Date.now() };
		count += 4;
	}
}
