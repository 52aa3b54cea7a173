import { z } from 'zod/v4';
import { TOLD_SCHEMAS } from '../../../engine/events/entities.ts';
import { entityFields, UNLISTED_FIELDS } from '../../../engine/events/entityFields.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';

/** The paths of a JSON Schema: another way to the same list. */
function pathsOf(schema: z.core.JSONSchema.BaseSchema, path = '', named = schema.$defs): string[] {
	const one = schema.anyOf?.find(({ type }) => type !== 'null') ?? schema;
	const inner = one.$ref === undefined ? one : named![one.$ref.replace('#/$defs/', '')]!;
	if (inner.type === 'array') {
		return pathsOf(inner.items as z.core.JSONSchema.BaseSchema, path, named);
	}
	if (inner.properties === undefined) return [path];
	return Object.entries(inner.properties).flatMap(([key, field]) =>
		pathsOf(field as z.core.JSONSchema.BaseSchema, path === '' ? key : `${path}.${key}`, named),
	);
}

describe.each(ENTITY_TYPES)('fields of a %s', (entityType) => {
	const fields = entityFields(entityType);

	it('are all of its schema but those left out on purpose', () => {
		const expected = pathsOf(z.toJSONSchema(TOLD_SCHEMAS[entityType])).filter(
			(path) => !UNLISTED_FIELDS.some((each) => path === each || path.startsWith(`${each}.`)),
		);
		expect(fields.map((field) => field.path)).toEqual(expected);
	});

	it('have labels of their own that a merchant can read', () => {
		const labels = fields.map((field) => field.label);
		expect(new Set(labels).size).toBe(labels.length);
		for (const label of labels)
			expect(label).toMatch(/^[A-Z][A-Za-z0-9' ]*(: [A-Z][A-Za-z0-9 ]*)*$/);
	});

	it('have a vocabulary exactly where they are a status', () => {
		for (const { kind, options } of fields) expect(options !== undefined).toBe(kind === 'status');
	});
});

describe('entityFields', () => {
	it('leaves nothing out that no entity has', () => {
		const all = ENTITY_TYPES.flatMap((type) => pathsOf(z.toJSONSchema(TOLD_SCHEMAS[type])));
		for (const each of UNLISTED_FIELDS) {
			expect(all.some((path) => path === each || path.startsWith(`${each}.`))).toBe(true);
		}
	});

	it('knows what kind of value each field holds', () => {
		const fields = entityFields('Shipment');
		const find = (path: string) => fields.find((field) => field.path === path);
		expect(find('status')).toEqual({
			path: 'status',
			label: 'Status',
			kind: 'status',
			options: SHIPMENT_STATUSES,
		});
		expect(find('deliveredAt')).toEqual({
			path: 'deliveredAt',
			label: 'Delivered At',
			kind: 'date',
		});
		expect(find('lineItems.quantity')).toEqual({
			path: 'lineItems.quantity',
			label: 'Line Item: Quantity',
			kind: 'number',
			isInList: true,
		});
		expect(find('shippingAddress.country')).toEqual({
			path: 'shippingAddress.country',
			label: 'Shipping Address: Country',
			kind: 'text',
		});
	});
});
