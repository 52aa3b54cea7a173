import type { ShopifyShop } from '../shopifyShop.ts';
import { goodsOf, moneyOfAllKinds } from './variedMoney.ts';
import { ADDRESS, newCustomer, newLine, newOrder, newProduct, newVariant } from './newRecords.ts';
import type { OrderRecord } from './records.ts';

const BERLIN = { id: 91390607708, name: 'Berlin' };

/** Fills a shop with three pages of everything, in all the states that matter. */
export function variedShop({ shop: { state }, now, pass }: ShopifyShop): void {
	let lastId = 5_601_112_223_000;
	const order = (changes: Partial<OrderRecord> = {}) => {
		pass(1_000);
		lastId += 1;
		return state.addOrder(newOrder(lastId, now(), { number: lastId % 10_000, ...changes }));
	};
	const ship = (
		{ id }: OrderRecord,
		lines: Array<{ lineId: number; quantity: number }>,
		number: string | null = null,
	) => {
		pass(1_000);
		const shipmentId = state.newId();
		state.changeOrder(id, (each) => {
			each.fulfillments.push({
				id: shipmentId,
				name: `#${each.number}.${each.fulfillments.length + 1}`,
				status: 'SUCCESS',
				createdAt: now(),
				updatedAt: now(),
				tracking: number === null ? null : { number, company: 'DHL', url: null },
				moreParcels: number === 'F1' ? [{ number: 'F2', url: null }] : [],
				lines,
				events: [],
			});
		});
		return shipmentId;
	};
	const whole = ({ lines }: OrderRecord) =>
		lines.map(({ id: lineId, quantity }) => ({ lineId, quantity }));

	for (let plain = 0; plain < 12; plain += 1) order();
	order({ financial: 'PENDING', outstanding: 9470, gateways: ['bank deposit', 'gift_card'] });
	order({ financial: 'AUTHORIZED', customer: null, email: null, address: null });
	order({ customer: null, note: null, tags: [], discountCodes: [], noteAttributes: [] });
	order({ address: { ...ADDRESS, provinceCode: 'BE', province: 'Berlin' }, shippingTitle: null });
	const onHold = order();
	state.changeOrder(onHold.id, (each) => (each.fulfillmentOrders[0]!.status = 'ON_HOLD'));

	const cancelled = order({ financial: 'VOIDED' });
	pass(60_000);
	state.changeOrder(
		cancelled.id,
		(each) => {
			each.cancelledAt = now();
			each.closedAt = now();
			each.cancelReason = 'CUSTOMER';
		},
		'orders/cancelled',
	);

	const refunded = order();
	pass(60_000);
	state.changeOrder(refunded.id, (each) => {
		each.financial = 'PARTIALLY_REFUNDED';
		each.refunds.push(
			{
				id: state.newId(),
				createdAt: now(),
				note: 'scratch',
				payments: [{ amount: 1000, currency: 'EUR' }],
				goods: [goodsOf(each, 1, 840, 160, 'RETURN')],
				shipping: null,
			},
			{ id: state.newId(), createdAt: now(), note: null, payments: [], goods: [], shipping: null },
		);
	});
	const refundedAbroad = order({ presentmentCurrency: 'USD', rate: 1.1205 });
	state.changeOrder(refundedAbroad.id, (each) => {
		each.financial = 'REFUNDED';
		each.refunds.push({
			id: state.newId(),
			createdAt: now(),
			note: null,
			payments: [{ amount: 10_611, currency: 'USD' }],
			goods: [goodsOf(each, 2, 8980, 0, 'RETURN')],
			shipping: { amount: 412, tax: 78 },
		});
	});

	moneyOfAllKinds({
		order,
		change: (id, ...rest) => state.changeOrder(id, ...rest),
		newId: () => state.newId(),
		now,
	});

	const shipped = order();
	ship(shipped, whole(shipped), 'JD014600003SE');
	const closed = order();
	ship(closed, whole(closed));
	state.changeOrder(closed.id, (each) => (each.closedAt = now()));
	const partly = order();
	ship(partly, [{ lineId: partly.lines[0]!.id, quantity: 1 }], 'A1');
	const twice = order({ lines: [newLine(71), newLine(72, { sku: null, discounts: [] })] });
	ship(twice, [{ lineId: 71, quantity: 2 }], 'B1');
	const delivered = ship(twice, [{ lineId: 72, quantity: 2 }], 'B2');
	state.report(delivered, { status: 'IN_TRANSIT', estimatedDeliveryAt: now() + 86_400_000 }, now());
	pass(3_600_000);
	state.report(delivered, { status: 'DELIVERED', message: 'At the door' }, now() - 60_000);
	const confirmed = order();
	state.report(ship(confirmed, whole(confirmed), 'C1'), { status: 'CONFIRMED' }, now());
	const late = order();
	const lateShipment = ship(late, whole(late), 'D1');
	state.report(lateShipment, { status: 'OUT_FOR_DELIVERY', message: 'With the courier' }, now());
	state.report(lateShipment, { status: 'IN_TRANSIT', message: 'Told late' }, now() - 7_200_000);
	const takenBack = order();
	const goneShipment = ship(takenBack, whole(takenBack), 'E1');
	state.report(goneShipment, { status: 'LABEL_PURCHASED' }, now());
	state.changeFulfillment(goneShipment, (each) => (each.status = 'CANCELLED'));

	const lines = Array.from({ length: 12 }, (_, index) =>
		newLine(100 + index, {
			quantity: 1,
			price: 1000 + index,
			productId: index % 2 ? null : 5,
		}),
	);
	const long = order({ lines });
	ship(long, whole(long), 'F1');
	const inTwoPlaces = order();
	state.changeOrder(inTwoPlaces.id, (each) =>
		each.fulfillmentOrders.push({
			...each.fulfillmentOrders[0]!,
			id: state.newId(),
			status: 'IN_PROGRESS',
			location: BERLIN,
		}),
	);

	for (let id = 1; id <= 230; id += 1) {
		if (id % 50 === 0) pass(1_000);
		state.addCustomer(
			newCustomer(7_104_512_345_000 + id, now(), {
				state: ['ENABLED', 'DISABLED', 'INVITED', 'DECLINED'][id % 4]!,
				email: id % 7 === 0 ? null : `c${id}@example.com`,
				phone: id % 5 === 0 ? '+49301234' : null,
				address: id % 3 === 0 ? null : ADDRESS,
				tags: id % 2 === 0 ? [] : ['b2b', 'Vip'],
			}),
		);
	}

	for (let id = 1; id <= 55; id += 1) {
		pass(1_000);
		state.addProduct(newProduct(8_801_112_223_000 + id, now()));
	}
	state.addProduct(
		newProduct(1, now(), { image: null, status: 'DRAFT', publishedAt: null, html: '' }),
	);
	state.addProduct(newProduct(2, now(), { variants: [newVariant(1, { quantity: 0 })], tags: [] }));
	state.addProduct(
		newProduct(3, now(), { variants: [newVariant(1, { quantity: 0, policy: 'CONTINUE' })] }),
	);
	state.addProduct(
		newProduct(4, now(), {
			variants: [newVariant(1, { quantity: 0, tracked: false, compareAt: null })],
		}),
	);
	const many = (count: number) =>
		Array.from({ length: count }, (_, index) => newVariant(index + 1, { title: `No. ${index}` }));
	state.addProduct(newProduct(5, now(), { variants: many(40), type: '' }));
	state.addProduct(newProduct(6, now(), { variants: many(140), status: 'UNLISTED' }));
	state.changeProduct(7 + 8_801_112_223_000, (each) => (each.variants[0]!.quantity = 1));
}
