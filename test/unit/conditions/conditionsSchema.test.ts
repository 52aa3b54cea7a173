import { z } from 'zod/v4';
import {
	conditionsSchema,
	conditionsSchemaFor,
} from '../../../engine/conditions/conditionsSchema.ts';
import { OPERATORS } from '../../../engine/conditions/operators.ts';

type Issue = { path: PropertyKey[]; message: string };

function issuesOf(input: unknown, schema: z.ZodType = conditionsSchema): Issue[] {
	const result = schema.safeParse(input);
	return result.success ? [] : result.error.issues.map(({ path, message }) => ({ path, message }));
}

const nested = (depth: number): unknown =>
	depth === 1 ? { status: 'paid' } : { all: [nested(depth - 1)] };

describe('conditionsSchema', () => {
	it.each<[string, unknown]>([
		['nothing', {}],
		['an equality', { status: 'delivered' }],
		['each kind of value', { a: 1, b: true, c: null, d: '' }],
		['every operator', { a: { eq: 1, gte: '5', lt: '2026-01-31', in: [1, null], exists: false } }],
		['groups in groups', { any: [{ a: 1 }, { none: [{ b: { changed: true } }] }] }],
		['ten levels', nested(10)],
		['two hundred rules', Object.fromEntries([...Array(200).keys()].map((n) => [`f${n}`, n]))],
	])('accepts %s, unchanged', (_, conditions) => {
		expect(conditionsSchema.parse(conditions)).toEqual(conditions);
	});

	it('names the path, what was given and every operator for an unknown operator', () => {
		const [issue, ...others] = issuesOf({ any: [{ total: { atLeast: 100 } }] });
		expect(others).toEqual([]);
		expect(issue!.path).toEqual(['any', 0, 'total', 'atLeast']);
		expect(issue!.message).toContain('"total": "atLeast" is not an operator');
		for (const operator of OPERATORS) expect(issue!.message).toContain(operator);
	});

	it('tells how a field inside another is written', () => {
		expect(issuesOf({ shippingAddress: { country: 'DE' } })[0]!.message).toContain(
			'"shippingAddress.country"',
		);
	});

	it.each<[string, unknown, PropertyKey[], string]>([
		['a text', 'status', [], 'an object like {"status": "delivered"}, not a string'],
		['a list', [], [], 'not an empty list'],
		['null', null, [], 'not null'],
		['a Map', new Map([['status', 'paid']]), [], 'not an object'],
		['an empty path', { '': 1 }, [''], 'part between the dots is empty'],
		['a path with two dots', { 'a..b': 1 }, ['a..b'], 'part between the dots is empty'],
		['a path to a prototype', { 'a.constructor': 1 }, ['a.constructor'], 'not allowed'],
		['a long path', { ['x'.repeat(201)]: 1 }, ['x'.repeat(201)], 'at most 200'],
		['a list as a value', { status: ['a', 'b'] }, ['status'], '{"status": {"in": […]}}'],
		['a field without a value', { status: undefined }, ['status'], 'not undefined'],
		['no operator', { total: {} }, ['total'], 'has no operator'],
		['an object as operand', { a: { eq: {} } }, ['a', 'eq'], 'not an object'],
		['text to compare sizes with', { a: { gt: 'x' } }, ['a', 'gt'], 'a number or a date'],
		['null to compare sizes with', { a: { lte: null } }, ['a', 'lte'], 'not null'],
		['a single value for a list', { a: { in: 'x' } }, ['a', 'in'], 'at least one value'],
		['an empty list', { a: { notIn: [] } }, ['a', 'notIn'], 'not an empty list'],
		['an object in a list', { a: { in: [1, {}] } }, ['a', 'in'], 'not an object'],
		['a long list', { a: { in: Array(501).fill(1) } }, ['a', 'in'], 'at most 500'],
		['empty text to look for', { a: { contains: '' } }, ['a', 'contains'], 'needs some text'],
		['a long text', { a: 'x'.repeat(1001) }, ['a'], 'at most 1000'],
		['a number that is not exact', { a: 2 ** 53 }, ['a'], 'put it in quotes'],
		['a number that is none', { a: NaN }, ['a'], 'finite'],
		['a text as a flag', { a: { exists: 'true' } }, ['a', 'exists'], 'true or false, not "true"'],
		['an object as a group', { any: { a: 1 } }, ['any'], 'needs a list of at least one'],
		['an empty group', { none: [] }, ['none'], 'not an empty list'],
		['an empty entry', { any: [{}] }, ['any', 0], 'empty entry'],
		['a text in a group', { all: ['a'] }, ['all', 0], 'not a string'],
		['a change of the event', { 'event.id': { changed: true } }, ['event.id', 'changed'], 'itself'],
	])('refuses %s', (_, conditions, path, sentence) => {
		const issues = issuesOf(conditions);
		expect(issues).toHaveLength(1);
		expect(issues[0]!.path).toEqual(path);
		expect(issues[0]!.message).toContain(sentence);
	});

	it('does not drop a __proto__ key, for what is dropped would always hold', () => {
		const hostile = JSON.parse('{"__proto__": {"eq": "x"}}') as unknown;
		expect(issuesOf(hostile)[0]!.message).toContain('"__proto__" is not allowed');
	});

	it('refuses more than ten levels', () => {
		expect(issuesOf(nested(11))[0]!.message).toContain('at most 10 levels');
	});

	it('refuses any depth without running out of stack', () => {
		const bottomless = JSON.parse('{"all":['.repeat(50_000) + ']}'.repeat(50_000)) as unknown;
		expect(issuesOf(bottomless)).toHaveLength(1);
	});

	it('refuses more than two hundred rules', () => {
		const many = { any: Array.from({ length: 101 }, () => ({ a: 1, b: 2 })) };
		expect(issuesOf(many).map((issue) => issue.message)).toEqual([
			'There are too many conditions: at most 200 are allowed.',
		]);
	});

	it('reports several mistakes at once, but not without end', () => {
		expect(issuesOf({ a: { x: 1 }, b: { y: 1 } })).toHaveLength(2);
		const wrong = Object.fromEntries([...Array(5000).keys()].map((n) => [`f${n}`, []]));
		expect(issuesOf(wrong)).toHaveLength(20);
	});

	it('is described in JSON Schema as an object', () => {
		expect(z.toJSONSchema(conditionsSchema)).toMatchObject({ type: 'object' });
	});
});

describe('conditionsSchemaFor', () => {
	it.each<[string, unknown]>([
		['a field', { total: 1 }],
		['a field inside', { 'shippingAddress.country': 'DE' }],
		['a whole part', { shippingAddress: { exists: true } }],
		['an entry of a list', { 'lineItems.0.sku': 'A', 'refunds.id': '1' }],
		["the store's own field", { 'attributes.gift.wrap': 'yes' }],
		['an old value', { 'previous.status': 'processing' }],
		['parts of the emitted item', { 'event.codes': 'order_paid', 'integration.name': 'A' }],
		['the customer', { 'customer.email': { changed: true } }],
		['a status in capitals', { status: { in: ['Completed', 'cancelled'] } }],
		['a part of a status', { status: { startsWith: 'partially' } }],
	])('accepts %s', (_, conditions) => {
		expect(issuesOf(conditions, conditionsSchemaFor('Order'))).toEqual([]);
	});

	it('names the fields for one that the entity does not have', () => {
		const [issue] = issuesOf({ any: [{ stauts: 'paid' }] }, conditionsSchemaFor('Order'));
		expect(issue!.path).toEqual(['any', 0, 'stauts']);
		expect(issue!.message).toContain(
			'"stauts" is not a field of an order. Fields are: id, number,',
		);
	});

	it('names the vocabulary for a status that is not in it', () => {
		const [issue] = issuesOf({ status: { ne: 'sent' } }, conditionsSchemaFor('Shipment'));
		expect(issue!.message).toContain(
			'"status" is never "sent". Use one of: pending, label_created',
		);
	});

	it('tells that the name of the entity is left out', () => {
		const [issue] = issuesOf({ 'shipment.carrier': 'DHL' }, conditionsSchemaFor('Shipment'));
		expect(issue!.message).toContain('without "shipment.": "carrier"');
	});

	it('knows that a field belongs to another type of entity', () => {
		expect(issuesOf({ trackingNumber: 'X' }, conditionsSchemaFor('Order'))).toHaveLength(1);
		expect(issuesOf({ trackingNumber: 'X' }, conditionsSchemaFor('Shipment'))).toEqual([]);
	});

	it('refuses a change of the customer of a customer, which can never hold', () => {
		const conditions = { 'customer.email': { changed: true } };
		expect(issuesOf(conditions, conditionsSchemaFor('Customer'))).toHaveLength(1);
	});
});
