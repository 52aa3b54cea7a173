import type { CatchUp } from '../answers.ts';
import { post } from '../api.ts';
import { Paged } from '../Paged.tsx';
import { Badge, Doing, Heading, Moment, Section, Text, type Column, type Tone } from '../parts.tsx';
import type { Read } from '../useApi.ts';
import { NewCatchUp } from './NewCatchUp.tsx';

/** Runs of workflows for what was known already: a new one, and how far those of before have come. */
export function CatchUpsPage() {
	return (
		<>
			<Heading title="Catch-ups">Catch-ups</Heading>
			<p class="hint">
				Run a workflow once for each order, shipment, customer or product that is known already.
			</p>
			<NewCatchUp />
			<Section title="Begun before">
				<Paged<CatchUp>
					path="/workflows/catch-ups"
					label="Catch-ups"
					columns={columnsOf}
					rowKey={({ guid }) => guid}
					none="None in the last 60 days."
				/>
			</Section>
		</>
	);
}

const STATUS: Readonly<Record<CatchUp['status'], readonly [Tone, string]>> = {
	running: ['waiting', 'Running'],
	done: ['good', 'Done'],
	stopped: ['plain', 'Stopped'],
};

const columnsOf = ({ again }: Read<unknown>): ReadonlyArray<Column<CatchUp>> => [
	{ head: 'Begun', cell: ({ createdAt }) => <Moment at={createdAt} /> },
	{
		head: 'Workflow',
		cell: ({ workflow }) => <Text of={workflow.name ?? 'deleted'} longest={100} />,
	},
	{
		head: 'Progress',
		cell: ({ started, total, perMinute, status }) => (
			<>
				<progress value={started} max={total} aria-label="Progress" />{' '}
				{`${started.toLocaleString()} of ${total.toLocaleString()}`}
				{status === 'running' && `, ${perMinute} a minute`}
			</>
		),
	},
	{
		head: 'State',
		cell: ({ status, endedAt }) => {
			const [tone, text] = STATUS[status] ?? ['plain', status];
			return (
				<>
					<Badge tone={tone}>{text}</Badge> {endedAt && <Moment at={endedAt} />}
				</>
			);
		},
	},
	{
		head: 'Do',
		cell: ({ guid, status }) =>
			status === 'running' && (
				<Doing
					label="Stop"
					ask="Begins no further run. Runs that are under way go on."
					run={async () => {
						await post(`/workflows/catch-ups/${encodeURIComponent(guid)}/stop`);
						await again();
					}}
				/>
			),
	},
];
