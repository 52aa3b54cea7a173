import type { OrderStatus, ShipmentStatus } from '../../events/statuses.ts';

/**
 * A text by how many parcels there are, in the plural forms that `Intl.PluralRules` has for the language. A
 * form that is not written is `other`. English has `one` and `other`, Polish `few` and `many` beside them.
 */
export type Counted = { readonly one: string; readonly other: string } & {
	readonly [form in Exclude<Intl.LDMLPluralRule, 'one' | 'other'>]?: string;
};

type StatusText<Sentence> = { readonly label: string; readonly sentence: Sentence };

/** What a status of an order says beyond its own word: see `statusWording`. */
export type OrderStatusText =
	| Exclude<OrderStatus, 'unknown'>
	| 'authorized'
	| 'closed'
	| 'refunding';

/**
 * Everything that the built-in e-mails, notifications and the tracking page say, in one language.
 *
 * A text is plain: no HTML, no Liquid, and no straight quotes. `{orderNumber}` stands for a value, see
 * `phrases.ts`. A part in brackets is left out where a value in it is not known: `Your order[ {orderNumber}]`;
 * behind a bar is what stands there instead: `[{carrier}|The carrier]`.
 */
export type Texts = {
	/** Between a label and its value; French writes a blank before it. */
	readonly colon: string;
	readonly greeting: string;
	readonly news: {
		/** Subject of an e-mail that has none. */
		readonly fromShop: string;
		/** What is said of a status that has no words here. */
		readonly order: string;
		readonly parcel: string;
	};
	/** The last line: why this e-mail came. */
	readonly footer: { readonly order: string; readonly account: string; readonly other: string };
	/** A line of an order that has no name. */
	readonly item: string;
	/** The rows between the lines and the total. */
	readonly sums: {
		readonly subtotal: string;
		readonly discount: string;
		/** Of a discount by its `{code}`. */
		readonly discountOf: string;
		readonly fee: string;
		readonly shipping: string;
		readonly tip: string;
		readonly rounding: string;
		readonly tax: string;
	};
	readonly lines: {
		readonly inShipment: string;
		readonly free: string;
		readonly total: string;
		readonly includedTax: string;
	};
	/** Before a value, each in a line of its own. */
	readonly labels: {
		readonly order: string;
		readonly placedOn: string;
		readonly payment: string;
		readonly shipping: string;
		readonly status: string;
		readonly statusBefore: string;
		readonly carrier: string;
		readonly service: string;
		readonly trackingNumber: string;
		readonly expected: string;
		readonly delivered: string;
		readonly refund: string;
		readonly refundedInTotal: string;
		readonly orderTotal: string;
		readonly paidWith: string;
	};
	readonly deliveryAddress: string;
	/** Above a list of several. */
	readonly parcels: Counted;
	readonly buttons: {
		readonly order: string;
		readonly track: string;
		readonly shop: string;
	};
	readonly orderConfirmation: {
		readonly subject: string;
		readonly heading: string;
		readonly received: string;
		/** The same, of an order that is still to be shipped. */
		readonly receivedToShip: string;
	};
	readonly orderStatusUpdate: { readonly subject: string; readonly heading: string };
	/** The same about a shipment, whose status is the parcel's: in many languages a parcel has another gender than an order. */
	readonly parcelStatusUpdate: Texts['orderStatusUpdate'];
	readonly shippingConfirmation: {
		readonly subject: string;
		readonly preheader: string;
		readonly heading: string;
		readonly shipped: string;
	};
	readonly outForDelivery: {
		readonly subject: string;
		readonly preheader: Counted;
		readonly heading: string;
		readonly onVehicle: string;
	};
	readonly deliveryConfirmation: {
		readonly subject: string;
		readonly preheader: Counted;
		readonly heading: string;
		readonly delivered: string;
	};
	readonly refundConfirmation: {
		readonly subject: string;
		readonly preheader: string;
		readonly heading: string;
		readonly refunded: string;
	};
	readonly welcome: {
		/** Of the subject and of the heading. */
		readonly subject: string;
		readonly preheader: string;
		readonly welcomed: string;
	};
	/** Of the page on which a shopper follows an order. */
	readonly trackingPage: {
		readonly find: string;
		readonly findHelp: string;
		readonly orderNumber: string;
		readonly email: string;
		/** The button of the form. */
		readonly show: string;
		readonly notFound: string;
		readonly notFoundHelp: string;
		readonly tooMany: string;
		readonly unavailable: string;
		/** The first step of the progress line; the others are labels of `shipmentStatus`. */
		readonly ordered: string;
		readonly history: string;
		readonly items: string;
	};
	readonly orderStatus: Readonly<Record<OrderStatusText, StatusText<string>>>;
	readonly shipmentStatus: Readonly<
		Record<Exclude<ShipmentStatus, 'unknown'>, StatusText<Counted>>
	>;
};
