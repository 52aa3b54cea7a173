import type { ComponentChildren } from 'preact';
import { useContext, useEffect, useId, useRef, useState } from 'preact/hooks';
import type { Failure } from './api.ts';
import { shownJson, shownText, shownTime } from './shownText.ts';
import { failureOf, Failures, useStateOf, type Read } from './useApi.ts';

/** Text from outside. It has a direction of its own. */
export const Text = ({ of, longest }: { of: string | null | undefined; longest?: number }) =>
	of ? <bdi>{shownText(of, longest)}</bdi> : <span class="none">–</span>;

export const Moment = ({ at }: { at: string | null | undefined }) =>
	at ? <time dateTime={at}>{shownTime(at)}</time> : <span class="none">–</span>;

/** A page of n8n's editor. */
export const InN8n = ({ url, children }: { url: string; children: ComponentChildren }) => (
	<a href={url} target="_blank" rel="noreferrer">
		{children}
		<span class="unseen"> in n8n, opens a new tab</span>
	</a>
);

export type Tone = 'good' | 'bad' | 'waiting' | 'plain';

export const Badge = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
	<span class={`badge ${tone}`}>{children}</span>
);

export const Notice = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
	<div class={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
		{children}
	</div>
);

/** The head of a page: takes the focus when the page is opened, so that whoever hears the console knows. */
export function Heading({ children, title }: { children: ComponentChildren; title: string }) {
	const heading = useRef<HTMLHeadingElement>(null);
	useEffect(() => {
		document.title = `${title} – Commerce console`;
		heading.current?.focus();
	}, [title]);
	return (
		<h1 ref={heading} tabIndex={-1}>
			{children}
		</h1>
	);
}

export function Section({ title, children }: { title: string; children: ComponentChildren }) {
	const id = useId();
	return (
		<section aria-labelledby={id}>
			<h2 id={id}>{title}</h2>
			{children}
		</section>
	);
}

/** What is there of an answer: its contents, a failure, or that it is on its way. */
export function Answer<T>({
	of,
	children,
}: {
	of: Read<T>;
	children: (answer: T) => ComponentChildren;
}) {
	if (of.answer !== null) {
		return (
			<>
				{of.failure && <FailureNotice failure={of.failure} />}
				{children(of.answer)}
			</>
		);
	}
	return of.failure ? <FailureNotice failure={of.failure} /> : <p class="none">Loading …</p>;
}

export const FailureNotice = ({ failure }: { failure: Failure }) => (
	<Notice tone="bad">{shownText(failure.message)}</Notice>
);

export type Column<T> = {
	readonly head: string;
	readonly cell: (row: T) => ComponentChildren;
};

/** A table; on a narrow window each row is a card. */
export function Table<T>({
	label,
	columns,
	rows,
	rowKey,
	none,
}: {
	label: string;
	columns: ReadonlyArray<Column<T>>;
	rows: readonly T[];
	rowKey: (row: T, index: number) => string;
	/** What is said where there is no row. */
	none: string;
}) {
	if (rows.length === 0) return <p class="none">{none}</p>;
	return (
		<table aria-label={label} role="table">
			<thead role="rowgroup">
				<tr role="row">
					{columns.map(({ head }) => (
						<th key={head} scope="col" role="columnheader">
							{head}
						</th>
					))}
				</tr>
			</thead>
			<tbody role="rowgroup">
				{rows.map((row, index) => (
					<tr key={rowKey(row, index)} role="row">
						{columns.map(({ head, cell }) => (
							<td key={head} role="cell" data-head={head}>
								<div>{cell(row)}</div>
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

export function Field({
	label,
	children,
}: {
	label: string;
	children: (id: string) => ComponentChildren;
}) {
	const id = useId();
	return (
		<div class="field">
			<label for={id}>{label}</label>
			{children(id)}
		</div>
	);
}

export function Choice({
	label,
	value,
	options,
	onChoose,
}: {
	label: string;
	value: string;
	options: ReadonlyArray<readonly [value: string, text: string]>;
	onChoose: (value: string) => void;
}) {
	return (
		<Field label={label}>
			{(id) => (
				<select id={id} value={value} onChange={(event) => onChoose(event.currentTarget.value)}>
					{options.map(([each, text]) => (
						<option key={each} value={each}>
							{shownText(text, 60)}
						</option>
					))}
				</select>
			)}
		</Field>
	);
}

/** Something that is done when asked to, and says what came of it. */
export function Doing({
	label,
	kind = 'plain',
	ask,
	run,
}: {
	label: string;
	kind?: 'plain' | 'main' | 'danger';
	/** What is asked before, where it cannot be taken back. */
	ask?: string;
	/** @returns what to say of it; nothing where the page shows it */
	run: () => Promise<string | void>;
}) {
	const tell = useContext(Failures);
	// Where it would do something else by now, that was not what was asked.
	const [isAsking, setAsking] = useStateOf(label, false);
	const [isBusy, setBusy] = useState(false);
	const [said, setSaid] = useState<{ tone: Tone; text: string } | null>(null);
	const go = async () => {
		setAsking(false);
		setBusy(true);
		setSaid(null);
		try {
			const text = await run();
			if (text) setSaid({ tone: 'good', text });
		} catch (error) {
			const failure = failureOf(error);
			if (!(await tell(failure))) setSaid({ tone: 'bad', text: failure.message });
		} finally {
			setBusy(false);
		}
	};
	return (
		<span class="doing">
			{isAsking ? (
				<span class="asking" role="group" aria-label={ask}>
					<span>{ask}</span>
					<button type="button" class={kind} onClick={() => void go()} autoFocus>
						{label}
					</button>
					<button type="button" onClick={() => setAsking(false)}>
						Cancel
					</button>
				</span>
			) : (
				<button
					type="button"
					class={kind}
					disabled={isBusy}
					onClick={() => (ask === undefined ? void go() : setAsking(true))}
				>
					{label}
				</button>
			)}
			<span role="status" class={`said ${said?.tone ?? ''}`}>
				{said && shownText(said.text)}
			</span>
		</span>
	);
}

const SHOWN_AT_ONCE = 20_000;

/** Any JSON, of any size. */
export const Json = ({ label, value }: { label: string; value: unknown }) => (
	<Folded label={label} written={() => shownJson(value)} />
);

/** A text of any size, shown when it is unfolded. */
export function Folded({ label, written }: { label: string; written: () => string }) {
	const [isOpen, setOpen] = useState(false);
	const [isWhole, setWhole] = useState(false);
	const text = isOpen ? written() : '';
	const isCut = text.length > SHOWN_AT_ONCE && !isWhole;
	return (
		<details onToggle={(event) => setOpen(event.currentTarget.open)}>
			<summary>{label}</summary>
			{isOpen && (
				<>
					<pre tabIndex={0} aria-label={label} dir="ltr">
						{isCut ? `${text.slice(0, SHOWN_AT_ONCE)} …` : text}
					</pre>
					{isCut && (
						<button type="button" onClick={() => setWhole(true)}>
							{`Show all of it (${Math.round(text.length / 1_000).toLocaleString()} kB)`}
						</button>
					)}
				</>
			)}
		</details>
	);
}
