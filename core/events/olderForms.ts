import type { Entity, LineItem, Order, Refund } from './entities.ts';
import type { EntityType } from './entityType.ts';

/**
 * Fields that versions before 0.2 did not know, or filled in another way. `marker` is one of them that an
 * entity of today's form always has.
 */
const NEWER: Readonly<Record<EntityType, { marker: string; fields: readonly string[] } | null>> = {
	Order: {
		marker: 'taxesIncluded',
		fields: [
			'taxesIncluded',
			'total',
			'subtotal',
			'totalTax',
			'shippingTotal',
			'discountTotal',
			'discounts',
			'fees',
			'tips',
			'giftCards',
			'paidTotal',
			'outstandingTotal',
			'roundingDifference',
			'presentment',
			'fulfillmentStatus',
			'billingAddress',
			'shippingAddress',
			'paymentMethod',
			'shippingMethod',
			'url',
			'attributes',
		],
	},
	Shipment: { marker: 'parcels', fields: ['parcels', 'carrier', 'trackingUrl', 'shippingAddress'] },
	Customer: {
		marker: 'role',
		fields: ['role', 'billingAddress', 'shippingAddress', 'attributes'],
	},
	Product: null,
};

/**
 * A snapshot as a version before 0.2 has kept it, in today's form: what that version could not know, or
 * wrote in another way, is taken to be what the store tells now. So an upgrade changes nothing by itself,
 * and a change that came with it and shows in nothing else is not told.
 *
 * @param known what the snapshot holds; handed back as it is where it has today's form
 * @param told what the store tells now, merged with what was known
 */
export function inTodaysForm(entityType: EntityType, known: Entity, told: Entity): Entity {
	const newer = NEWER[entityType];
	if (newer === null || Object.hasOwn(known, newer.marker)) return known;
	const now = told as Record<string, unknown>;
	const form = {
		...known,
		...Object.fromEntries(newer.fields.map((field) => [field, now[field]])),
	} as Entity;
	if (entityType !== 'Order') return form;
	const before = known as Order;
	const after = told as Order;
	return {
		...(form as Order),
		lineItems: sameLines(before.lineItems, after.lineItems) ? after.lineItems : before.lineItems,
		...(sameRefunds(before.refunds, after.refunds)
			? { refunds: after.refunds, refundedTotal: after.refundedTotal }
			: {}),
	};
}

/** Whether the same pieces are ordered. */
function sameLines(before: readonly LineItem[], after: readonly LineItem[]): boolean {
	return (
		before.length === after.length &&
		before.every(({ id, quantity }, index) => {
			const line = after[index]!;
			return line.id === id && line.quantity === quantity;
		})
	);
}

function sameRefunds(before: readonly Refund[], after: readonly Refund[]): boolean {
	const known = new Set(before.map(({ id }) => id));
	return after.every(({ id }) => known.has(id));
}
