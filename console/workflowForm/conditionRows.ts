import type { ConditionForm } from '../answers.ts';

/** One condition as it stands in the form. */
export type Row = {
	readonly path: string;
	/** Index in the operators of the field's type. */
	readonly operator: number;
	readonly value: unknown;
};
export type Rows = { readonly rows: readonly Row[]; readonly join: 'all' | 'any' };

type Conditions = Readonly<Record<string, unknown>>;

/** Of a field that the form does not list: one that the store has named. */
const OWN = 'other';

export const typeOf = (form: ConditionForm, path: string) =>
	form.types[form.fields.find((each) => each.path === path)?.type ?? OWN]!;

/** What the rows say, for the API. */
export function conditionsOf(form: ConditionForm, { rows, join }: Rows): Conditions {
	const each = rows.map(({ path, operator, value }) => {
		const chosen = typeOf(form, path).operators[operator]!;
		return { [path]: { [chosen.operator]: chosen.operand.const ?? value ?? '' } };
	});
	return each.length < 2 ? (each[0] ?? {}) : { [join]: each };
}

/** The rows that say the same; `null` for groups within one another, and what else rows cannot say. */
export function rowsOf(form: ConditionForm, conditions: Conditions): Rows | null {
	const keys = Object.keys(conditions);
	const [only] = keys;
	const isGroup = keys.length === 1 && (only === 'any' || only === 'all');
	const entries = isGroup ? (conditions[only] as readonly Conditions[]) : [conditions];
	const read = entries.map((entry) => rowsIn(form, entry));
	const rows = read.flatMap((each) => each ?? []);
	// Within "any", an entry of several conditions is a group of its own.
	const isPlain = only !== 'any' || read.every((each) => each?.length === 1);
	if (read.includes(null) || !isPlain) return null;
	return { rows, join: only === 'any' ? 'any' : 'all' };
}

function rowsIn(form: ConditionForm, entry: Conditions): readonly Row[] | null {
	const rows: Row[] = [];
	for (const [path, written] of Object.entries(entry)) {
		const isPlain = typeof written !== 'object' || written === null;
		const held = isPlain ? { eq: written } : written;
		if (Array.isArray(held)) return null;
		const { operators } = typeOf(form, path);
		for (const [name, value] of Object.entries(held as Conditions)) {
			const index = operators.findIndex(
				({ operator, operand }) =>
					operator === name && (operand.const === undefined || operand.const === value),
			);
			if (index < 0) return null;
			rows.push({ path, operator: index, value });
		}
	}
	return rows;
}
