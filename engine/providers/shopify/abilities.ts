import type { StoreAbilities } from '../storeSide.ts';

const IN_THE_ADMIN = 'Do it in the Shopify admin.';
const MOVES_MONEY = `Shopify has no such status to set: it follows from a payment or a refund. ${IN_THE_ADMIN}`;

/** Nothing sets a status at Shopify: each follows from something that is done. */
export const abilities: StoreAbilities = {
	lists: { Order: true, Shipment: true, Customer: true, Product: true },
	listsShipmentsWithOrders: true,
	reads: { Order: true, Shipment: true, Customer: true, Product: true },
	setsStatus: {
		Order: {
			cancelled: true,
			fulfilled: true,
			completed: true,
			draft: 'A Shopify order cannot become a draft again: drafts are another kind of thing there.',
			pending_payment: MOVES_MONEY,
			processing: `A Shopify order is being processed as soon as it is paid, and a payment must not be recorded that nobody has made. ${IN_THE_ADMIN}`,
			refunded: MOVES_MONEY,
			partially_refunded: MOVES_MONEY,
			failed: MOVES_MONEY,
			on_hold: `Shopify holds back single parts of an order and not the order, and its messages do not tell it. ${IN_THE_ADMIN}`,
			partially_fulfilled: `Shopify has to be told which items are sent. Choose "fulfilled" for all that is open, or do it in the Shopify admin.`,
			ready_for_pickup:
				'A Shopify order has no such status. Give it to the shipment of the order instead.',
			unknown: '"unknown" is no status that a shop can be given. Choose another one.',
		},
		Shipment: {
			label_created: true,
			in_transit: true,
			ready_for_pickup: true,
			out_for_delivery: true,
			delivered: true,
			attempted: true,
			delayed: true,
			failed: true,
			cancelled: true,
			pending:
				'A Shopify shipment counts as shipped as soon as there is one, and cannot be pending again.',
			shipped:
				'A Shopify shipment counts as shipped as soon as there is one. Give the order the status "fulfilled", or add a tracking number to it.',
			returned: `Shopify takes no report that a parcel goes back. Choose "failed", or enter the return in the Shopify admin.`,
			unknown: '"unknown" is no status that a shop can be given. Choose another one.',
		},
	},
	ownStatuses:
		'Shopify has no order statuses of the shop\'s own. Choose one of the list under "Status".',
	addsTracking: true,
};
