/** How a status is told to a customer: a label, and a sentence. */
export type StatusWording = { readonly label: string | null; readonly sentence: string };

const ORDER: Readonly<Record<string, StatusWording>> = {
	draft: { label: 'Draft', sentence: 'Your order has been prepared, but not placed yet.' },
	pending_payment: {
		label: 'Waiting for payment',
		sentence: 'We are waiting for your payment. Once it is here, we prepare your order.',
	},
	on_hold: { label: 'On hold', sentence: 'Your order is on hold for the moment.' },
	processing: { label: 'Being prepared', sentence: 'We are preparing your order now.' },
	partially_fulfilled: {
		label: 'Partly shipped',
		sentence: 'A part of your order has been shipped.',
	},
	ready_for_pickup: {
		label: 'Ready for pickup',
		sentence: 'Your order is ready for you to pick up.',
	},
	fulfilled: { label: 'Shipped', sentence: 'Everything in your order has been shipped.' },
	completed: {
		label: 'Completed',
		sentence: 'Your order is complete. Thank you for shopping with us.',
	},
	partially_refunded: {
		label: 'Partly refunded',
		sentence: 'A part of your order has been refunded.',
	},
	refunded: { label: 'Refunded', sentence: 'Your order has been refunded.' },
	cancelled: { label: 'Cancelled', sentence: 'Your order has been cancelled.' },
	failed: { label: 'Not completed', sentence: 'Your order could not be completed.' },
};

const SHIPMENT: Readonly<Record<string, StatusWording>> = {
	pending: { label: 'Being prepared', sentence: 'We are preparing your parcel.' },
	label_created: { label: 'Packed', sentence: 'Your parcel is packed and waits for the carrier.' },
	shipped: { label: 'Shipped', sentence: 'Your parcel has been shipped.' },
	in_transit: { label: 'On its way', sentence: 'Your parcel is on its way to you.' },
	ready_for_pickup: {
		label: 'Ready for pickup',
		sentence: 'Your parcel is ready for you to pick up.',
	},
	out_for_delivery: { label: 'Out for delivery', sentence: 'Your parcel arrives today.' },
	delivered: { label: 'Delivered', sentence: 'Your parcel has been delivered.' },
	attempted: {
		label: 'Delivery attempted',
		sentence: 'The carrier could not hand over your parcel and will tell you what happens next.',
	},
	delayed: { label: 'Delayed', sentence: 'Your parcel takes longer than planned. We are sorry.' },
	failed: { label: 'Not delivered', sentence: 'Your parcel could not be delivered.' },
	returned: { label: 'Returned', sentence: 'Your parcel is on its way back to us.' },
	cancelled: { label: 'Cancelled', sentence: 'The shipment has been cancelled.' },
};

/** The words for a canonical status; for one that has none, the store's own word. */
export function statusWording(
	of: 'order' | 'shipment',
	status: string | null,
	nativeStatus: string | null,
): StatusWording {
	const words = of === 'order' ? ORDER : SHIPMENT;
	if (status !== null && Object.hasOwn(words, status)) return words[status]!;
	return {
		label: nativeStatus,
		sentence: `There is news about your ${of === 'order' ? 'order' : 'parcel'}.`,
	};
}
