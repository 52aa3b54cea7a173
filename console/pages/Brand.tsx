import { useEffect, useState } from 'preact/hooks';
import type { Brand, BrandTold, Data } from '../answers.ts';
import { post } from '../api.ts';
import { MailPreview } from '../MailPreview.tsx';
import { Answer, Choice, Doing, Field, Notice } from '../parts.tsx';
import { shownLines, shownText } from '../shownText.ts';
import { failureOf, SELDOM_MS, useApi } from '../useApi.ts';

type FieldName = keyof Brand;
/** As it stands in the form. */
type Written = Readonly<Record<FieldName, string>>;

const PAUSE_MS = 400;

const LABELS: Readonly<Record<FieldName, string>> = {
	shopName: 'Shop name',
	logoUrl: 'Logo (address of a PNG, JPEG or GIF)',
	logoWidth: 'Width of the logo in pixels',
	accentColor: 'Accent color',
	linkColor: 'Link color',
	backgroundColor: 'Background color',
	font: 'Font',
	imprint: 'Imprint, up to 10 lines',
	links: 'Links, one a line: Instagram https://instagram.com/shop',
	replyTo: 'Answers go to',
	timeZone: 'Time zone',
	language: 'Language',
	trackingPage: 'Tracking page (address of this API with /api/track)',
};
const PLACEHOLDERS: Partial<Written> = {
	logoUrl: 'https://shop.example.com/logo.png',
	logoWidth: '160',
	accentColor: '#14161a',
	linkColor: '#1d4ed8',
	backgroundColor: '#f3f4f6',
	replyTo: 'help@shop.example.com',
	timeZone: 'Europe/Berlin',
	language: 'de',
	trackingPage: new URL('track', location.href).href,
};
const COLORS: ReadonlySet<FieldName> = new Set(['accentColor', 'linkColor', 'backgroundColor']);
const LONG: ReadonlySet<FieldName> = new Set(['imprint', 'links']);
const FONTS = [
	['', 'Of the device'],
	['arial', 'Arial'],
	['courier', 'Courier New'],
	['georgia', 'Georgia'],
	['tahoma', 'Tahoma'],
	['times', 'Times New Roman'],
	['trebuchet', 'Trebuchet MS'],
	['verdana', 'Verdana'],
] as const;
const TEMPLATES = [
	['order_confirmation', 'Order confirmation'],
	['order_status_update', 'Order status update'],
	['shipping_confirmation', 'Shipping confirmation'],
	['out_for_delivery', 'Out for delivery'],
	['delivery_confirmation', 'Delivery confirmation'],
	['refund_confirmation', 'Refund confirmation'],
	['welcome', 'Welcome'],
] as const;

/** What a shop looks like in its mails, to look at and to change. */
export function BrandOf({ guid, name }: { guid: string; name: string }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>The shop’s look in its mails</summary>
			{isOpen && <Loaded guid={guid} name={name} />}
		</details>
	);
}

function Loaded({ guid, name }: { guid: string; name: string }) {
	const path = `/integrations/${guid}/brand`;
	const read = useApi<Data<BrandTold>>(path, SELDOM_MS);
	return (
		<Answer of={read}>{({ data }) => <Form path={path} name={name} first={data.brand} />}</Answer>
	);
}

function Form({ path, name, first }: { path: string; name: string; first: Brand }) {
	const [written, setWritten] = useState(() => writtenOf(first));
	const [template, setTemplate] = useState<string>(TEMPLATES[0][0]);
	const [told, setTold] = useState<BrandTold | null>(null);
	const [problem, setProblem] = useState<Problem | null>(null);
	useEffect(() => {
		let isOver = false;
		const ask = async () => {
			const asked = { brand: brandOf(written), template, preview: true };
			try {
				const { data } = await post<Data<BrandTold>>(path, asked);
				if (isOver) return;
				setTold(data);
				setProblem(null);
			} catch (error) {
				if (!isOver) setProblem(problemIn(failureOf(error).message));
			}
		};
		const timer = setTimeout(() => void ask(), PAUSE_MS);
		return () => {
			isOver = true;
			clearTimeout(timer);
		};
	}, [path, written, template]);
	const change = (field: FieldName, value: string) => setWritten({ ...written, [field]: value });
	const fieldOf = (field: FieldName) => (
		<Field label={LABELS[field]}>
			{(id) => (
				<Input
					{...{ id, field }}
					value={written[field]}
					isWrong={problem?.field === field}
					onInput={(value) => change(field, value)}
				/>
			)}
		</Field>
	);
	return (
		<div class="brand-form">
			<div>
				{(['shopName', 'logoUrl', 'logoWidth'] as const).map(fieldOf)}
				{(['accentColor', 'linkColor', 'backgroundColor'] as const).map(fieldOf)}
				<Choice
					label={LABELS.font}
					value={written.font}
					options={FONTS}
					onChoose={(font) => change('font', font)}
				/>
				{(['imprint', 'links', 'replyTo', 'timeZone', 'language', 'trackingPage'] as const).map(
					fieldOf,
				)}
				<Doing
					label="Save"
					kind="main"
					ask="The workflow that connects the store is published anew, which registers its webhooks once more."
					run={async () => {
						// What it looks like is told already, perhaps of what was written meanwhile.
						await post(path, { brand: brandOf(written), template });
						return `Saved. Mails about ${name} look like this from now on.`;
					}}
				/>
			</div>
			<div>
				<Choice label="Mail" value={template} options={TEMPLATES} onChoose={setTemplate} />
				{problem && <Notice tone="bad">{shownText(problem.text, 1_000)}</Notice>}
				{told?.remark && <Notice tone="waiting">{shownText(told.remark, 1_000)}</Notice>}
				{told?.mail && (
					<>
						<MailPreview
							html={told.mail.html}
							title={`Mail of ${name}: ${shownText(told.mail.subject, 100)}`}
							logo={logoIn(told)}
						/>
						<details>
							<summary>Its text, for readers without HTML</summary>
							<pre tabIndex={0} dir="auto" aria-label="Text of the mail">
								{shownLines(told.mail.text)}
							</pre>
						</details>
					</>
				)}
			</div>
		</div>
	);
}

function Input({
	id,
	field,
	value,
	isWrong,
	onInput,
}: {
	id: string;
	field: FieldName;
	value: string;
	isWrong: boolean;
	onInput: (value: string) => void;
}) {
	const given = {
		...{ id, value, autocomplete: 'off', placeholder: PLACEHOLDERS[field] },
		'aria-invalid': isWrong,
	};
	if (LONG.has(field)) {
		return (
			<textarea {...given} rows={4} onInput={({ currentTarget }) => onInput(currentTarget.value)} />
		);
	}
	const text = (
		<input {...given} type="text" onInput={({ currentTarget }) => onInput(currentTarget.value)} />
	);
	if (!COLORS.has(field)) return text;
	const isColor = /^#[\da-f]{6}$/i.test(value.trim());
	return (
		<span class="color">
			{text}
			<input
				type="color"
				aria-label={`Choose the ${LABELS[field].toLowerCase()}`}
				value={isColor ? value.trim() : PLACEHOLDERS[field]}
				onInput={({ currentTarget }) => onInput(currentTarget.value)}
			/>
		</span>
	);
}

/** The logo of a brand that the API has told of. */
export const logoIn = ({ brand: { logoUrl }, logo }: BrandTold) =>
	logoUrl && logo ? { url: logoUrl, picture: logo } : null;

type Problem = { readonly field: string | null; readonly text: string };

/** The API names a field as it takes it, and its reader knows it by its label. */
function problemIn(message: string): Problem {
	const [, field = '', at, rest] = /^brand\.(\w+)(?:\.(\d+))?[^:]*: (.*)$/s.exec(message) ?? [];
	if (!Object.hasOwn(LABELS, field)) return { field: null, text: message };
	const line = at === undefined ? '' : `, line ${Number(at) + 1}`;
	const [label] = LABELS[field as FieldName].split(/[,(]/);
	return { field, text: `${label!.trim()}${line}: ${rest}` };
}

function writtenOf({ imprint, links, logoWidth, ...others }: Brand): Written {
	const names = Object.keys(LABELS) as FieldName[];
	return {
		...(Object.fromEntries(names.map((name) => [name, ''])) as Written),
		...others,
		logoWidth: logoWidth === undefined ? '' : String(logoWidth),
		imprint: (imprint ?? []).join('\n'),
		links: (links ?? []).map(({ label, url }) => `${label} ${url}`).join('\n'),
	};
}

/** What is empty is left out. */
function brandOf({ imprint, links, logoWidth, ...others }: Written): Brand {
	const filled = Object.entries(others).filter(([, value]) => value.trim() !== '');
	const [lines, pages] = [imprint, links].map((text) =>
		text.split('\n').filter((line) => line.trim() !== ''),
	);
	return {
		...Object.fromEntries(filled),
		...(logoWidth.trim() !== '' && { logoWidth: Number(logoWidth) }),
		...(lines!.length > 0 && { imprint: lines }),
		...(pages!.length > 0 && { links: pages!.map(linkIn) }),
	};
}

/** `Instagram https://instagram.com/shop`: the address is what stands last. */
function linkIn(line: string) {
	const words = line.trim().split(/\s+/);
	return { label: words.slice(0, -1).join(' '), url: words.at(-1)! };
}
