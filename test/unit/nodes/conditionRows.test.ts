import fc from 'fast-check';
import { NodeHelpers, type INode, type INodeParameters } from 'n8n-workflow';
import { canonicalForm } from '../../../engine/conditions/canonicalForm.ts';
import { isCountryPath } from '../../../engine/conditions/countries.ts';
import type { Conditions } from '../../../engine/conditions/conditions.ts';
import { conditionsSchemaFor } from '../../../engine/conditions/conditionsSchema.ts';
import { parseConditions } from '../../../engine/conditions/parseConditions.ts';
import { entityFields } from '../../../engine/events/entityFields.ts';
import { ENTITY_TYPES, type EntityType } from '../../../engine/events/entityType.ts';
import { OPERATOR_CHOICES } from '../../../nodes/shared/conditionOperators.ts';
import { conditionProperties } from '../../../nodes/shared/conditionProperties.ts';
import type { WrittenRow } from '../../../nodes/shared/conditionRows.ts';
import { conditionsFromParameters } from '../../../nodes/shared/conditionsFromParameters.ts';
import { parametersFromConditions } from '../../../nodes/shared/parametersFromConditions.ts';

function read(
	parameters: object,
	entityType: EntityType = 'Order',
	understands = false,
): Conditions {
	const values = parameters as Record<string, unknown>;
	return conditionsFromParameters(
		(name) => {
			if (!(name in values)) throw new Error(`Could not get parameter "${name}"`);
			return values[name];
		},
		entityType,
		understands,
	);
}

const form = (rows: WrittenRow[], combinator: 'all' | 'any' = 'all') => ({
	conditionsMode: 'fields',
	combinator,
	conditions: { rows },
});
const inGroups = (...groups: WrittenRow[][]) => ({
	conditionsMode: 'groups',
	conditionGroups: { groups: groups.map((rows) => ({ conditions: { rows } })) },
});
const json = (conditionsJson: unknown) => ({ conditionsMode: 'json', conditionsJson });
const meaning = (conditions: Conditions) => canonicalForm(parseConditions(conditions).tree);

const node: INode = {
	id: '1',
	name: 'Trigger',
	type: 'n8n-nodes-commerce.commerceOrderTrigger',
	typeVersion: 2,
	position: [0, 0],
	parameters: {},
};

const WITH_GROUPS = 4;

/** What n8n makes of stored parameters when it loads a node: defaults put in, hidden ones left out. */
function loaded(parameters: object, entityType: EntityType, typeVersion = 2): INodeParameters {
	return NodeHelpers.getNodeParameters(
		conditionProperties(entityType, WITH_GROUPS),
		JSON.parse(JSON.stringify(parameters)) as INodeParameters,
		true,
		false,
		{ ...node, typeVersion },
		null,
	)!;
}

describe('rows of the form', () => {
	it.each<[string, WrittenRow[], Conditions]>([
		[
			'a status',
			[{ field: 'status', operator: 'eq', status: 'completed' }],
			{ status: 'completed' },
		],
		[
			'several statuses',
			[{ field: 'paymentStatus', operator: 'in', statuses: ['paid', 'refunded'] }],
			{ paymentStatus: { in: ['paid', 'refunded'] } },
		],
		[
			"a status by the store's name for it",
			[{ field: 'statusByName', operator: 'eq', ownStatus: 'at-workshop' }],
			{ nativeStatus: 'at-workshop' },
		],
		[
			"several statuses by the store's names for them",
			[{ field: 'statusByName', operator: 'notIn', ownStatuses: ['at-workshop', 'shipped'] }],
			{ nativeStatus: { notIn: ['at-workshop', 'shipped'] } },
		],
		[
			'a change to a status by its name',
			[{ field: 'statusByName', operator: 'changedTo', ownStatus: 'shipped' }],
			{ nativeStatus: { changedTo: 'shipped' } },
		],
		['a number', [{ field: 'total', operator: 'gte', value: '100.50' }], { total: { gte: 100.5 } }],
		[
			'several numbers',
			[{ field: 'lineItems.quantity', operator: 'notIn', value: '1, 2' }],
			{ 'lineItems.quantity': { notIn: [1, 2] } },
		],
		[
			'a date',
			[{ field: 'createdAt', operator: 'lte', value: '2026-01-31' }],
			{ createdAt: { lte: '2026-01-31' } },
		],
		[
			'text with spaces around it',
			[{ field: 'tags', operator: 'eq', value: ' vip ' }],
			{ tags: 'vip' },
		],
		['text of digits', [{ field: 'number', operator: 'eq', value: '1001' }], { number: '1001' }],
		[
			'several texts',
			[{ field: 'currency', operator: 'in', value: 'EUR, CHF,,' }],
			{ currency: { in: ['EUR', 'CHF'] } },
		],
		['an empty field', [{ field: 'note', operator: 'notExists' }], { note: { exists: false } }],
		['a field with a value', [{ field: 'note', operator: 'exists' }], { note: { exists: true } }],
		['a change', [{ field: 'total', operator: 'changed' }], { total: { changed: true } }],
		['no change', [{ field: 'total', operator: 'notChanged' }], { total: { changed: false } }],
		[
			'a field by its path',
			[{ field: 'otherField', path: ' attributes.gift ', operator: 'eq', value: 'yes' }],
			{ 'attributes.gift': 'yes' },
		],
		[
			'a size of a field by its path',
			[{ field: 'otherField', path: 'attributes.weight', operator: 'gt', value: '2' }],
			{ 'attributes.weight': { gt: 2 } },
		],
		['values of expressions', [{ field: 'total', operator: 'eq', value: 99 }], { total: 99 }],
		[
			'a list of an expression',
			[{ field: 'currency', operator: 'in', value: ['EUR', 'USD'] }],
			{ currency: { in: ['EUR', 'USD'] } },
		],
		[
			'a date of an expression',
			[{ field: 'paidAt', operator: 'gt', value: new Date('2026-01-31T10:00:00Z') }],
			{ paidAt: { gt: '2026-01-31T10:00:00.000Z' } },
		],
		[
			'two operators on a field',
			[
				{ field: 'total', operator: 'gte', value: '50' },
				{ field: 'total', operator: 'lt', value: '100' },
			],
			{ total: { gte: 50, lt: 100 } },
		],
		[
			'one operator twice on a field',
			[
				{ field: 'tags', operator: 'eq', value: 'vip' },
				{ field: 'tags', operator: 'eq', value: 'eu' },
			],
			{ all: [{ tags: 'vip' }, { tags: 'eu' }] },
		],
		['no row', [], {}],
	])('are read as conditions: %s', (_, rows, expected) => {
		expect(read(form(rows))).toEqual(expected);
	});

	it('are joined by any where the merchant says so', () => {
		const rows: WrittenRow[] = [
			{ field: 'total', operator: 'gt', value: '100' },
			{ field: 'tags', operator: 'eq', value: 'vip' },
		];
		expect(read(form(rows, 'any'))).toEqual({ any: [{ total: { gt: 100 } }, { tags: 'vip' }] });
		expect(read(form(rows.slice(0, 1), 'any'))).toEqual({ total: { gt: 100 } });
	});

	it('may be missing altogether', () => {
		expect(read({ conditionsMode: 'fields', combinator: 'all', conditions: {} })).toEqual({});
	});

	it.each<[string, WrittenRow, string]>([
		[
			'no number',
			{ field: 'total', operator: 'gt', value: 'lots' },
			'Condition 2 (Total): "lots" is not a number. Write it like 99.50.',
		],
		[
			'no date',
			{ field: 'createdAt', operator: 'gt', value: '31.1.2026' },
			'Condition 2 (Created At): "31.1.2026" is not a date. Write it like 2026-01-31 or 2026-01-31T10:00:00Z.',
		],
		[
			'no value',
			{ field: 'note', operator: 'eq', value: ' ' },
			'Condition 2 (Note): enter a value. To look for a field without one, choose the operator "Is Empty".',
		],
		[
			'no values',
			{ field: 'status', operator: 'in', statuses: [] },
			'Condition 2 (Status): choose at least one status.',
		],
		[
			'no entries',
			{ field: 'tags', operator: 'in', value: ' , ' },
			'Condition 2 (Tags): enter at least one value.',
		],
		[
			'no path',
			{ field: 'otherField', path: '', operator: 'exists' },
			'Condition 2: enter the path of the field, like "attributes.giftWrap".',
		],
		[
			'no such field',
			{ field: 'otherField', path: 'totl', operator: 'exists' },
			'Conditions: "totl" is not a field of an order.',
		],
		[
			'no such status',
			{ field: 'status', operator: 'eq', status: 'gone' },
			'Conditions: "status" is never "gone". Use one of: draft,',
		],
		['no operator', { field: 'total', operator: 'like' as never }, 'Conditions: rows.1.operator:'],
	])('are refused with a sentence that names them: %s', (_, row, sentence) => {
		const rows: WrittenRow[] = [{ field: 'note', operator: 'exists' }, row];
		expect(() => read(form(rows))).toThrow(sentence);
	});
});

describe('rows of a trigger that understands countries and numbers as people write them', () => {
	const understood = (row: WrittenRow) => read(form([row]), 'Order', true);
	const country = 'shippingAddress.country';

	it.each<[WrittenRow, Conditions]>([
		[{ field: country, operator: 'eq', value: 'Germany' }, { [country]: 'DE' }],
		[
			{ field: country, operator: 'in', value: 'Deutschland, Schweiz, at' },
			{ [country]: { in: ['DE', 'CH', 'AT'] } },
		],
		[
			{ field: 'otherField', path: country, operator: 'ne', value: 'Francia' },
			{ [country]: { ne: 'FR' } },
		],
		[{ field: 'total', operator: 'gte', value: '1.234,50' }, { total: { gte: 1234.5 } }],
		[{ field: 'total', operator: 'in', value: '10, 20' }, { total: { in: [10, 20] } }],
		[{ field: 'total', operator: 'in', value: '10,5; 20' }, { total: { in: [10.5, 20] } }],
		// An expression gives a number, which means no other.
		[{ field: 'total', operator: 'gte', value: 1.234 }, { total: { gte: 1.234 } }],
		[
			{ field: 'otherField', path: 'attributes.weight', operator: 'lt', value: '2,5' },
			{ 'attributes.weight': { lt: 2.5 } },
		],
	])('are read as what is meant: %j', (row, expected) => {
		expect(understood(row)).toEqual(expected);
	});

	it.each<[WrittenRow, string]>([
		[
			{ field: country, operator: 'eq', value: 'Germny' },
			'Conditions: "shippingAddress.country": "Germny" is no country. Did you mean Germany (DE)?',
		],
		[
			{ field: 'total', operator: 'gte', value: '1.234' },
			'Condition 1 (Total): "1.234" can be read as 1234 and as 1.234: write 1234, or 1.2340.',
		],
		[
			{ field: 'total', operator: 'in', value: '10,20' },
			'Condition 1 (Total): "10,20" may be one number or several. Write several with semicolons between them, like 10; 20.',
		],
	])('are refused where they mean two things or nothing: %j', (row, sentence) => {
		expect(() => understood(row)).toThrow(sentence);
	});

	it('keep the meaning that they had where the trigger is of before', () => {
		const before = (row: WrittenRow) => read(form([row]));
		expect(before({ field: country, operator: 'eq', value: 'Germany' })).toEqual({
			[country]: 'Germany',
		});
		expect(before({ field: 'total', operator: 'gte', value: '1.234' })).toEqual({
			total: { gte: 1.234 },
		});
		expect(before({ field: 'total', operator: 'in', value: '10,20' })).toEqual({
			total: { in: [10, 20] },
		});
	});

	it('are drawn so that they mean the same again', () => {
		const meant: Conditions[] = [{ [country]: 'DE' }, { total: { gte: 1.234 } }, { total: 1234.5 }];
		for (const given of meant) {
			const parameters = parametersFromConditions(given, 'Order', true);
			expect(read(parameters, 'Order', true)).toEqual(given);
		}
	});
});

describe('groups of rows', () => {
	const big: WrittenRow[] = [
		{ field: 'total', operator: 'gte', value: '100' },
		{ field: 'shippingAddress.country', operator: 'eq', value: 'Germany' },
	];
	const vip: WrittenRow[] = [{ field: 'tags', operator: 'eq', value: 'vip' }];
	const bigGroup = { total: { gte: 100 }, 'shippingAddress.country': 'DE' };

	it.each<[string, WrittenRow[][], Conditions]>([
		[
			'need one of them, in which all conditions hold',
			[big, vip],
			{ any: [bigGroup, { tags: 'vip' }] },
		],
		['are one condition after the other where there is one group', [big], bigGroup],
		[
			'may ask one field twice in a group',
			[[...vip, { field: 'tags', operator: 'eq', value: 'eu' }], big],
			{ any: [{ all: [{ tags: 'vip' }, { tags: 'eu' }] }, bigGroup] },
		],
		['always hold where there are none', [], {}],
	])('%s', (_, groups, expected) => {
		expect(read(inGroups(...groups), 'Order', true)).toEqual(expected);
		expect(read(loaded(inGroups(...groups), 'Order', 4), 'Order', true)).toEqual(expected);
	});

	it('may be missing altogether', () => {
		expect(read({ conditionsMode: 'groups', conditionGroups: {} }, 'Order', true)).toEqual({});
	});

	it.each<[string, WrittenRow[][], string]>([
		[
			'a group without a condition, which would always hold',
			[vip, []],
			'Group 2 has no condition: add one, or delete the group.',
		],
		[
			'a condition of a group',
			[vip, [...vip, { field: 'total', operator: 'gt', value: 'lots' }]],
			'Group 2, condition 2 (Total): "lots" is not a number. Write it like 99.50.',
		],
		[
			'a path that is missing',
			[[{ field: 'otherField', path: ' ', operator: 'eq', value: 'x' }]],
			'Group 1, condition 1: enter the path of the field, like "attributes.giftWrap".',
		],
		[
			'more groups than there can be',
			Array<WrittenRow[]>(201).fill(vip),
			'Conditions: groups: Too big: expected array to have <=200 items',
		],
	])('are refused with a sentence that names them: %s', (_, groups, sentence) => {
		expect(() => read(inGroups(...groups), 'Order', true)).toThrow(sentence);
	});

	it('refuse a group that has just been added and not been filled', () => {
		const stored = loaded(
			{ conditionsMode: 'groups', conditionGroups: { groups: [{}] } },
			'Order',
			4,
		);
		expect(() => read(stored, 'Order', true)).toThrow('Group 1 has no condition');
	});

	it('are drawn for conditions of which one group must hold, and for nothing that single rows can show', () => {
		const given: Conditions = { any: [bigGroup, { tags: 'vip' }, { any: [{ note: 'x' }] }] };
		expect(parametersFromConditions(given, 'Order', true)).toEqual(
			inGroups([big[0]!, { ...big[1]!, value: 'DE' }], vip, [
				{ field: 'note', operator: 'eq', value: 'x' },
			]),
		);
		const single = parametersFromConditions(
			{ any: [{ tags: 'vip' }, { note: 'x' }] },
			'Order',
			true,
		);
		expect(single).toMatchObject({ conditionsMode: 'fields', combinator: 'any' });
	});

	it.each<[string, Conditions]>([
		['a group that may not hold', { any: [bigGroup, { none: [{ tags: 'vip' }] }] }],
		[
			'a group within a group',
			{ any: [bigGroup, { note: 'x', any: [{ tags: 'a' }, { tags: 'b' }] }] },
		],
		['a field beside the groups', { note: 'x', any: [bigGroup, { tags: 'vip' }] }],
		['a text that n8n would run', { any: [bigGroup, { note: '={{ $env.SECRET }}' }] }],
	])('are not drawn where they would not say the same: %s', (_, given) => {
		expect(parametersFromConditions(given, 'Order', true)).toEqual({
			conditionsMode: 'json',
			conditionsJson: JSON.stringify(given, null, 2),
		});
	});

	it('are offered from the version on that understands them, and drawn for no trigger of before', () => {
		const modes = (typeVersion: number) =>
			conditionProperties('Order', WITH_GROUPS)
				.filter((property) => NodeHelpers.displayParameter({}, property, { typeVersion }, null))
				.filter(({ name }) => name === 'conditionsMode')
				.map(({ options }) => options!.map((option) => (option as { value: string }).value));
		expect(modes(3)).toEqual([['fields', 'json']]);
		expect(modes(4)).toEqual([['fields', 'groups', 'json']]);
		const given = { any: [bigGroup, { tags: 'vip' }] };
		expect(parametersFromConditions(given, 'Order', false)).toMatchObject({
			conditionsMode: 'json',
		});
	});
});

describe('conditions as JSON', () => {
	it.each<[string, unknown, Conditions]>([
		['text', '{"any": [{"total": {"gte": 100}}]}', { any: [{ total: { gte: 100 } }] }],
		['what an expression gave', { status: 'completed' }, { status: 'completed' }],
		['nothing', '', {}],
	])('are read from %s', (_, written, expected) => {
		expect(read(json(written))).toEqual(expected);
	});

	it.each<[string, string]>([
		['{"status": ', 'Conditions (JSON) is not valid JSON: '],
		['{"status": {"is": "paid"}}', 'Conditions: "status": "is" is not an operator.'],
		['{"stauts": "paid"}', 'Conditions: "stauts" is not a field of an order.'],
		['["status"]', 'Conditions are an object'],
	])('are refused with a sentence: %s', (written, sentence) => {
		expect(() => read(json(written))).toThrow(sentence);
	});
});

describe('parametersFromConditions', () => {
	it.each<[string, Conditions, WrittenRow[], 'all' | 'any']>([
		['nothing', {}, [], 'all'],
		[
			'an equality',
			{ status: 'completed' },
			[{ field: 'status', operator: 'eq', status: 'completed' }],
			'all',
		],
		[
			'the same at length',
			{ status: { eq: 'completed' } },
			[{ field: 'status', operator: 'eq', status: 'completed' }],
			'all',
		],
		[
			'several fields',
			{ total: { gte: 100 }, 'shippingAddress.country': { in: ['DE', 'AT'] } },
			[
				{ field: 'total', operator: 'gte', value: '100' },
				{ field: 'shippingAddress.country', operator: 'in', value: 'DE, AT' },
			],
			'all',
		],
		[
			'one group of single rules',
			{ any: [{ tags: 'vip' }, { note: { exists: false } }] },
			[
				{ field: 'tags', operator: 'eq', value: 'vip' },
				{ field: 'note', operator: 'notExists' },
			],
			'any',
		],
		[
			'an operator that the form does not offer for the field',
			{ status: { startsWith: 'partially' } },
			[{ field: 'otherField', path: 'status', operator: 'startsWith', value: 'partially' }],
			'all',
		],
		[
			"the store's own field",
			{ 'attributes.gift': { changedTo: 'yes' } },
			[{ field: 'otherField', path: 'attributes.gift', operator: 'changedTo', value: 'yes' }],
			'all',
		],
	])('shows %s as rows', (_, conditions, rows, combinator) => {
		expect(parametersFromConditions(conditions, 'Order')).toEqual({
			conditionsMode: 'fields',
			combinator,
			conditions: rows.length === 0 ? {} : { rows },
		});
	});

	it.each<[string, Conditions]>([
		['none', { none: [{ tags: 'vip' }] }],
		['a group beside a field', { total: 1, any: [{ tags: 'a' }, { tags: 'b' }] }],
		['null', { paidAt: null }],
		['a text with a comma in a list', { note: { in: ['a, b', 'c'] } }],
		['a number in a text field', { number: 1001 }],
		['spaces that the form would take away', { note: { contains: ' vip ' } }],
		['a text that n8n would run as an expression', { note: '={{ $env.SECRET }}' }],
		['a path that n8n would run as an expression', { '={{ $env': 'x' }],
	])('gives JSON for what rows cannot show: %s', (_, conditions) => {
		expect(parametersFromConditions(conditions, 'Order')).toEqual({
			conditionsMode: 'json',
			conditionsJson: JSON.stringify(conditions, null, 2),
		});
	});
});

describe.each(ENTITY_TYPES)('the form of a %s', (entityType) => {
	const fields = entityFields(entityType);
	const text = fc.oneof(
		fc.constantFrom('a', 'vip', '100', '007', '1.50', '2026-01-31', 'a, b', ' x ', 'true'),
		fc.string({ maxLength: 10 }),
	);
	const scalar = fc.oneof(text, fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.boolean());
	const ruleOf = (path: string, options: readonly string[] | undefined) => {
		const value = options === undefined ? scalar : fc.constantFrom(...options);
		return fc.oneof(
			value.map((eq) => ({ [path]: eq })),
			value.map((ne) => ({ [path]: { ne } })),
			value.map((changedTo) => ({ [path]: { changedTo } })),
			fc.array(value, { minLength: 1, maxLength: 3 }).map((list) => ({ [path]: { in: list } })),
			fc.constantFrom<number | string>(5, '5', '2026-01-31').map((gte) => ({ [path]: { gte } })),
			fc.boolean().map((exists) => ({ [path]: { exists } })),
			fc.boolean().map((changed) => ({ [path]: { changed } })),
			fc.constantFrom('a', 'a,b').map((contains) => ({ [path]: { contains } })),
		);
	};
	const rule = fc
		.constantFrom(...fields, { path: 'attributes.x', options: undefined })
		.filter(({ path }) => entityType !== 'Shipment' || path !== 'attributes.x')
		.chain(({ path, options }) => ruleOf(path, options)) as fc.Arbitrary<Conditions>;
	const rules = fc.array(rule, { minLength: 1, maxLength: 4 });
	const conditions = fc.oneof(
		rule,
		rules.map((list) => Object.assign({}, ...list) as Conditions),
		rules.map((list): Conditions => ({ any: list })),
		rules.map((list): Conditions => ({ all: [{ any: list }, { none: list }] })),
		fc
			.array(
				rules.map((list) => Object.assign({}, ...list) as Conditions),
				{ minLength: 1, maxLength: 4 },
			)
			.map((groups): Conditions => ({ any: groups })),
	);

	it('gives conditions of the same meaning back, also after n8n has loaded them', () => {
		fc.assert(
			fc.property(conditions, (given) => {
				const parameters = parametersFromConditions(given, entityType);
				expect(meaning(read(parameters, entityType))).toBe(meaning(given));
				const stored = loaded(parameters, entityType);
				expect(meaning(read(stored, entityType))).toBe(meaning(given));
			}),
			{ numRuns: 60 },
		);
	});

	const value = { text: 'x', number: '5', date: '2026-01-31', boolean: 'true', status: '' };
	/** A row for each operator of each field. */
	const rowsOfForm = fields.flatMap(({ path, kind, options }) =>
		OPERATOR_CHOICES[kind].map(([operator]): WrittenRow => {
			const isCountry = isCountryPath(path);
			const row = { field: path, operator, value: isCountry ? 'Germany' : value[kind] };
			return options ? { ...row, status: options[0], statuses: [options[0]] } : row;
		}),
	);

	it('draws what groups of rows say as rows again, never as JSON, and n8n keeps them', () => {
		const rows = fc.array(fc.constantFrom(...rowsOfForm), { minLength: 1, maxLength: 4 });
		const groups = fc.array(rows, { minLength: 2, maxLength: 5 });
		fc.assert(
			fc.property(groups, (given) => {
				const said = read(inGroups(...given), entityType, true);
				const drawn = parametersFromConditions(said, entityType, true);
				const isOfSeveral = given.some((group) => group.length > 1);
				expect(drawn.conditionsMode).toBe(isOfSeveral ? 'groups' : 'fields');
				const stored = loaded(drawn, entityType, WITH_GROUPS);
				expect(meaning(read(stored, entityType, true))).toBe(meaning(said));
			}),
			{ numRuns: 40 },
		);
	});

	it('keeps every operator of every field, with its value, when n8n loads the node', () => {
		const schema = conditionsSchemaFor(entityType);
		for (const row of rowsOfForm) {
			const stored = loaded(form([row]), entityType);
			const conditions = read(stored, entityType);
			expect(schema.safeParse(conditions).success).toBe(true);
			expect(parametersFromConditions(conditions, entityType)).toMatchObject({
				conditions: { rows: [{ field: row.field, operator: row.operator }] },
			});
		}
	});

	it('keeps a status that was chosen by its name when n8n loads the node', () => {
		if (entityType !== 'Order') return;
		for (const row of [
			{ field: 'statusByName', operator: 'eq', ownStatus: 'at-workshop' },
			{ field: 'statusByName', operator: 'in', ownStatuses: ['at-workshop'] },
		] satisfies WrittenRow[]) {
			const stored = loaded(form([row]), entityType);
			expect(read(stored, entityType)).toEqual(read(form([row]), entityType));
		}
		expect(() =>
			read(form([{ field: 'statusByName', operator: 'eq', ownStatus: '' }]), entityType),
		).toThrow('Condition 1 (Status in the Store, by Name): choose a status.');
	});

	it('starts with a row on the status, which has to be chosen', () => {
		const stored = loaded({ conditions: { rows: [{}] } }, entityType);
		expect(() => read(stored, entityType)).toThrow('Condition 1 (Status): choose a status.');
	});

	it('has no two fields, and no two operators of a field, of one name', () => {
		const conditionsProperty = conditionProperties(entityType, WITH_GROUPS).find(
			({ name }) => name === 'conditions',
		);
		const [row] = conditionsProperty!.options as Array<{ values: Array<{ options?: unknown[] }> }>;
		for (const { options } of row!.values) {
			const names = (options ?? []).map((option) => (option as { name: string }).name);
			expect(new Set(names).size).toBe(names.length);
		}
	});
});
