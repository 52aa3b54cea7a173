import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { conditionsSchemaFor } from '../../../engine/conditions/conditionsSchema.ts';
import { OPERATORS } from '../../../engine/conditions/operators.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { OPERATOR_CHOICES } from '../../../nodes/shared/conditionOperators.ts';
import { conditionProperties } from '../../../nodes/shared/conditionProperties.ts';

const text = readFileSync(join(__dirname, '../../../docs/conditions.md'), 'utf8');

const examples = [
	...[...text.matchAll(/```json\n([\s\S]*?)```/g)].map((match) => match[1]!),
	...[...text.matchAll(/`(\{.*?\})`/g)].map((match) => match[1]!),
];

/** The cells of the table whose first two headings are given. */
function table(first: string, second: string): string[][] {
	const [, rows] =
		new RegExp(`\\| ${first} +\\| ${second} .*\\n.*\\n((?:\\|.*\\n)+)`).exec(text) ?? [];
	if (rows === undefined) throw new Error(`docs/conditions.md has no table "${first}"`);
	return rows
		.trim()
		.split('\n')
		.map((row) => row.split('|').map((cell) => cell.trim().replaceAll('`', '')));
}

describe('docs/conditions.md', () => {
	it('has examples', () => {
		expect(examples.length).toBeGreaterThan(8);
	});

	it.each(examples)('gives an example that is accepted: %s', (example) => {
		const parsed = JSON.parse(example) as unknown;
		const accepting = ENTITY_TYPES.filter(
			(entityType) => conditionsSchemaFor(entityType).safeParse(parsed).success,
		);
		expect(accepting).not.toEqual([]);
	});

	it('explains every operator', () => {
		const operators = table('JSON', 'In the form').flatMap(([, json]) => json!.split(', '));
		expect(operators.sort()).toEqual([...OPERATORS].sort());
	});

	it('names the operators as the form does', () => {
		const shown = table('JSON', 'In the form').flatMap(([, , form]) => form!.split(', '));
		const offered = Object.values(OPERATOR_CHOICES).flatMap((choices) =>
			choices.map(([, name]) => name),
		);
		expect(new Set(shown)).toEqual(new Set(offered));
	});

	it('gives rows with fields and operators that the form has', () => {
		const labels = ENTITY_TYPES.flatMap((entityType) => {
			const rows = conditionProperties(entityType, 1).find(({ name }) => name === 'conditions');
			const [{ values }] = rows!.options as [INodePropertyCollection];
			const field = values.find(({ name }) => name === 'field');
			return (field!.options as INodePropertyOptions[]).map(({ name }) => name);
		});
		const names = Object.values(OPERATOR_CHOICES).flatMap((choices) =>
			choices.map(([, name]) => name),
		);
		for (const [, , field, operator] of [...table('I want', 'Field'), ...table('Group', 'Field')]) {
			if (!field!.startsWith('Other')) expect(labels).toContain(field);
			expect(names).toContain(operator);
		}
	});
});
