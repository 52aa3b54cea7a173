import { useId } from 'preact/hooks';
import type { JsonSchema, Possibilities } from '../answers.ts';
import { Choice, Notice } from '../parts.tsx';
import { shownField } from '../shownText.ts';
import { fits, SchemaInput } from './SchemaInput.tsx';

export type Action = Readonly<Record<string, unknown>>;
type Form = Possibilities['actions'][number];

/** What a form says before anybody has filled it in, with what another form has said in the same fields. */
export function newAction({ schema }: Form, held: Action = {}): Action {
	const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
		const usual = field.const ?? field.default;
		const isKept = held[name] !== undefined && fits(field, held[name]);
		const value = isKept ? held[name] : usual;
		return value === undefined ? [] : [[name, value] as const];
	});
	return Object.fromEntries(fields);
}

/** The form that can say an action; -1 where none can. */
export const formOf = (forms: readonly Form[], action: Action): number =>
	forms.findIndex(({ schema: { properties = {}, required = [] } }) => {
		const isKnown = Object.entries(action).every(
			([name, value]) => properties[name] !== undefined && fits(properties[name], value),
		);
		return isKnown && required.every((name) => action[name] !== undefined);
	});

/** What of an action is to be sent: not what nobody has filled in, unless it was there before. */
export const saidOf = (action: Action, before: Action = {}): Action =>
	Object.fromEntries(
		Object.entries(action).filter(([name, value]) => value !== '' || name in before),
	);

/** What the workflow does: one of some forms, drawn of its JSON Schema. */
export function ActionFields({
	forms,
	chosen,
	action,
	variables,
	onAction,
}: {
	forms: readonly Form[];
	chosen: number;
	action: Action;
	variables: Possibilities['variables'];
	onAction: (chosen: number, action: Action) => void;
}) {
	const form = forms[chosen]!;
	const { properties = {}, required = [] } = form.schema;
	return (
		<fieldset>
			<legend>Then</legend>
			<Choice
				label="What it does"
				value={String(chosen)}
				options={forms.map(({ title }, index) => [String(index), title] as const)}
				onChoose={(index) => {
					const next = forms[Number(index)]!;
					onAction(Number(index), newAction(next, action));
				}}
			/>
			<p class="hint">{form.description}</p>
			{form.problem && <Notice tone="waiting">{form.problem}</Notice>}
			{Object.entries(properties)
				.filter(([, { const: only }]) => only === undefined)
				.map(([name, schema]) => (
					<Drawn
						key={`${chosen}/${name}`}
						{...{ name, schema, isNeeded: required.includes(name) }}
						value={action[name]}
						onValue={(value) => onAction(chosen, { ...action, [name]: value })}
					/>
				))}
			<details>
				<summary>What texts can hold</summary>
				<ul class="variables">
					{variables.map(({ name, title }) => (
						<li key={name}>
							<code>{`{{ ${name} }}`}</code> {title}
						</li>
					))}
				</ul>
			</details>
		</fieldset>
	);
}

function Drawn({
	name,
	schema,
	isNeeded,
	value,
	onValue,
}: {
	name: string;
	schema: JsonSchema;
	isNeeded: boolean;
	value: unknown;
	onValue: (value: unknown) => void;
}) {
	const id = useId();
	const label = schema.title ?? shownField(name);
	const input = (
		<SchemaInput
			{...{ id, schema, value, onValue }}
			describedBy={schema.description === undefined ? undefined : `${id}-hint`}
		/>
	);
	const hint = schema.description !== undefined && (
		<small id={`${id}-hint`}>{schema.description}</small>
	);
	return schema.type === 'boolean' ? (
		<label class="check" for={id}>
			{input}
			{label}
			{hint}
		</label>
	) : (
		<div class="field">
			<label for={id}>{isNeeded ? `${label} (needed)` : label}</label>
			{input}
			{hint}
		</div>
	);
}
