/** How a status is told to a customer: a label, and a sentence. */
export type StatusWording = {
	readonly label: string | null;
	readonly sentence: string;
	/** The sentence about several parcels. */
	readonly ofSeveral?: string;
};

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
	pending: {
		label: 'Being prepared',
		sentence: 'We are preparing your parcel.',
		ofSeveral: 'We are preparing your parcels.',
	},
	label_created: {
		label: 'Packed',
		sentence: 'Your parcel is packed and waits for the carrier.',
		ofSeveral: 'Your parcels are packed and wait for the carrier.',
	},
	shipped: {
		label: 'Shipped',
		sentence: 'Your parcel has been shipped.',
		ofSeveral: 'Your parcels have been shipped.',
	},
	in_transit: {
		label: 'On its way',
		sentence: 'Your parcel is on its way to you.',
		ofSeveral: 'Your parcels are on their way to you.',
	},
	ready_for_pickup: {
		label: 'Ready for pickup',
		sentence: 'Your parcel is ready for you to pick up.',
		ofSeveral: 'Your parcels are ready for you to pick up.',
	},
	// A carrier that is late brings it tomorrow.
	out_for_delivery: {
		label: 'Out for delivery',
		sentence: 'The carrier is bringing your parcel.',
		ofSeveral: 'The carrier is bringing your parcels.',
	},
	delivered: {
		label: 'Delivered',
		sentence: 'Your parcel has been delivered.',
		ofSeveral: 'Your parcels have been delivered.',
	},
	attempted: {
		label: 'Delivery attempted',
		sentence: 'The carrier could not hand over your parcel and will tell you what happens next.',
		ofSeveral: 'The carrier could not hand over your parcels and will tell you what happens next.',
	},
	delayed: {
		label: 'Delayed',
		sentence: 'Your parcel takes longer than planned. We are sorry.',
		ofSeveral: 'Your parcels take longer than planned. We are sorry.',
	},
	failed: {
		label: 'Not delivered',
		sentence: 'Your parcel could not be delivered.',
		ofSeveral: 'Your parcels could not be delivered.',
	},
	returned: {
		label: 'Returned',
		sentence: 'Your parcel is on its way back to us.',
		ofSeveral: 'Your parcels are on their way back to us.',
	},
	cancelled: { label: 'Cancelled', sentence: 'The shipment has been cancelled.' },
};

/** Of an order whose payment is promised: nobody waits for anything. */
const AUTHORIZED: StatusWording = {
	label: 'Received',
	sentence: 'We have received your order and will prepare it soon.',
};

/** "Refunded" of an order that gave no money back says something that did not happen. */
const WITHOUT_MONEY = {
	unpaid: { label: 'Closed', sentence: 'Your order is closed. There is nothing to pay for it.' },
	paid: { label: 'Refund in progress', sentence: 'A refund for your order is being made.' },
} as const;

/** A word as shops keep it in their database: `awaiting-stock`, `wc-in_repair`. */
const CODE = /^[a-z0-9]+(?:[-_][a-z0-9]+)*$/;

function readable(word: string | null): string | null {
	if (word === null || !CODE.test(word)) return word;
	const words = word.replace(/^wc-/, '').replaceAll(/[-_]/g, ' ');
	return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The words for a canonical status; for one that has none, the store's own word.
 *
 * @param payment of an order, as far as it is known
 */
export function statusWording(
	of: 'order' | 'shipment',
	status: string | null,
	nativeStatus: string | null,
	payment: {
		readonly paymentStatus?: string | null;
		readonly refundedTotal?: number | null;
		readonly paidTotal?: number | null;
		readonly outstandingTotal?: number | null;
	} = {},
): StatusWording {
	const words = of === 'order' ? ORDER : SHIPMENT;
	if (
		of === 'order' &&
		/^(partially_)?refunded$/.test(status ?? '') &&
		payment.refundedTotal === 0
	) {
		return payment.paidTotal === 0 ? WITHOUT_MONEY.unpaid : WITHOUT_MONEY.paid;
	}
	if (of === 'order' && status === 'pending_payment') {
		const { paymentStatus, outstandingTotal } = payment;
		if (paymentStatus === 'authorized' || outstandingTotal === 0) return AUTHORIZED;
	}
	if (status !== null && Object.hasOwn(words, status)) return words[status]!;
	return {
		label: readable(nativeStatus),
		sentence: `There is news about your ${of === 'order' ? 'order' : 'parcel'}.`,
	};
}
