import fc from 'fast-check';
import { canonicalForm, simplify } from '../../../engine/conditions/canonicalForm.ts';
import { compileConditions } from '../../../engine/conditions/compileConditions.ts';
import type { Conditions, Facts } from '../../../engine/conditions/conditions.ts';
import { conditionsSchema } from '../../../engine/conditions/conditionsSchema.ts';
import { parseConditions } from '../../../engine/conditions/parseConditions.ts';
import { conditions, facts } from './conditionArbitraries.ts';
import { interpret } from './referenceInterpreter.ts';

const holds = (of: Conditions, given: Facts) => compileConditions(of)(given);
const several = fc.array(conditions, { minLength: 1, maxLength: 4 });
const anything = fc.anything({
	withBigInt: true,
	withDate: true,
	withMap: true,
	withNullPrototype: true,
	withSet: true,
	withSparseArray: true,
	withTypedArray: true,
});

describe('compiled conditions', () => {
	it('give what the reference gives', () => {
		fc.assert(
			fc.property(conditions, facts, (of, given) => {
				expect(holds(of, given)).toBe(interpret(of, given));
			}),
			{ numRuns: 3000 },
		);
	});

	it('hold about as often as not, or the comparison with the reference would tell little', () => {
		const results = fc
			.sample(fc.tuple(conditions, facts), { numRuns: 1000, seed: 1 })
			.filter(([of, given]) => holds(of, given)).length;
		expect(results).toBeGreaterThan(100);
		expect(results).toBeLessThan(900);
	});

	it('never throw and give a boolean, whatever the facts', () => {
		fc.assert(
			fc.property(
				conditions,
				fc.record({ entity: anything, previous: anything, customer: anything }),
				(of, given) => {
					expect(typeof holds(of, given)).toBe('boolean');
				},
			),
			{ numRuns: 1000 },
		);
	});

	it('with none are the negation of any', () => {
		fc.assert(
			fc.property(several, facts, (list, given) => {
				expect(holds({ none: list }, given)).toBe(!holds({ any: list }, given));
			}),
		);
	});

	it('with all do not depend on the order', () => {
		fc.assert(
			fc.property(
				several.chain((list) =>
					fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
				),
				facts,
				([list, shuffled], given) => {
					expect(holds({ all: shuffled }, given)).toBe(holds({ all: list }, given));
				},
			),
		);
	});

	it('with ne and notIn are the negation of eq and in', () => {
		fc.assert(
			fc.property(fc.constantFrom('s', 'o.t', 'l', 'l.s'), facts, (path, given) => {
				const values = ['a', 7, null];
				expect(holds({ [path]: { ne: 'a' } }, given)).toBe(!holds({ [path]: 'a' }, given));
				expect(holds({ [path]: { notIn: values } }, given)).toBe(
					!holds({ [path]: { in: values } }, given),
				);
			}),
		);
	});

	it('change neither the conditions nor the facts', () => {
		fc.assert(
			fc.property(conditions, facts, (of, given) => {
				const before = JSON.stringify([of, given]);
				holds(of, given);
				expect(JSON.stringify([of, given])).toBe(before);
			}),
		);
	});

	it('mean the same once they are simplified', () => {
		const asConditions = (node: ReturnType<typeof simplify>): Conditions =>
			node.kind === 'rule'
				? { [node.path]: { [node.operator]: node.operand } as never }
				: { [node.kind]: node.of.map(asConditions) };
		fc.assert(
			fc.property(conditions, facts, (of, given) => {
				const { tree } = parseConditions(of);
				const simple = asConditions(simplify(tree));
				expect(holds(simple, given)).toBe(holds(of, given));
				expect(canonicalForm(parseConditions(simple).tree)).toBe(canonicalForm(tree));
			}),
		);
	});
});

describe('conditionsSchema', () => {
	it('accepts or refuses whatever it is given, and never throws', () => {
		fc.assert(
			fc.property(fc.oneof(anything, fc.jsonValue()), (input) => {
				const result = conditionsSchema.safeParse(input);
				if (result.success) expect(typeof compileConditions(result.data)).toBe('function');
				else expect(result.error.issues[0]!.message).toMatch(/[.]$/);
			}),
			{ numRuns: 1000 },
		);
	});

	it('accepts every condition that the other properties are tested with', () => {
		fc.assert(
			fc.property(conditions, (of) => {
				expect(conditionsSchema.parse(of)).toEqual(of);
			}),
		);
	});
});
