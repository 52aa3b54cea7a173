import type { Data, DeadLetter } from '../answers.ts';
import { post } from '../api.ts';
import { Paged } from '../Paged.tsx';
import { Doing, Heading, InN8n, Moment, Text, type Column } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { StartedName } from './started.tsx';

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
			>
				{({ again }) => (
					<div class="doing">
						<Doing
							label="Try all again"
							ask="Tries every dead letter again, so that nothing is done twice."
							run={async () => {
								const { data } = await post<Data<AllRetried>>('/dead-letters/retry');
								again();
								return saidOfAll(data);
							}}
						/>
						<Doing
							label="Give all up"
							kind="danger"
							ask="Nobody will try them again."
							run={async () => {
								const { data } = await post<Data<{ givenUp: number }>>('/dead-letters/give-up');
								again();
								return `${data.givenUp} are given up.`;
							}}
						/>
					</div>
				)}
			</Paged>
		</>
	);
}

type AllRetried = {
	readonly retried: number;
	readonly left: number;
	readonly problem: string | null;
};

function saidOfAll({ retried, left, problem }: AllRetried): string {
	const said = `${retried} are tried again.`;
	if (left === 0) return said;
	const waiting = `${left} ${left === 1 ? 'is' : 'are'} still waiting`;
	return `${said} ${waiting}: ${problem ?? `click again to retry ${left === 1 ? 'it' : 'them'}.`}`;
}

type Retried = { readonly status: string; readonly error: string | null };

function saidOf({ status, error }: Retried): string | void {
	if (status === 'dead') return `It has failed again: ${error ?? 'the run says no more.'}`;
	if (status === 'running') return 'n8n goes on with it.';
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
	{ head: 'Workflow', cell: ({ workflow }) => <StartedName of={workflow} /> },
	{
		head: 'Why',
		cell: ({ attempts, lastError, executionUrl }) => (
			<>
				<Text of={lastError} longest={1_000} />{' '}
				<span class="hint">{attempts === 1 ? '(1 try)' : `(${attempts} tries)`}</span>{' '}
				{executionUrl && <InN8n url={executionUrl}>Run</InN8n>}
			</>
		),
	},
	{
		head: 'Do',
		cell: ({ id, retriesFrom }) => (
			<span class="doing">
				<Doing
					label={retriesFrom === 'start' ? 'Try again' : 'Go on where it failed'}
					run={async () => {
						const { data } = await post<Data<Retried>>(`/dead-letters/${id}/retry`);
						again();
						return saidOf(data);
					}}
				/>
				{retriesFrom === 'failingNode' && (
					<Doing
						label="Run all of it again"
						kind="danger"
						ask="Nodes that are not part of this package will repeat what they have already done."
						run={async () => {
							await post(`/dead-letters/${id}/retry?from=start`);
							again();
						}}
					/>
				)}
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
