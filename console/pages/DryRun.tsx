import { useEffect, useState } from 'preact/hooks';
import type { BrandTold, Data, DryRun, ToldMessage } from '../answers.ts';
import { get } from '../api.ts';
import { MailPreview, type Logo } from '../MailPreview.tsx';
import { Badge, Folded, Moment, Notice, Section, Table, Text, type Column } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownLines, shownText } from '../shownText.ts';
import { logoIn } from './Brand.tsx';
import { Subject } from './EventsPage.tsx';
import { actionName, messageOutcome, Reasons } from './outcomes.tsx';

const eventsWith = (
	logos: ReadonlyMap<string, Logo>,
): ReadonlyArray<Column<DryRun['events'][number]>> => [
	{ head: 'Received', cell: ({ event }) => <Moment at={event.receivedAt} /> },
	{
		head: 'What happened',
		cell: ({ event }) => <a href={linkTo(['events', event.id])}>{event.name}</a>,
	},
	{ head: 'Of', cell: ({ event }) => <Subject of={event} /> },
	{
		head: 'Would it start',
		cell: ({ event, wouldStart, reasons, messages }) =>
			wouldStart ? (
				<>
					<Badge tone="good">Yes</Badge>
					{messages?.map((message, index) => (
						<Message key={index} of={message} logo={logos.get(event.integration.guid) ?? null} />
					))}
				</>
			) : (
				<Reasons of={reasons} />
			),
	},
];

/** What a dry run has found. */
export const Tried = ({
	workflow,
	found,
	onClose,
}: {
	workflow: { readonly name: string };
	found: DryRun;
	onClose: () => void;
}) => {
	const logos = useLogos(found);
	return (
		<Section title="Dry run">
			<Notice tone="plain">
				<Text of={workflow.name} longest={100} />
				{` would have started on ${found.wouldStart} of the last ${found.lookedAt} events. Nothing was started and nothing was sent.`}
			</Notice>
			<Table
				label="Events of the dry run"
				columns={eventsWith(logos)}
				rows={found.events}
				rowKey={({ event }) => event.id}
				none="There are no events of this kind yet."
			/>
			<button type="button" onClick={onClose}>
				Close
			</button>
		</Section>
	);
};

/** The logos of the shops whose mails are shown, which the frame of a mail does not load. */
export function useLogos({ events }: DryRun): ReadonlyMap<string, Logo> {
	const [logos, setLogos] = useState<ReadonlyMap<string, Logo>>(new Map());
	useEffect(() => {
		let isOver = false;
		const told = events.filter(({ messages }) => messages?.some(({ html }) => html !== null));
		for (const guid of new Set(told.map(({ event }) => event.integration.guid))) {
			void get<Data<BrandTold>>(`/integrations/${guid}/brand`).then(
				({ data }) => {
					const logo = logoIn(data);
					if (logo && !isOver) setLogos((last) => new Map([...last, [guid, logo]]));
				},
				// Without it, the mail shows the shop's name.
				() => {},
			);
		}
		return () => {
			isOver = true;
		};
	}, [events]);
	return logos;
}

/** A mail, notification or webhook as it would have been. */
export const Message = ({ of: message, logo = null }: { of: ToldMessage; logo?: Logo | null }) => {
	const { action, outcome, recipient, subject, text, html, said, unknown, between } = message;
	const kind = actionName(action);
	return (
		<div class="message">
			<p>
				{messageOutcome(outcome)} {kind}
				{recipient && (
					<>
						{' to '}
						<Text of={recipient} longest={200} />
					</>
				)}
				{subject && (
					<>
						{': “'}
						<Text of={subject} />
						{'”'}
					</>
				)}
			</p>
			{said && (
				<p>
					<Text of={said} />
				</p>
			)}
			{unknown.map(({ field, expression }) => (
				<p key={field}>
					{`${shownText(field, 60)} is worked out by n8n when it runs`}
					{expression && (
						<>
							{': '}
							<code>
								<Text of={expression} />
							</code>
						</>
					)}
				</p>
			))}
			{between.length > 0 && (
				<p>
					{'Whether it is reached depends on '}
					<Text of={between.join(', ')} />
				</p>
			)}
			{html && <Look title={subject ?? kind} html={html} logo={logo} />}
			{text && <Folded label={`${kind}: text`} written={() => shownLines(text)} />}
			{html && <Folded label={`${kind}: HTML`} written={() => shownLines(html)} />}
		</div>
	);
};

/** A mail as it looks, once somebody wants to see it. */
function Look({ title, html, logo }: { title: string; html: string; logo: Logo | null }) {
	const [isOpen, setOpen] = useState(false);
	return (
		<details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
			<summary>E-mail: as it looks</summary>
			{isOpen && <MailPreview html={html} title={shownText(title, 100)} logo={logo} />}
		</details>
	);
}
