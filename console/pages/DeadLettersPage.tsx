import type { Data, DeadLetter } from '../answers.ts';
import { post } from '../api.ts';
import { Paged } from '../Paged.tsx';
import { Doing, Heading, Moment, Text, type Column } from '../parts.tsx';
import { linkTo } from '../route.ts';

/** What a workflow could not deal with in all its tries: why, and what is to become of it. */
export function DeadLettersPage() {
	return (
		<>
			<Heading title="Dead letters">Dead letters</Heading>
			<p class="hint">
				Events that a workflow could not deal with in all its tries. They are kept for 30 days.
			</p>
			<Paged<DeadLetter>
				path="/dead-letters"
				label="Dead letters"
				rowKey={({ id }) => id}
				none="There are none."
				columns={({ again }) => columnsOf(again)}
			/>
			<div class="doing">
				<Doing
					label="Try all again"
					ask="Gives every dead letter to its workflow again."
					run={async () => {
						const { data } = await post<Data<{ retried: number }>>('/dead-letters/retry');
						return `${data.retried} are tried again.`;
					}}
				/>
				<Doing
					label="Give all up"
					kind="danger"
					ask="Nobody will try them again."
					run={async () => {
						const { data } = await post<Data<{ givenUp: number }>>('/dead-letters/give-up');
						return `${data.givenUp} are given up.`;
					}}
				/>
			</div>
		</>
	);
}

const columnsOf = (again: () => void): ReadonlyArray<Column<DeadLetter>> => [
	{ head: 'Given up', cell: ({ diedAt }) => <Moment at={diedAt} /> },
	{
		head: 'Event',
		cell: ({ event, integration }) => (
			<>
				<a href={linkTo(['events', event.id])}>{event.name}</a>{' '}
				<Text of={integration.name} longest={60} />
			</>
		),
	},
	{ head: 'Workflow', cell: ({ workflow }) => <Text of={workflow.name} longest={100} /> },
	{
		head: 'Why',
		cell: ({ attempts, lastError }) => (
			<>
				<Text of={lastError} longest={1_000} />{' '}
				<span class="hint">{attempts === 1 ? '(1 try)' : `(${attempts} tries)`}</span>
			</>
		),
	},
	{
		head: 'Do',
		cell: ({ id }) => (
			<span class="doing">
				<Doing
					label="Try again"
					run={async () => {
						await post(`/dead-letters/${id}/retry`);
						again();
					}}
				/>
				<Doing
					label="Give up"
					kind="danger"
					ask="Nobody will try it again."
					run={async () => {
						await post(`/dead-letters/give-up?id=${id}`);
						again();
					}}
				/>
			</span>
		),
	},
];
