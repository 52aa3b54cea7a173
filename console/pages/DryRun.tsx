import type { ConfiguredWorkflow, DryRun, ToldMessage } from '../answers.ts';
import { Badge, Folded, Moment, Notice, Section, Table, Text, type Column } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownLines, shownText } from '../shownText.ts';
import { Subject } from './EventsPage.tsx';
import { actionName, messageOutcome, Reasons } from './outcomes.tsx';

const EVENTS: ReadonlyArray<Column<DryRun['events'][number]>> = [
	{ head: 'Received', cell: ({ event }) => <Moment at={event.receivedAt} /> },
	{
		head: 'What happened',
		cell: ({ event }) => <a href={linkTo(['events', event.id])}>{event.name}</a>,
	},
	{ head: 'Of', cell: ({ event }) => <Subject of={event} /> },
	{
		head: 'Would it start',
		cell: ({ wouldStart, reasons, messages }) =>
			wouldStart ? (
				<>
					<Badge tone="good">Yes</Badge>
					{messages?.map((message, index) => (
						<Message key={index} of={message} />
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
	workflow: ConfiguredWorkflow;
	found: DryRun;
	onClose: () => void;
}) => (
	<Section title="Dry run">
		<Notice tone="plain">
			<Text of={workflow.name} longest={100} />
			{` would have started on ${found.wouldStart} of the last ${found.lookedAt} events. Nothing was started and nothing was sent.`}
		</Notice>
		<Table
			label="Events of the dry run"
			columns={EVENTS}
			rows={found.events}
			rowKey={({ event }) => event.id}
			none="There are no events of this kind yet."
		/>
		<button type="button" onClick={onClose}>
			Close
		</button>
	</Section>
);

/** A mail, notification or webhook as it would have been. Its HTML is shown as text: it is a stranger's page. */
export const Message = ({ of: message }: { of: ToldMessage }) => {
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
			{text && <Folded label={`${kind}: text`} written={() => shownLines(text)} />}
			{html && <Folded label={`${kind}: HTML`} written={() => shownLines(html)} />}
		</div>
	);
};
