import { orderSchema, type Address, type Order, type Product } from '../../core/events/entities.ts';

const CURRENCY = 'EUR';
const SHIPPING_PRICE = 4.9;
const TAX_FACTOR = 1.19;
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
	const subtotal = cents(lines.reduce((sum, line) => sum + totalOf(line), 0));
	const total = cents(subtotal + SHIPPING_PRICE);
	const address = addressOf(basket);
	return orderSchema.parse({
		id: `o-${number}`,
		number: `#${number}`,
		status: 'pending_payment',
		nativeStatus: 'pending_payment',
		paymentStatus: 'pending',
		fulfillmentStatus: 'unfulfilled',
		currency: CURRENCY,
		total,
		subtotal,
		totalTax: cents(total - total / TAX_FACTOR),
		shippingTotal: SHIPPING_PRICE,
		discountTotal: 0,
		refundedTotal: 0,
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
		lineItems: lines.map((line, index) => ({
			id: `${number}-${index + 1}`,
			productId: line.product.id,
			sku: line.product.sku,
			name: line.product.name,
			quantity: line.quantity,
			price: line.product.price,
			total: totalOf(line),
		})),
		paymentMethod: 'Invoice',
		shippingMethod: 'Standard',
		url: `${given.storeUrl}/#orders`,
	});
}

/** Where the basket goes: the demo's one address, but for what the shopper says. */
export function addressOf({ firstName, lastName, shippingAddress }: Basket): Partial<Address> {
	return { ...FIRST_ADDRESS, firstName, lastName, ...shippingAddress };
}

function totalOf({ product, quantity }: BasketLine): number {
	return cents((product.price ?? 0) * quantity);
}

function cents(amount: number): number {
	return Math.round(amount * 100) / 100;
}
