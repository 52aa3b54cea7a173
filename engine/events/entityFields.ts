import type { EntityType } from './entityType.ts';
import { type SchemaField, schemaFields } from './schemaFields.ts';

/** A field of an entity as a form shows it. */
export type EntityField = {
	/** Dotted, as conditions write it. */
	readonly path: string;
	readonly label: string;
	readonly kind: Exclude<SchemaField['kind'], 'free'>;
	/** The vocabulary of a status. */
	readonly options?: readonly string[];
	/** Of the entries of a list: an entity may have several. */
	readonly isInList?: true;
};

/**
 * Fields that a form does not list: ids of parts that a merchant never sees, and what each store names
 * by itself. Conditions can use them by their path.
 */
export const UNLISTED_FIELDS: readonly string[] = [
	'attributes',
	'lineItems.id',
	'order.id',
	'order.integration',
	'order.number',
	'presentment.discounts',
	'presentment.fees',
	'presentment.lineItems',
	'presentment.refunds',
	'refunds.id',
	'refunds.lineItems',
	'variants.id',
];

const isUnlisted = (path: string) =>
	UNLISTED_FIELDS.some((unlisted) => path === unlisted || path.startsWith(`${unlisted}.`));

/** Words that the name of a field does not tell. */
const LABELS: Readonly<Record<string, string>> = {
	id: 'ID in the Store',
	number: 'Order Number',
	nativeStatus: "Status in the Store's Words",
	url: 'Link',
	imageUrl: 'Image Link',
	trackingUrl: 'Tracking Link',
	message: 'Message of the Carrier',
	lineItems: 'Line Item',
	refunds: 'Refund',
	discounts: 'Discount',
	fees: 'Fee',
	parcels: 'Parcel',
	presentment: "In the Customer's Currency",
	variants: 'Variant',
	total: 'Total',
	'lineItems.name': 'Line Item: Product Name',
	'lineItems.price': 'Line Item: Price per Piece',
	parentId: 'Parent Product ID',
	line1: 'Address Line 1',
	line2: 'Address Line 2',
	region: 'State or Region',
};

/** The fields of an entity type for a form, in the order of its schema. */
export function entityFields(entityType: EntityType): readonly EntityField[] {
	return schemaFields(entityType).flatMap(({ path, kind, options, isInList }) =>
		kind === 'free' || isUnlisted(path)
			? []
			: [
					{
						...{ path, label: labelOf(path), kind },
						...(options && { options }),
						...(isInList && { isInList }),
					},
				],
	);
}

function labelOf(path: string): string {
	return LABELS[path] ?? path.split('.').map(wordOf).join(': ');
}

function wordOf(name: string, position: number, path: readonly string[]): string {
	const label = path.length > 1 && position > 0 && name === 'id' ? 'ID' : LABELS[name];
	if (label !== undefined) return label;
	const words = name.replace(/([A-Z])/g, ' $1').replace(/^./, (first) => first.toUpperCase());
	return words.replace(/\bId\b/, 'ID').replace(/\bSku\b/, 'SKU');
}
