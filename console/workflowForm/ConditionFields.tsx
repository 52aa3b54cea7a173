import { useId } from 'preact/hooks';
import type { ConditionForm, Value } from '../answers.ts';
import { Choice, Field } from '../parts.tsx';
import { shownText } from '../shownText.ts';
import { typeOf, type Row, type Rows } from './conditionRows.ts';
import { SchemaInput } from './SchemaInput.tsx';

/** A field that the store has named. */
const OWN = '';

/** Conditions as rows: a field, an operator, and what it compares with. */
export function ConditionFields({
	form,
	given: { rows, join },
	onRows,
}: {
	form: ConditionForm;
	given: Rows;
	onRows: (rows: Rows) => void;
}) {
	const change = (at: number, row: Row | null) =>
		onRows({ join, rows: rows.flatMap((each, index) => (index === at ? (row ?? []) : each)) });
	const first = form.fields.find(({ values }) => values !== null) ?? form.fields[0]!;
	return (
		<fieldset class="conditions">
			<legend>Only when</legend>
			{rows.length === 0 && <p class="none">No condition: it starts every time.</p>}
			{rows.length > 1 && (
				<Choice
					label="How many must hold"
					value={join}
					options={[
						['all', 'All of them'],
						['any', 'One is enough'],
					]}
					onChoose={(chosen) => onRows({ rows, join: chosen as Rows['join'] })}
				/>
			)}
			{rows.map((row, index) => (
				<ConditionRow
					key={`${index}/${rows.length}`}
					form={form}
					row={row}
					number={index + 1}
					onRow={(changed) => change(index, changed)}
				/>
			))}
			<button
				type="button"
				onClick={() =>
					onRows({ join, rows: [...rows, { path: first.path, operator: 0, value: undefined }] })
				}
			>
				Add a condition
			</button>
		</fieldset>
	);
}

function ConditionRow({
	form,
	row,
	number,
	onRow,
}: {
	form: ConditionForm;
	row: Row;
	number: number;
	onRow: (row: Row | null) => void;
}) {
	const { path, operator, value } = row;
	const field = form.fields.find((each) => each.path === path);
	const { operators, values: ofType } = typeOf(form, path);
	const { operand } = operators[operator]!;
	const values = field === undefined ? null : (field.values ?? ofType);
	const [own] = form.ownFields;
	return (
		<div class="condition" role="group" aria-label={`Condition ${number}`}>
			<Choice
				label="Field"
				value={field === undefined ? OWN : path}
				options={[
					...form.fields.map((each) => [each.path, each.title] as const),
					...(own === undefined ? [] : [[OWN, 'Another field of the store'] as const]),
				]}
				onChoose={(chosen) =>
					onRow({ path: chosen === OWN ? `${own}.` : chosen, operator: 0, value: undefined })
				}
			/>
			{field === undefined && (
				<Field label="Its path">
					{(id) => (
						<input
							id={id}
							type="text"
							autocomplete="off"
							maxLength={200}
							value={path}
							onInput={({ currentTarget }) => onRow({ ...row, path: currentTarget.value })}
						/>
					)}
				</Field>
			)}
			<Choice
				label="Operator"
				value={String(operator)}
				options={operators.map(({ title }, index) => [String(index), title] as const)}
				onChoose={(chosen) => {
					const isSameKind = operators[Number(chosen)]!.operand.type === operand.type;
					onRow({ path, operator: Number(chosen), value: isSameKind ? value : undefined });
				}}
			/>
			{operand.const === undefined && (
				<Field label="Value">
					{(id) =>
						values === null || field?.takesOthers ? (
							<>
								<SchemaInput
									key={`${path}/${operator}`}
									id={id}
									schema={operand}
									value={value}
									onValue={(given) => onRow({ ...row, value: given })}
								/>
								{values && <Known values={values} />}
							</>
						) : (
							<OneOf
								id={id}
								values={values}
								isSeveral={operand.type === 'array'}
								value={value}
								onValue={(given) => onRow({ ...row, value: given })}
							/>
						)
					}
				</Field>
			)}
			<button type="button" aria-label={`Remove condition ${number}`} onClick={() => onRow(null)}>
				Remove
			</button>
		</div>
	);
}

/** What the stores have told, where other values are possible, too. */
const Known = ({ values }: { values: readonly Value[] }) => (
	<small>
		{'Known: '}
		{values
			.map(({ value, title }) => `${shownText(value, 60)} (${shownText(title, 60)})`)
			.join(', ')}
	</small>
);

function OneOf({
	id,
	values,
	isSeveral,
	value,
	onValue,
}: {
	id: string;
	values: readonly Value[];
	isSeveral: boolean;
	value: unknown;
	onValue: (value: unknown) => void;
}) {
	const hint = useId();
	const chosen = [value ?? []].flat().map(String);
	const lower = new Set(chosen.map((each) => each.toLowerCase()));
	return (
		<>
			<select
				id={id}
				multiple={isSeveral}
				size={isSeveral ? 5 : undefined}
				aria-describedby={isSeveral ? hint : undefined}
				onChange={({ currentTarget }) => {
					const all = [...currentTarget.selectedOptions].map((option) => option.value);
					onValue(isSeveral ? all : all[0]);
				}}
			>
				{!isSeveral && chosen.length === 0 && <option value="">Choose</option>}
				{values.map((each) => (
					<option
						key={each.value}
						value={each.value}
						selected={lower.has(each.value.toLowerCase())}
					>
						{shownText(each.title, 80)}
					</option>
				))}
			</select>
			{isSeveral && <small id={hint}>Several can be chosen</small>}
		</>
	);
}
