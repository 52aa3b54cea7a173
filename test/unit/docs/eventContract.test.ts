import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeItem } from '../../../engine/deliveries/composeItem.ts';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { addressSchema, orderSchema, personSchema } from '../../../engine/events/entities.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { schemaFields } from '../../../engine/events/schemaFields.ts';
import * as statuses from '../../../engine/events/statuses.ts';

const text = readFileSync(join(__dirname, '../../../docs/event-contract.md'), 'utf8');

/** What stands under a heading, up to the next one of the same or a higher level. */
function section(heading: string): string {
	const level = /^#+/.exec(heading)![0].length;
	const [, after] = text.split(`\n${heading}\n`);
	if (after === undefined) throw new Error(`docs/event-contract.md has no heading "${heading}"`);
	return after.split(new RegExp(`\\n#{1,${level}} `))[0]!;
}

/** What the first column of a section's table names. */
const rowsOf = (heading: string) =>
	[...section(heading).matchAll(/^\| `([^`]+)`/gm)].map((match) => match[1]);

/** Everything between backticks; of the lines of the other currency, the fields are listed after their list. */
function namedIn(part: string): ReadonlySet<string> {
	const names = [...part.matchAll(/`([A-Za-z0-9.]+)`/g)].map((match) => match[1]!);
	const listed = [...part.matchAll(/`(presentment\.\w+)` with ((?:`\w+`(?:, | and )?)+)/g)].flatMap(
		([, list, fields]) => [...fields!.matchAll(/`(\w+)`/g)].map(([, field]) => `${list}.${field}`),
	);
	const entries = names.flatMap((name) =>
		/^(discounts|fees)\./.test(name) && part.includes('mean the same in the other currency')
			? [name, `presentment.${name}`]
			: [name],
	);
	return new Set([...entries, ...listed]);
}

/** Of a person, an address or a line of goods, which have headings of their own. */
const isOfAPart = (path: string) =>
	/^(customer|billingAddress|shippingAddress|(order\.)?lineItems)\./.test(path);

describe('docs/event-contract.md', () => {
	it('tells of every trigger code when it fires, and of no other', () => {
		expect(rowsOf('## Trigger codes')).toEqual(CATALOG.map((trigger) => trigger.code));
	});

	it.each(ENTITY_TYPES)('defines every field of a %s, in the order of its schema', (entityType) => {
		const fields = schemaFields(entityType).map(({ path }) => path.split('.')[0]!);
		expect(rowsOf(`## ${entityType}`)).toEqual([...new Set(fields)]);
	});

	it.each([
		['### Person', 'Order', 'customer.'],
		['### Address', 'Order', 'billingAddress.'],
		['### Line item', 'Order', 'lineItems.'],
	] as const)('defines every field under %s', (heading, entityType, prefix) => {
		const names = [...section(heading).matchAll(/`([A-Za-z0-9]+)`/g)].map((match) => match[1]);
		for (const { path } of schemaFields(entityType)) {
			if (path.startsWith(prefix)) expect(names).toContain(path.slice(prefix.length));
		}
	});

	it.each(['Order', 'Shipment', 'Product'] as const)(
		'defines every field inside the lists and objects of a %s, and no other',
		(entityType) => {
			const own = section(`## ${entityType}`) + section('### Sums');
			const paths = schemaFields(entityType).map(({ path }) => path);
			const inside = paths.filter((path) => path.includes('.') && !isOfAPart(path));
			for (const path of inside) expect(namedIn(own)).toContain(path);
			const tops = new Set(inside.map((path) => path.split('.')[0]!));
			const told = [...namedIn(own)].filter(
				(name) => name.includes('.') && tops.has(name.split('.')[0]!),
			);
			const lists = new Set(paths.flatMap((path) => [path, path.replace(/\.[^.]+$/, '')]));
			expect(told.filter((name) => !lists.has(name))).toEqual([]);
		},
	);

	it.each([
		['### Person', personSchema],
		['### Address', addressSchema],
		['### Line item', orderSchema.shape.lineItems.unwrap().element],
	] as const)('defines no field under %s that is not there', (heading, { shape }) => {
		const values = new Set(['null', 'DE']);
		const names = [...namedIn(section(heading))].filter((name) => !values.has(name));
		expect(names.sort()).toEqual(Object.keys(shape).sort());
	});

	it.each([
		['### Order status', statuses.ORDER_STATUSES],
		['### Payment status', statuses.PAYMENT_STATUSES],
		['### Fulfillment status', statuses.FULFILLMENT_STATUSES],
		['### Shipment status', statuses.SHIPMENT_STATUSES],
		['### Customer status', statuses.CUSTOMER_STATUSES],
		['### Product status', statuses.PRODUCT_STATUSES],
		['### Stock status', statuses.STOCK_STATUSES],
	])('explains the whole vocabulary under %s', (heading, vocabulary) => {
		expect(rowsOf(heading)).toEqual([...vocabulary]);
	});

	it('defines every part of the item that a trigger emits', () => {
		const item = composeItem(
			{
				id: '1',
				entityType: 'Order',
				codes: ['order_created'],
				entity: {},
				previous: null,
				customer: null,
				occurredAt: 0,
				receivedAt: 0,
				raw: {},
			},
			{ guid: '1', name: 'Shop', provider: 'generic', storeUrl: 'https://shop.example.com' },
			[],
			1,
		);
		const parts = Object.keys(item).flatMap((key) =>
			key === 'event' || key === 'integration'
				? Object.keys(item[key]).map((inner) => `${key}.${inner}`)
				: [key],
		);
		for (const part of parts) expect(section('## The item')).toContain(`\`${part}\``);
	});
});
