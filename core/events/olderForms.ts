import type { EntityType } from './entityType.ts';

type Fields = Readonly<Record<string, unknown>>;

/**
 * Fields that versions before 0.2 filled in another way. `marker` is one that they did not know, and that an
 * entity of today's form always has.
 */
const OLDER: Partial<Record<EntityType, { marker: string; fields: readonly string[] }>> = {
	Order: {
		marker: 'taxesIncluded',
		fields: [
			'total',
			'subtotal',
			'totalTax',
			'shippingTotal',
			'discountTotal',
			'fulfillmentStatus',
			'billingAddress',
			'shippingAddress',
			'paymentMethod',
			'shippingMethod',
			'url',
			'attributes',
		],
	},
	Shipment: { marker: 'parcels', fields: ['carrier', 'trackingUrl', 'shippingAddress'] },
	Customer: { marker: 'role', fields: ['billingAddress', 'shippingAddress', 'attributes'] },
};

/**
 * The fields of a stored entity that this version would have filled in another way, and so cannot compare:
 * what it does not find there, and what had another meaning. They count as what the store tells now, so that
 * an upgrade changes nothing by itself.
 *
 * @param told what the store's message says of the entity
 */
export function fieldsOfOlderForm(
	entityType: EntityType,
	stored: Fields,
	told: Fields,
): ReadonlySet<string> {
	const older = OLDER[entityType];
	if (older === undefined || Object.hasOwn(stored, older.marker)) return new Set();
	const fields = new Set(older.fields);
	if (entityType === 'Order') {
		if (keyOf(stored.lineItems, ['id', 'quantity']) === keyOf(told.lineItems, ['id', 'quantity'])) {
			fields.add('lineItems');
		}
		if (keyOf(stored.refunds, ['id']) === keyOf(told.refunds, ['id'])) {
			fields.add('refunds');
			fields.add('refundedTotal');
		}
	}
	return fields;
}

/** What tells whether two lists are about the same. */
function keyOf(list: unknown, names: readonly string[]): string {
	return JSON.stringify(
		(Array.isArray(list) ? (list as Fields[]) : []).map((entry) =>
			names.map((name) => entry[name] ?? null),
		),
	);
}
