import fc from 'fast-check';
import { conditionFormFor } from '../../../api/possibilities/conditionForm.ts';
import {
	conditionsOf,
	rowsOf,
	typeOf,
	type Row,
} from '../../../console/workflowForm/conditionRows.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';

const form = conditionFormFor('Order', []);

describe('conditions in rows of the console', () => {
	it.each(ENTITY_TYPES)('of a %s: what rows say comes back as the same rows', (entityType) => {
		const ofType = conditionFormFor(entityType, []);
		const row = fc.constantFrom(...ofType.fields).chain(({ path }) =>
			fc.nat(typeOf(ofType, path).operators.length - 1).map((operator): Row => {
				const { operand } = typeOf(ofType, path).operators[operator]!;
				const list = operand.type === 'array';
				return { path, operator, value: operand.const ?? (list ? ['x'] : 'x') };
			}),
		);
		const joined = fc.constantFrom('all' as const, 'any' as const);
		fc.assert(
			fc.property(fc.array(row, { maxLength: 4 }), joined, (rows, join) => {
				// Of one, it makes no difference.
				const expected = { rows, join: rows.length < 2 ? 'all' : join };
				expect(rowsOf(ofType, conditionsOf(ofType, { rows, join }))).toEqual(expected);
			}),
		);
	});

	it.each([
		['equality', { status: 'paid' }, [['status', 'Is', 'paid']]],
		[
			'several operators on one field',
			{ total: { gte: 1, lt: 5 } },
			[
				['total', 'Is at Least', 1],
				['total', 'Is Less Than', 5],
			],
		],
		['a field of the store', { 'attributes.gift': 'yes' }, [['attributes.gift', 'Is', 'yes']]],
		['no condition', {}, []],
	])('shows %s', (_what, conditions, expected) => {
		const { rows } = rowsOf(form, conditions)!;
		expect(
			rows.map(({ path, operator, value }) => [
				...[path, typeOf(form, path).operators[operator]!.title, value],
			]),
		).toEqual(expected);
	});

	it.each([
		['a group beside a field', { status: 'paid', any: [{ total: 1 }] }],
		['"none"', { none: [{ status: 'paid' }] }],
		['groups within one another', { any: [{ all: [{ total: 1 }] }] }],
		['several conditions in an entry of "any"', { any: [{ total: 1, status: 'paid' }] }],
		['an operator that is not offered', { status: { startsWith: 'p' } }],
	])('shows %s as none, so that it stays as it is', (_what, conditions) => {
		expect(rowsOf(form, conditions)).toBeNull();
	});
});
