import type { Texts } from './texts.ts';

export const EN: Texts = {
	colon: ': ',
	greeting: 'Hello[ {firstName}],',
	news: {
		fromShop: 'News[ from {shop}]',
		order: 'There is news about your order.',
		parcel: 'There is news about your parcel.',
	},
	footer: {
		order: 'This e-mail is about an order[ at {shop}].',
		account: 'This e-mail is about an account[ at {shop}].',
		other: '[Sent by {shop}.|This e-mail was sent automatically.]',
	},
	item: 'Item',
	sums: {
		subtotal: 'Subtotal',
		discount: 'Discount',
		discountOf: 'Discount ({code})',
		fee: 'Fee',
		shipping: 'Shipping',
		tip: 'Tip',
		rounding: 'Rounding',
		tax: 'Tax',
	},
	lines: {
		inShipment: 'In this shipment',
		free: 'Free',
		total: 'Total',
		includedTax: 'Including tax',
	},
	labels: {
		order: 'Order',
		placedOn: 'Placed on',
		payment: 'Payment',
		shipping: 'Shipping',
		status: 'Status',
		statusBefore: 'Before',
		carrier: 'Carrier',
		service: 'Service',
		trackingNumber: 'Tracking number',
		expected: 'Expected',
		delivered: 'Delivered',
		refund: 'Refund',
		refundedInTotal: 'Refunded in total',
		orderTotal: 'Order total',
		paidWith: 'Paid with',
	},
	deliveryAddress: 'Delivery address',
	parcels: { one: '{count} parcel', other: '{count} parcels' },
	buttons: { order: 'View your order', track: 'Track your parcel', shop: 'Visit the shop' },
	orderConfirmation: {
		subject: 'Thank you for your order[ {orderNumber}]',
		heading: 'Thank you for your order',
		received: 'We have received your order[ {orderNumber}].',
		receivedToShip:
			'We have received your order[ {orderNumber}] and will let you know when it ships.',
	},
	orderStatusUpdate: {
		subject: '[Your order {orderNumber}|News about your order][: {status}]',
		heading: '[{status}|News about your order]',
	},
	parcelStatusUpdate: {
		subject: '[Your parcel for order {orderNumber}|News about your parcel][: {status}]',
		heading: '[{status}|News about your parcel]',
	},
	shippingConfirmation: {
		subject: 'Your order[ {orderNumber}] has been shipped',
		preheader: 'On its way to you[ with {carrier}].',
		heading: 'Your order is on its way',
		shipped: 'Good news: your order[ {orderNumber}] has been shipped[ with {carrier}].',
	},
	outForDelivery: {
		subject: 'Out for delivery: your order[ {orderNumber}]',
		preheader: {
			one: '[{carrier}|The carrier] is bringing your parcel.',
			other: '[{carrier}|The carrier] is bringing your parcels.',
		},
		heading: 'Out for delivery',
		onVehicle:
			'Your order[ {orderNumber}] is on the delivery vehicle[ of {carrier}] and will be with you soon.',
	},
	deliveryConfirmation: {
		subject: 'Your order[ {orderNumber}] has been delivered',
		preheader: {
			one: 'Your parcel has arrived. We hope you enjoy it.',
			other: 'Your parcels have arrived. We hope you enjoy it.',
		},
		heading: 'Your order has been delivered',
		delivered: 'Your order[ {orderNumber}] has been delivered. We hope you enjoy it.',
	},
	refundConfirmation: {
		subject: 'Your refund[ for order {orderNumber}]',
		preheader: 'We have [refunded {refund}|made a refund] to you.',
		heading: 'Your refund is on its way',
		refunded:
			'We have [refunded {refund}|made a refund][ for your order {orderNumber}]. Depending on your bank, it can take a few days until you see it in your account.',
	},
	welcome: {
		subject: 'Welcome[ to {shop}]',
		preheader: 'Good to have you with us.',
		welcomed:
			'Good to have you with us. From now on we will keep you up to date about your orders by e-mail.',
	},
	trackingPage: {
		find: 'Find your order',
		findHelp: 'You find the order number in the e-mails about your order.',
		orderNumber: 'Order number',
		email: 'E-mail address',
		show: 'Show order',
		notFound: 'We could not find this order',
		notFoundHelp:
			'Please check the order number and the e-mail address, or open the link in our latest e-mail to you.',
		tooMany: 'That was tried too often. Please try again later.',
		unavailable: 'This page cannot be shown right now. Please try again in a few minutes.',
		ordered: 'Ordered',
		history: 'History',
		items: 'Items',
	},
	orderStatus: {
		draft: { label: 'Draft', sentence: 'Your order has been prepared, but not placed yet.' },
		pending_payment: {
			label: 'Waiting for payment',
			sentence: 'We are waiting for your payment. Once it is here, we prepare your order.',
		},
		authorized: {
			label: 'Received',
			sentence: 'We have received your order and will prepare it soon.',
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
		refunding: {
			label: 'Refund in progress',
			sentence: 'A refund for your order is being made.',
		},
		closed: {
			label: 'Closed',
			sentence: 'Your order is closed. There is nothing to pay for it.',
		},
		cancelled: { label: 'Cancelled', sentence: 'Your order has been cancelled.' },
		failed: { label: 'Not completed', sentence: 'Your order could not be completed.' },
	},
	shipmentStatus: {
		pending: {
			label: 'Being prepared',
			sentence: { one: 'We are preparing your parcel.', other: 'We are preparing your parcels.' },
		},
		label_created: {
			label: 'Packed',
			sentence: {
				one: 'Your parcel is packed and waits for the carrier.',
				other: 'Your parcels are packed and wait for the carrier.',
			},
		},
		shipped: {
			label: 'Shipped',
			sentence: { one: 'Your parcel has been shipped.', other: 'Your parcels have been shipped.' },
		},
		in_transit: {
			label: 'On its way',
			sentence: {
				one: 'Your parcel is on its way to you.',
				other: 'Your parcels are on their way to you.',
			},
		},
		ready_for_pickup: {
			label: 'Ready for pickup',
			sentence: {
				one: 'Your parcel is ready for you to pick up.',
				other: 'Your parcels are ready for you to pick up.',
			},
		},
		// A carrier that is late brings it tomorrow.
		out_for_delivery: {
			label: 'Out for delivery',
			sentence: {
				one: 'The carrier is bringing your parcel.',
				other: 'The carrier is bringing your parcels.',
			},
		},
		delivered: {
			label: 'Delivered',
			sentence: {
				one: 'Your parcel has been delivered.',
				other: 'Your parcels have been delivered.',
			},
		},
		attempted: {
			label: 'Delivery attempted',
			sentence: {
				one: 'The carrier could not hand over your parcel and will tell you what happens next.',
				other: 'The carrier could not hand over your parcels and will tell you what happens next.',
			},
		},
		delayed: {
			label: 'Delayed',
			sentence: {
				one: 'Your parcel takes longer than planned. We are sorry.',
				other: 'Your parcels take longer than planned. We are sorry.',
			},
		},
		failed: {
			label: 'Not delivered',
			sentence: {
				one: 'Your parcel could not be delivered.',
				other: 'Your parcels could not be delivered.',
			},
		},
		returned: {
			label: 'Returned',
			sentence: {
				one: 'Your parcel is on its way back to us.',
				other: 'Your parcels are on their way back to us.',
			},
		},
		cancelled: {
			label: 'Cancelled',
			sentence: {
				one: 'The shipment has been cancelled.',
				other: 'The shipment has been cancelled.',
			},
		},
	},
};
