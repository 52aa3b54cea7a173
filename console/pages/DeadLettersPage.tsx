import { useState } from 'preact/hooks';
import type { Data, DeadLetter } from '../answers.ts';
import { post } from '../api.ts';
import { Paged } from '../Paged.tsx';
import { Doing, Heading, InN8n, Moment, Notice, Text, type Column, type Tone } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownText } from '../shownText.ts';
import { StartedName } from './started.tsx';

/** What a workflow could not deal with in all its tries: why, and what is to become of it. */
export function DeadLettersPage() {
	// What was done is told here: a letter that is tried again is out of the list, and with it what is said in its row.
	const [said, setSaid] = useState<Said | null>(null);
	return (
		<>
			<Heading title="Dead letters">Dead letters</Heading>
			<p class="hint">
				Events that a workflow could not deal with in all its tries. They are kept for 30 days.
			</p>
			{said && <Notice tone={said.tone}>{shownText(said.text, 1_000)}</Notice>}
			<Paged<DeadLetter>
				path="/dead-letters"
				label="Dead letters"
				rowKey={({ id }) => id}
				none="There are none."
				columns={({ again }) => columnsOf(again, setSaid)}
			>
				{({ again }) => (
					<div class="doing">
						<Doing
							label="Try all again"
							ask="Tries every dead letter again, so that nothing is done twice."
							run={async () => {
								const { data } = await post<Data<AllRetried>>('/dead-letters/retry');
								setSaid({ tone: 'good', text: saidOfAll(data) });
								await again();
							}}
						/>
						<Doing
							label="Give all up"
							kind="danger"
							ask="Nobody will try them again."
							run={async () => {
								const { data } = await post<Data<{ givenUp: number }>>('/dead-letters/give-up');
								setSaid({ tone: 'good', text: `${data.givenUp} are given up.` });
								await again();
							}}
						/>
					</div>
				)}
			</Paged>
		</>
	);
}

type Said = { readonly tone: Tone; readonly text: string };

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

function saidOf({ event, workflow }: DeadLetter, { status, error }: Retried): Said | null {
	const which = `${event.name}, ${workflow.name}`;
	if (status === 'dead') {
		const why = error ?? 'the run says no more.';
		return { tone: 'bad', text: `${which}: It has failed again: ${why}` };
	}
	return status === 'running' ? { tone: 'good', text: `${which}: n8n goes on with it.` } : null;
}

const columnsOf = (
	again: () => Promise<void>,
	say: (said: Said | null) => void,
): ReadonlyArray<Column<DeadLetter>> => [
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
		cell: (letter) => (
			<span class="doing">
				<Doing
					label={letter.retriesFrom === 'start' ? 'Try again' : 'Go on where it failed'}
					run={async () => {
						const { data } = await post<Data<Retried>>(`/dead-letters/${letter.id}/retry`);
						say(saidOf(letter, data));
						await again();
					}}
				/>
				{letter.retriesFrom === 'failingNode' && (
					<Doing
						label="Run all of it again"
						kind="danger"
						ask="Nodes that are not part of this package will repeat what they have already done."
						run={async () => {
							await post(`/dead-letters/${letter.id}/retry?from=start`);
							say(null);
							await again();
						}}
					/>
				)}
				<Doing
					label="Give up"
					kind="danger"
					ask="Nobody will try it again."
					run={async () => {
						await post(`/dead-letters/give-up?id=${letter.id}`);
						say(null);
						await again();
					}}
				/>
			</span>
		),
	},
];
