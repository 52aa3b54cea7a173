import {
	orderSchema,
	type Address,
	type Order,
	type Product,
} from '../../engine/events/entities.ts';
import { sumUp } from './sumUp.ts';

const CURRENCY = 'EUR';
const SHIPPING_PRICE = 4.9;
const GIFT_WRAPPING_PRICE = 3.5;
const FIRST_ADDRESS = {
	line1: '12 Harbour Street',
	city: 'Hamburg',
	postalCode: '20457',
	country: 'DE',
};

/** What a shopper fills in. Without `items`: one piece of the first product. */
export type Basket = {
	readonly firstName: string;
	readonly lastName: string;
	readonly email: string;
	readonly phone?: string | null;
	readonly items?: ReadonlyArray<{ readonly productId: string; readonly quantity: number }>;
	readonly shippingAddress?: Partial<Address>;
	/** `HARBOUR10` takes a tenth off the goods. */
	readonly coupon?: string;
	readonly isGift?: boolean;
};

export type BasketLine = { readonly product: Product; readonly quantity: number };

/** A new, unpaid order. */
export function composeOrder(given: {
	readonly basket: Basket;
	readonly lines: readonly BasketLine[];
	readonly customerId: string;
	readonly number: number;
	readonly at: string;
	readonly storeUrl: string;
}): Order {
	const { basket, lines, number, at } = given;
	const address = addressOf(basket);
	const order = orderSchema.parse({
		id: `o-${number}`,
		number: `#${number}`,
		status: 'pending_payment',
		nativeStatus: 'pending_payment',
		paymentStatus: 'pending',
		fulfillmentStatus: 'unfulfilled',
		currency: CURRENCY,
		shippingTotal: SHIPPING_PRICE,
		discounts: basket.coupon ? [{ code: basket.coupon, amount: 0 }] : [],
		fees: basket.isGift ? [{ name: 'Gift wrapping', amount: GIFT_WRAPPING_PRICE }] : [],
		refundedTotal: 0,
		paidTotal: 0,
		createdAt: at,
		updatedAt: at,
		customer: {
			id: given.customerId,
			email: basket.email,
			firstName: basket.firstName,
			lastName: basket.lastName,
			phone: basket.phone ?? null,
		},
		billingAddress: address,
		shippingAddress: address,
		lineItems: lines.map((line, index) => lineOf(`${number}-${index + 1}`, line)),
		paymentMethod: 'Invoice',
		shippingMethod: 'Standard',
		url: `${given.storeUrl}/#orders`,
	});
	sumUp(order);
	return order;
}

/** A product as a line of an order; `sumUp` fills its amounts. */
export function lineOf(
	id: string,
	{ product, quantity }: BasketLine,
): Partial<Order['lineItems'][number]> {
	const { id: productId, sku, name, price } = product;
	return { id, productId, sku, name, quantity, price, removedQuantity: 0, refundedQuantity: 0 };
}

/** Where the basket goes: the demo's one address, but for what the shopper says. */
export function addressOf({ firstName, lastName, shippingAddress }: Basket): Partial<Address> {
	return { ...FIRST_ADDRESS, firstName, lastName, ...shippingAddress };
}
