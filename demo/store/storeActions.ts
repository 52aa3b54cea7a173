import { openBooks, type BooksOptions } from './books.ts';
import { openCheckout } from './checkout.ts';
import { keepOrders } from './orderChanges.ts';
import { sendParcels } from './parcels.ts';
import { keepRefunds } from './refunds.ts';
import { keepShipments } from './shipmentChanges.ts';
import { keepStock } from './stock.ts';

export type StoreActions = ReturnType<typeof createStoreActions>;

/**
 * Everything that can happen in the shop. Each function changes the state, sends the messages that go
 * with the change, and gives the order, shipment, customer or product as it now is.
 *
 * @throws Refused
 */
export function createStoreActions(options: BooksOptions) {
	const books = openBooks(options);
	const stock = keepStock(books);
	const refunds = keepRefunds(books);
	const shipments = keepShipments(books);
	const orders = keepOrders(books, { ...stock, ...refunds, ...shipments });
	return {
		...openCheckout(books, stock),
		...stock,
		refund: refunds.refund,
		...orders,
		...shipments,
		...sendParcels(books, { ...shipments, ...orders }),
	};
}
