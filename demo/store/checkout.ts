import { customerSchema, type Customer, type Order } from '../../engine/events/entities.ts';
import type { Books } from './books.ts';
import { addressOf, composeOrder, type Basket } from './composeOrder.ts';
import { Refused } from './refused.ts';
import type { Stock } from './stock.ts';
import { COUPON } from './sumUp.ts';

/** What a shopper does. */
export function openCheckout(books: Books, { setStock }: Stock) {
	const { state, now, storeUrl, productOf, tell, tellOrder } = books;

	function customerFor(basket: Basket): Customer {
		const known = state.customers.find(({ email }) => email === basket.email);
		if (known !== undefined) return known;
		const at = now().toISOString();
		const customer = customerSchema.parse({
			id: `c-${state.customers.length + 1}`,
			status: 'enabled',
			nativeStatus: 'enabled',
			email: basket.email,
			firstName: basket.firstName,
			lastName: basket.lastName,
			phone: basket.phone ?? null,
			createdAt: at,
			updatedAt: at,
			billingAddress: addressOf(basket),
			shippingAddress: addressOf(basket),
		});
		state.customers.push(customer);
		tell(`${basket.firstName} ${basket.lastName}`, 'customer.created', customer);
		return customer;
	}

	function placeOrder(basket: Basket): Order {
		const items = basket.items ?? [{ productId: state.products[0]!.id, quantity: 1 }];
		if (items.length === 0) throw new Refused('The basket is empty.');
		const { coupon } = basket;
		if (coupon && coupon !== COUPON.code) {
			throw new Refused(`"${coupon}" is no coupon of this shop; ${COUPON.code} is.`);
		}
		const lines = items.map(({ productId, quantity }) => {
			const product = productOf(productId);
			const left = product.stockQuantity ?? 0;
			if (quantity <= left) return { product, quantity };
			throw new Refused(`There are ${left} of "${product.name}" left; ${quantity} were asked for.`);
		});
		const order = composeOrder({
			basket,
			lines,
			customerId: customerFor(basket).id,
			number: state.nextOrderNumber++,
			at: now().toISOString(),
			storeUrl: storeUrl(),
		});
		state.orders.push(order);
		tellOrder('order.created', order);
		for (const { product, quantity } of lines) {
			setStock(product.id, (product.stockQuantity ?? 0) - quantity);
		}
		return order;
	}

	return { placeOrder };
}
