import type { EntityType } from './entityType.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * In which way stored entities are filled. Raise the number, and name the fields below, whenever a field gets
 * another meaning: else the first message after an upgrade would tell its new filling as a change.
 */
export const FORM = 2;

/** Fields that form 1 filled in another way; it did not write its number down. */
const FILLED_OTHERWISE: Partial<Record<EntityType, readonly string[]>> = {
	Order: [
		'total',
		'subtotal',
		'totalTax',
		'shippingTotal',
		'discountTotal',
		'refunds',
		'refundedTotal',
		'fulfillmentStatus',
		'billingAddress',
		'shippingAddress',
		'lineItems',
		'paymentMethod',
		'shippingMethod',
		'url',
		'attributes',
	],
	Shipment: ['carrier', 'trackingUrl', 'shippingAddress', 'lineItems'],
	Customer: ['billingAddress', 'shippingAddress', 'attributes'],
	Product: ['attributes'],
};

/** Form 1 kept names as the shop encodes them for its pages: `Tea &amp; <em>Milk</em>`. */
const ENTITY_IN_TEXT = /&(?:#\d+|#x[\da-f]+|[a-z]+\d*);|<\/?[a-z]/i;

/**
 * The fields of a stored entity that this version may have filled in another way, and that no message has told
 * since: what it did not know, and what had another meaning.
 *
 * @param fields all that this version has
 */
export function untoldFields(
	entityType: EntityType,
	stored: Fields,
	fields: readonly string[],
): readonly string[] {
	const missing = fields.filter((field) => stored[field] === undefined);
	if (stored.form === FORM) {
		const left = Array.isArray(stored.untold) ? (stored.untold as unknown[]) : [];
		return fields.filter((field) => missing.includes(field) || left.includes(field));
	}
	const others = FILLED_OTHERWISE[entityType] ?? [];
	return fields.filter(
		(field) =>
			missing.includes(field) ||
			others.includes(field) ||
			// Form 1 had no words of ours for some of the shop's.
			(field === 'status' && stored.status === 'unknown') ||
			ENTITY_IN_TEXT.test(JSON.stringify(stored[field])),
	);
}

/**
 * Whether an untold field may be taken from what the store tells now without missing a change: lists are
 * when they are about the same, and a status is when the store's word for it is.
 *
 * @param told what the store's message says of the entity
 */
export function isSameThing(field: string, stored: Fields, told: Fields): boolean {
	if (stored[field] === undefined) return true;
	if (field === 'status') return stored.nativeStatus === told.nativeStatus;
	if (field === 'lineItems') return isAlike('lineItems', ['id', 'quantity'], stored, told);
	if (field === 'refunds' || field === 'refundedTotal') {
		return isAlike('refunds', ['id'], stored, told);
	}
	return true;
}

function isAlike(list: string, names: readonly string[], stored: Fields, told: Fields): boolean {
	const keysOf = (given: unknown) =>
		JSON.stringify(
			(Array.isArray(given) ? (given as Fields[]) : []).map((entry) =>
				names.map((name) => entry[name] ?? null),
			),
		);
	return keysOf(stored[list]) === keysOf(told[list]);
}
