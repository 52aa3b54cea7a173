import { entityFields } from '../events/entityFields.ts';
import type { EntityType } from '../events/entityType.ts';

/** What a template can write as `{{ name }}`, or go through with `{% for %}`. */
export type TemplateVariable = {
	/** `order.total`, `mail.firstName`. */
	readonly name: string;
	readonly title: string;
	/** Of a list, what each of its entries has; empty for a list of texts. */
	readonly fields?: readonly string[];
};

const SHOP: readonly TemplateVariable[] = [
	{ name: 'shop.name', title: 'Name of the store' },
	{ name: 'shop.url', title: 'Address of the store' },
];

const PERSON: readonly TemplateVariable[] = [
	{ name: 'mail.firstName', title: "The customer's first name, wherever the store has it" },
	{ name: 'customer.email', title: "The customer's e-mail address" },
];

const LANGUAGE: TemplateVariable = {
	name: 'mail.language',
	title: 'In which language the built-in texts are',
};

const STATUS: readonly TemplateVariable[] = [
	{ name: 'mail.orderNumber', title: 'Number of the order, as the customer knows it' },
	{ name: 'mail.status', title: 'The status in words' },
	{ name: 'mail.statusSentence', title: 'The status in a sentence' },
	{ name: 'mail.previousStatus', title: 'The status before, in words' },
	{ name: 'mail.address', title: 'The shipping address, a line each', fields: [] },
];

const OF_TYPES: Readonly<Record<EntityType, readonly TemplateVariable[]>> = {
	Order: [
		...PERSON,
		...STATUS,
		{ name: 'mail.orderUrl', title: 'Where the customer can look at the order' },
		{ name: 'mail.currency', title: 'Currency of the order' },
		{ name: 'mail.refundAmount', title: 'What was refunded by this event' },
		{ name: 'mail.isToBeShipped', title: 'Whether the order is still to be shipped' },
		{ name: 'mail.lines', title: 'What was bought', fields: ['name', 'quantity', 'total'] },
		{ name: 'mail.money.currency', title: 'Currency in which the customer paid' },
		{ name: 'mail.money.total', title: 'What the order costs' },
		{ name: 'mail.money.includedTax', title: 'What of the total is tax' },
		{
			name: 'mail.money.lines',
			title: 'What is still in the order',
			fields: ['name', 'quantity', 'total'],
		},
		{
			name: 'mail.money.sums',
			title: 'The rows from the lines to the total',
			fields: ['label', 'amount'],
		},
		{ name: 'mail.money.refundAmount', title: 'What was refunded by this event, as it was paid' },
		{ name: 'mail.money.refundedTotal', title: 'What was refunded altogether' },
	],
	Shipment: [
		...PERSON,
		...STATUS,
		{ name: 'mail.carrier', title: 'Carrier of the parcel' },
		{ name: 'mail.sharedCarrier', title: 'The carrier, where all parcels go with one' },
		{ name: 'mail.trackingNumber', title: 'Tracking number of the parcel' },
		{ name: 'mail.trackingUrl', title: 'Where the parcel can be followed' },
		{
			name: 'mail.parcels',
			title: 'The parcels of the shipment',
			fields: ['number', 'carrier', 'url'],
		},
		{ name: 'mail.lines', title: 'What is in it', fields: ['name', 'quantity'] },
	],
	Customer: PERSON.slice(0, 1),
	Product: [{ name: 'mail.currency', title: 'Currency of the product' }],
};

/**
 * What texts about an entity of a type can hold, the most useful first: what is worked out for messages, then the
 * fields of the entity itself that have one value.
 */
export function templateVariables(entityType: EntityType): readonly TemplateVariable[] {
	const own = entityFields(entityType).filter(({ isInList }) => isInList !== true);
	return [
		...OF_TYPES[entityType],
		...SHOP,
		LANGUAGE,
		...own.map(({ path, label }) => ({
			name: `${entityType.toLowerCase()}.${path}`,
			title: label,
		})),
	];
}

/** What texts about an alert can hold. */
export const ALERT_VARIABLES: readonly TemplateVariable[] = [
	{ name: 'title', title: 'In a few words, with the name of the store or workflow' },
	{ name: 'cause', title: 'What has happened, in a sentence' },
	{ name: 'nextStep', title: 'What to do about it' },
	{ name: 'state', title: '"opened", or "ended"' },
	{ name: 'kind', title: 'Which kind of alert' },
	{ name: 'store', title: 'What you call the store' },
	{ name: 'openedAt', title: 'When it was found' },
	{ name: 'endedAt', title: 'When its cause was gone' },
	{ name: 'link', title: 'Where to look in n8n' },
];
