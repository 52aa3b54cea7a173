import type { Shops } from './shops.ts';

/** What has happened in the shops. Keys are `<provider>/<order id>`. */
export type Happened = {
	readonly placed: Set<string>;
	readonly paid: Set<string>;
	/** Addresses of the customers whose parcel was delivered, with the id of their order. */
	readonly delivered: Map<string, string>;
};

/** Lets so many things happen, one after the other: in the generic shop four for each order. */
export async function* happenings(
	shops: Shops,
	events: number,
	random: () => number,
	happened: Happened,
): AsyncGenerator<number> {
	let count = 0;
	for (let index = 0; count < events; index += 1) {
		if (random() < 0.2) {
			const shop = shops.others[index % shops.others.length]!;
			const id = await shop.placeOrder();
			happened.placed.add(`${shop.provider}/${id}`);
			yield (count += 1);
			await shop.payOrder(id);
			happened.paid.add(`${shop.provider}/${id}`);
			yield (count += 1);
			continue;
		}
		const email = `customer-${index}@example.com`;
		const order = (await shops.open()).placeOrder({
			email,
			firstName: 'Ada',
			lastName: `Number ${index}`,
			items: [{ productId: shops.generic().state.products[0]!.id, quantity: 1 }],
		});
		happened.placed.add(`generic/${order.id}`);
		yield (count += 1);
		(await shops.open()).pay(order.id);
		happened.paid.add(`generic/${order.id}`);
		yield (count += 1);
		const parcel = (await shops.open()).ship(order.id);
		yield (count += 1);
		// The order stays as it is: that it is completed is for n8n to write.
		(await shops.open()).changeShipment(parcel.id, { status: 'delivered' });
		happened.delivered.set(email, order.id);
		yield (count += 1);
	}
}
