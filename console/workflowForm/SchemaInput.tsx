import { useState } from 'preact/hooks';
import type { JsonSchema } from '../answers.ts';
import { shownText } from '../shownText.ts';

/** From so many characters on, a text has lines. */
const LONG_TEXT = 5_000;

type Given = {
	readonly id: string;
	readonly schema: JsonSchema;
	readonly value: unknown;
	readonly onValue: (value: unknown) => void;
	/** Where no label stands beside it. */
	readonly label?: string | undefined;
	/** Ids of what describes it. */
	readonly describedBy?: string | undefined;
};

/** A value as a JSON Schema allows it. Nothing where the schema leaves no choice. */
export function SchemaInput(given: Given): preact.JSX.Element | null {
	const { id, schema, value, onValue, label, describedBy } = given;
	if (schema.const !== undefined) return null;
	if (schema.enum) {
		const options = schema.enum.map((each): JsonSchema => ({ const: each, title: each }));
		return <Alternatives {...given} options={options} />;
	}
	if (schema.anyOf) return <Alternatives {...given} options={schema.anyOf} />;
	const common = { id, 'aria-label': label, 'aria-describedby': describedBy };
	switch (schema.type) {
		case 'boolean':
			return (
				<input
					{...common}
					type="checkbox"
					checked={value === true}
					onChange={({ currentTarget }) => onValue(currentTarget.checked)}
				/>
			);
		case 'array':
			return <Lines {...given} hint="One each line" read={linesIn} written={linesOf} />;
		case 'object':
			return (
				<Lines {...given} hint="Name: value, one each line" read={pairsIn} written={pairsOf} />
			);
		case 'number':
			return <Lines {...given} rows={0} read={numberIn} written={(held) => String(held ?? '')} />;
		default:
			return <TextInput {...given} />;
	}
}

function TextInput({ id, schema, value, onValue, label, describedBy }: Given) {
	const { maxLength = 0, format, writeOnly = false, contentMediaType } = schema;
	const common = {
		...{ id, 'aria-label': label, 'aria-describedby': describedBy },
		...{ maxLength: maxLength || undefined, autocomplete: 'off' },
		value: typeof value === 'string' ? value : '',
		onInput: ({ currentTarget }: { currentTarget: { value: string } }) =>
			onValue(currentTarget.value),
	};
	if (maxLength > LONG_TEXT) {
		return <textarea {...common} rows={4} spellcheck={contentMediaType === undefined} />;
	}
	if (writeOnly) return <input {...common} type="password" />;
	if (format === 'date') return <input {...common} type="date" />;
	return <input {...common} type="text" inputMode={MODES[format ?? ''] ?? 'text'} />;
}

const MODES: Readonly<Record<string, 'email' | 'url'>> = { email: 'email', uri: 'url' };

/** One of some values, or a value of another kind: then what is chosen asks for it. */
function Alternatives({ options, ...given }: Given & { options: readonly JsonSchema[] }) {
	const { id, value, onValue, describedBy } = given;
	const [chosen, setChosen] = useState(() => {
		const index = options.findIndex((each) => fits(each, value));
		return index < 0 ? '' : String(index);
	});
	const option = options[Number(chosen === '' ? -1 : chosen)];
	return (
		<>
			<select
				id={id}
				aria-describedby={describedBy}
				value={chosen}
				onChange={({ currentTarget }) => {
					setChosen(currentTarget.value);
					onValue(options[Number(currentTarget.value)]?.const);
				}}
			>
				{chosen === '' && <option value="">Choose</option>}
				{options.map((each, index) => (
					<option key={index} value={String(index)}>
						{shownText(each.title ?? String(each.const ?? each.type), 80)}
					</option>
				))}
			</select>
			{option !== undefined && option.const === undefined && (
				<span class="further">
					<SchemaInput
						key={chosen}
						{...given}
						id={`${id}-value`}
						schema={option}
						label={option.title}
					/>
				</span>
			)}
		</>
	);
}

/** Whether a value is of the kind that a schema allows, as far as a choice has to know. */
export function fits(schema: JsonSchema, value: unknown): boolean {
	if (schema.const !== undefined) return schema.const === value;
	if (schema.enum) return schema.enum.some((each) => each === value);
	if (schema.anyOf) return schema.anyOf.some((each) => fits(each, value));
	if (Array.isArray(value)) return schema.type === 'array';
	if (schema.format === 'date') return typeof value === 'string' && !value.includes('T');
	return typeof value === schema.type;
}

/** A text in which a value is written, and which stays as its writer has left it. */
function Lines({
	id,
	value,
	onValue,
	label,
	describedBy,
	rows = 3,
	hint,
	read,
	written,
}: Given & {
	rows?: number;
	hint?: string;
	read: (text: string) => unknown;
	written: (value: unknown) => string;
}) {
	const [text, setText] = useState(() => written(value));
	const common = {
		...{ id, value: text, placeholder: hint, autocomplete: 'off' },
		...{ 'aria-label': label, 'aria-describedby': describedBy },
		onInput: ({ currentTarget }: { currentTarget: { value: string } }) => {
			setText(currentTarget.value);
			onValue(read(currentTarget.value));
		},
	};
	return rows === 0 ? (
		<input {...common} type="text" inputMode="decimal" />
	) : (
		<textarea {...common} rows={rows} />
	);
}

const linesIn = (text: string) =>
	text
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');
const linesOf = (value: unknown) => (Array.isArray(value) ? value.join('\n') : '');

const pairsIn = (text: string) =>
	Object.fromEntries(
		linesIn(text).map((line) => {
			const [name = '', ...rest] = line.split(':');
			return [name.trim(), rest.join(':').trim()];
		}),
	);
const pairsOf = (value: unknown) =>
	Object.entries((value ?? {}) as Record<string, string>)
		.map(([name, held]) => `${name}: ${held}`)
		.join('\n');

/** What is no number is sent as it stands: the API understands `1.234,50`, and says what it does not. */
const numberIn = (text: string) => {
	const number = Number(text);
	return text.trim() !== '' && Number.isFinite(number) ? number : text.trim();
};
