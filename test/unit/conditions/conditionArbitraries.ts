import fc from 'fast-check';
import type { Conditions } from '../../../engine/conditions/conditions.ts';

/** Few values and few paths, so that what is compared is often equal. */
const TEXTS = ['', 'a', 'A', 'ab', 'b', '7', '007', '7.0', 'true', '2026-01-31'];
const MOMENTS = ['2026-01-31T10:00:00Z', '2026-01-31T11:00:00+01:00', '2026-02-01T00:00:00.000Z'];
const PATHS = [
	's',
	't',
	'o.s',
	'o.t',
	'l',
	'l.s',
	'l.0',
	'l.1.s',
	'customer.s',
	'previous.s',
	'l.s.t',
	'o.s.t',
];

export const scalar = fc.oneof(
	fc.constantFrom(...TEXTS, ...MOMENTS),
	fc.constantFrom(0, -1, 7, 7.5, 100),
	fc.boolean(),
	fc.constant(null),
);
const quantity = fc.constantFrom<Array<string | number>>(0, 7, '7', 100, '2026-01-31', ...MOMENTS);
const part = fc.constantFrom<Array<string | number>>('a', 'B', '7', 7, '01', 'true');
const list = fc.array(scalar, { minLength: 1, maxLength: 3 });

const among = (operators: Record<string, fc.Arbitrary<unknown>>) =>
	fc
		.uniqueArray(
			fc.oneof(
				...Object.entries(operators).map(([operator, operand]) =>
					operand.map((value) => [operator, value] as const),
				),
			),
			{ minLength: 1, maxLength: 2, selector: ([operator]) => operator },
		)
		.map((entries) => Object.fromEntries(entries));

const stateRule = among({
	eq: scalar,
	ne: scalar,
	gt: quantity,
	gte: quantity,
	lt: quantity,
	lte: quantity,
	in: list,
	notIn: list,
	contains: part,
	startsWith: part,
	endsWith: part,
	exists: fc.boolean(),
});
const changeRule = among({ changed: fc.boolean(), changedTo: scalar, changedFrom: scalar });

const fields = fc.oneof(
	fc.dictionary(fc.constantFrom(...PATHS), fc.oneof(scalar, stateRule), {
		minKeys: 1,
		maxKeys: 2,
	}),
	fc.dictionary(fc.constantFrom('s', 't', 'o.s', 'l.s', 'customer.s'), changeRule, {
		minKeys: 1,
		maxKeys: 2,
	}),
) as fc.Arbitrary<Conditions>;

const groupOf = (inner: fc.Arbitrary<Conditions>) =>
	fc.dictionary(
		fc.constantFrom('all', 'any', 'none'),
		fc.array(inner, { minLength: 1, maxLength: 3 }),
		{ minKeys: 1, maxKeys: 2 },
	) as fc.Arbitrary<Conditions>;

const groups = groupOf(fields);

/** Conditions that the schema accepts, with groups up to three levels deep. */
export const conditions = fc.oneof(
	{ arbitrary: fields, weight: 4 },
	{ arbitrary: groups, weight: 2 },
	{ arbitrary: fc.tuple(fields, groups).map(([one, other]) => ({ ...one, ...other })), weight: 1 },
	{ arbitrary: groupOf(fc.oneof(fields, groups)), weight: 2 },
);

const leaf = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
const inner = fc.record({ s: leaf, t: leaf, 's.t': leaf }, { requiredKeys: [] });
const entity = fc.record(
	{
		s: leaf,
		t: leaf,
		o: fc.oneof(inner, fc.constant(null)),
		'o.s': fc.oneof(leaf, inner),
		l: fc.array(fc.oneof(scalar, inner, fc.array(scalar, { maxLength: 2 })), { maxLength: 3 }),
		customer: fc.oneof(inner, fc.constant(null)),
	},
	{ requiredKeys: [] },
);

/** Facts that fit the paths of `conditions`. */
export const facts = fc.record({
	entity,
	previous: fc.oneof(entity, fc.constant(null)),
	customer: fc.oneof(inner, fc.constant(null)),
});
