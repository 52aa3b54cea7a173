import { compileConditions } from '../../../engine/conditions/compileConditions.ts';
import type { Conditions, Facts } from '../../../engine/conditions/conditions.ts';

const entity = {
	status: 'delivered',
	total: 120.5,
	weight: '2.50',
	sku: '007',
	name: 'Café Crème',
	note: null,
	blank: '',
	isGift: true,
	createdAt: '2026-01-31T18:30:00.000Z',
	tags: ['VIP', 'wholesale'],
	noTags: [],
	shippingAddress: { country: 'DE', city: null },
	lineItems: [
		{ sku: 'MUG-1', quantity: 2 },
		{ sku: null, quantity: 1 },
		{ sku: 'TEE-9', quantity: 10 },
	],
};
const facts: Facts = { entity, previous: null };
const holds = (conditions: Conditions, given: Facts = facts) =>
	compileConditions(conditions)(given);

describe('operators', () => {
	it.each<[string, Conditions, boolean]>([
		['text is equal', { status: { eq: 'delivered' } }, true],
		['text is equal without regard to case', { status: 'DELIVERED' }, true],
		['an accent is equal however it is stored', { name: 'CAFE\u0301 CRE\u0300ME' }, true],
		['text is not equal', { status: 'shipped' }, false],
		['a number is equal', { total: 120.5 }, true],
		['a number is equal to a text that writes it', { total: '120.50' }, true],
		['a text that writes a number is equal to it', { weight: 2.5 }, true],
		['two texts are compared as texts', { sku: '7' }, false],
		['a text with zeros is equal to the number', { sku: 7 }, true],
		['a number is not equal to blank text', { blank: 0 }, false],
		['true is equal', { isGift: true }, true],
		['true is equal to the text', { isGift: 'true' }, true],
		['true is not equal to 1', { isGift: 1 }, false],
		['a moment is equal however it is written', { createdAt: '2026-01-31T19:30:00+01:00' }, true],
		['a day is equal to each moment in it', { createdAt: '2026-01-31' }, true],
		['a day is not equal to the next one', { createdAt: '2026-02-01' }, false],
		['null is equal to null', { note: null }, true],
		['null is equal to a missing field', { missing: null }, true],
		['null is equal to blank text', { blank: null }, true],
		['null is equal to an empty list', { noTags: null }, true],
		['null is not equal to a value', { status: null }, false],
		['one entry of a list is enough', { tags: 'vip' }, true],
		['an object is equal to nothing', { shippingAddress: '[object Object]' }, false],

		['ne is the opposite of eq', { status: { ne: 'shipped' } }, true],
		['ne of an equal value', { status: { ne: 'delivered' } }, false],
		['ne holds for a missing field', { missing: { ne: 'x' } }, true],
		['ne of a list: no entry is equal', { tags: { ne: 'vip' } }, false],

		['gt of a number', { total: { gt: 120 } }, true],
		['gt of the same number', { total: { gt: 120.5 } }, false],
		['gt of a text that writes a number', { weight: { gt: '2.4' } }, true],
		['gt of a date', { createdAt: { gt: '2026-01-30' } }, true],
		['gt of the same day', { createdAt: { gt: '2026-01-31' } }, false],
		['gt of a moment', { createdAt: { gt: '2026-01-31T18:29:59Z' } }, true],
		['gt of a missing field', { missing: { gt: 0 } }, false],
		['gt of null', { note: { gt: -1 } }, false],
		['gt of text that is no number', { status: { gt: 0 } }, false],
		['gt of a date with a number', { createdAt: { gt: 0 } }, false],
		['gte of the same number', { total: { gte: 120.5 } }, true],
		['gte of the same day', { createdAt: { gte: '2026-01-31' } }, true],
		['gte of the next day', { createdAt: { gte: '2026-02-01' } }, false],
		['lt of a number', { total: { lt: 121 } }, true],
		['lt of the same number', { total: { lt: 120.5 } }, false],
		['lt of the same day', { createdAt: { lt: '2026-01-31' } }, false],
		['lt of the next day', { createdAt: { lt: '2026-02-01' } }, true],
		['lt of a missing field', { missing: { lt: 5 } }, false],
		['lte of the same number', { total: { lte: 120.5 } }, true],
		['lte of the same day means until its end', { createdAt: { lte: '2026-01-31' } }, true],
		['lte of the day before', { createdAt: { lte: '2026-01-30' } }, false],
		['lte of a list: one entry is enough', { 'lineItems.quantity': { lte: 1 } }, true],
		['lte of a list without such an entry', { 'lineItems.quantity': { lte: 0 } }, false],

		['in a list', { status: { in: ['shipped', 'Delivered'] } }, true],
		['in a list of others', { status: { in: ['shipped'] } }, false],
		['in a list with null', { note: { in: ['x', null] } }, true],
		['in of a number', { total: { in: ['120.5'] } }, true],
		['notIn a list of others', { status: { notIn: ['shipped'] } }, true],
		['notIn a list', { status: { notIn: ['delivered'] } }, false],
		['notIn for a missing field', { missing: { notIn: ['x'] } }, true],

		['contains text', { name: { contains: 'CRÈ' } }, true],
		['contains other text', { name: { contains: 'tea' } }, false],
		['contains in an entry of a list', { tags: { contains: 'whole' } }, true],
		['contains in a number', { total: { contains: '20.' } }, true],
		['contains in a missing field', { missing: { contains: 'x' } }, false],
		['contains in null', { note: { contains: 'null' } }, false],
		['startsWith text', { name: { startsWith: 'café' } }, true],
		['startsWith other text', { name: { startsWith: 'crème' } }, false],
		['startsWith in a list', { 'lineItems.sku': { startsWith: 'tee-' } }, true],
		['endsWith text', { name: { endsWith: 'crème' } }, true],
		['endsWith other text', { name: { endsWith: 'café' } }, false],
		['endsWith a number', { sku: { endsWith: 7 } }, true],

		['exists with a value', { status: { exists: true } }, true],
		['exists with an object', { shippingAddress: { exists: true } }, true],
		['exists with null', { note: { exists: true } }, false],
		['exists with blank text', { blank: { exists: true } }, false],
		['exists with an empty list', { noTags: { exists: true } }, false],
		['exists: false with a missing field', { missing: { exists: false } }, true],
		['exists: false with a value', { status: { exists: false } }, false],
		['exists with one entry that has it', { 'lineItems.sku': { exists: true } }, true],
		['null with one entry that lacks it', { 'lineItems.sku': null }, true],
	])('%s', (_, conditions, expected) => {
		expect(holds(conditions)).toBe(expected);
	});
});

describe('change operators', () => {
	const changed: Facts = {
		entity,
		previous: {
			status: 'shipped',
			note: 'call me',
			total: '120.50',
			tags: ['wholesale'],
			shippingAddress: { country: 'AT', city: null },
			lineItems: [{ sku: 'MUG-1', quantity: 2 }],
		},
	};

	it.each<[string, Conditions, boolean]>([
		['a field that changed', { status: { changed: true } }, true],
		['a field that did not change', { name: { changed: true } }, false],
		['not changed', { name: { changed: false } }, true],
		['not changed, but it did', { status: { changed: false } }, false],
		['a field inside one that changed', { 'shippingAddress.country': { changed: true } }, true],
		['its neighbour that did not', { 'shippingAddress.city': { changed: true } }, false],
		['a list that grew', { 'lineItems.sku': { changed: true } }, true],
		['changed to its value', { status: { changedTo: 'delivered' } }, true],
		['changed to another value', { status: { changedTo: 'shipped' } }, false],
		['changed to a value that it had', { total: { changedTo: 120.5 } }, false],
		['changed to null', { note: { changedTo: null } }, true],
		['changed to an entry that was added', { tags: { changedTo: 'vip' } }, true],
		['changed to an entry that stayed', { tags: { changedTo: 'wholesale' } }, false],
		['changed to, of a field that did not', { sku: { changedTo: '007' } }, false],
		['changed from its old value', { status: { changedFrom: 'shipped' } }, true],
		['changed from another value', { status: { changedFrom: 'delivered' } }, false],
		['changed from, inside', { 'shippingAddress.country': { changedFrom: 'AT' } }, true],
		['from and to', { status: { changedFrom: 'shipped', changedTo: 'delivered' } }, true],
	])('%s', (_, conditions, expected) => {
		expect(holds(conditions, changed)).toBe(expected);
	});

	it('takes nothing as changed in an entity that was not known', () => {
		expect(holds({ status: { changed: true } })).toBe(false);
		expect(holds({ status: { changed: false } })).toBe(true);
		expect(holds({ status: { changedTo: 'delivered' } })).toBe(false);
		expect(holds({ missing: { changedFrom: null } })).toBe(false);
	});

	it('takes values as changed that are nested too deeply to be compared', () => {
		const deep = () => JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as unknown;
		const nested = { entity: { a: { b: [deep()] } }, previous: { a: { b: [deep()] } } };
		expect(holds({ 'a.b': { changed: true } }, nested)).toBe(true);
	});
});

describe('paths', () => {
	it.each<[string, Conditions, boolean]>([
		['reach into objects', { 'shippingAddress.country': 'de' }, true],
		['reach into a value and find nothing', { 'status.length': { exists: true } }, false],
		['reach into every entry of a list', { 'lineItems.sku': 'tee-9' }, true],
		['pick an entry by its number', { 'lineItems.0.sku': 'TEE-9' }, false],
		['pick another entry by its number', { 'lineItems.2.sku': 'TEE-9' }, true],
		['find nothing past the end of a list', { 'lineItems.3.sku': { exists: true } }, false],
		['do not see the length of a list', { 'lineItems.length': { exists: true } }, false],
		['do not see what is inherited', { 'toString.name': { exists: true } }, false],
		['do not see methods', { hasOwnProperty: { exists: true } }, false],
	])('%s', (_, conditions, expected) => {
		expect(holds(conditions)).toBe(expected);
	});

	const item: Facts = {
		entity: { customer: { email: 'own@example.com' } },
		previous: { status: 'shipped' },
		customer: { email: 'ada@example.com' },
		event: {
			codes: ['order_paid', 'order_updated'],
			occurredAt: Date.UTC(2026, 0, 31, 10),
		},
		integration: { name: 'My Shop' },
	};

	it.each<[string, Conditions, boolean]>([
		['the old value of a field', { 'previous.status': 'shipped' }, true],
		['whether there are old values', { previous: { exists: true } }, true],
		['the customer of the item', { 'customer.email': 'ada@example.com' }, true],
		['the codes of the event', { 'event.codes': 'order_paid' }, true],
		['the time of the event', { 'event.occurredAt': { lte: '2026-01-31' } }, true],
		['the time of a later event', { 'event.occurredAt': { lt: '2026-01-31' } }, false],
		['the store', { 'integration.name': { in: ['my shop'] } }, true],
	])('address %s', (_, conditions, expected) => {
		expect(holds(conditions, item)).toBe(expected);
	});

	it.each([
		'VAT number',
		'wpcf[vat]',
		'größe',
		'vat.',
		'.vat',
		'a..b',
		'12',
		'www.example.com/a.b.c.d.e.f.g.h.i.j',
	])('lead to the key %j of a plugin, with one value or several', (key) => {
		const condition = { [`attributes.meta_data.${key}`]: 'DE1' };
		for (const value of ['DE1', ['AT2', 'DE1']]) {
			const meta = { [key]: value };
			expect(
				holds(condition, { entity: { attributes: { meta_data: meta } }, previous: null }),
			).toBe(true);
		}
		const other = { attributes: { meta_data: { [`${key}x`]: 'DE1' } } };
		expect(holds(condition, { entity: other, previous: null })).toBe(false);
	});

	it('lead to names that hold dots, the longest first', () => {
		const entity = {
			attributes: {
				meta_data: { 'billing.vat': 'DE1', 'a.b.c': '3', 'a.b': { c: '2' }, a: { b: { d: '1' } } },
			},
		};
		const holds = (name: string, value: string | null) =>
			compileConditions({ [`attributes.meta_data.${name}`]: value })({
				entity,
				previous: null,
			} as never);
		expect(holds('billing.vat', 'DE1')).toBe(true);
		expect(holds('a.b.c', '3')).toBe(true);
		// "a.b" is there, and has no "d".
		expect(holds('a.b.d', '1')).toBe(false);
		expect(holds('billing.tax', null)).toBe(true);
	});

	it("address the entity's own customer where the item has none", () => {
		const alone = { ...item, customer: null };
		expect(holds({ 'customer.email': 'own@example.com' }, alone)).toBe(true);
	});
});

describe('groups', () => {
	const yes: Conditions = { status: 'delivered' };
	const no: Conditions = { status: 'shipped' };

	it.each<[string, Conditions, boolean]>([
		['nothing to hold always holds', {}, true],
		['several fields must all hold', { status: 'delivered', total: { gte: 100 } }, true],
		['one field that does not is enough to fail', { status: 'delivered', total: 1 }, false],
		['several operators on a field must all hold', { total: { gte: 100, lt: 120 } }, false],
		['any with one that holds', { any: [no, yes] }, true],
		['any with none that holds', { any: [no, no] }, false],
		['all with one that does not hold', { all: [yes, no] }, false],
		['all with all that hold', { all: [yes, yes] }, true],
		['none with one that holds', { none: [no, yes] }, false],
		['none with none that holds', { none: [no, no] }, true],
		['groups beside fields must hold as well', { ...yes, any: [no] }, false],
		['groups in groups', { any: [no, { all: [yes, { none: [no, { any: [no] }] }] }] }, true],
	])('%s', (_, conditions, expected) => {
		expect(holds(conditions)).toBe(expected);
	});
});

describe('compileConditions', () => {
	it('refuses conditions that the schema refuses, with the same sentence', () => {
		expect(() => compileConditions({ total: { gte: 'much' } })).toThrow(
			'"total": "gte" needs a number or a date',
		);
	});

	it('keeps its test when the conditions are changed afterwards', () => {
		const words = ['delivered'];
		const test = compileConditions({ status: { in: words } });
		words[0] = 'shipped';
		expect(test(facts)).toBe(true);
	});
});
