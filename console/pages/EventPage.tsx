import type { Action, Data, Delivery, EventDetails } from '../answers.ts';
import {
	Answer,
	Badge,
	Heading,
	Json,
	Moment,
	Section,
	Table,
	Text,
	type Column,
} from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownField, shownText } from '../shownText.ts';
import { useApi } from '../useApi.ts';
import { Replay } from './Replay.tsx';
import { ActionOutcome, actionName, AttemptLine, DeliveryStatus, Reasons } from './outcomes.tsx';
import { StartedName } from './started.tsx';

/** One event: what it changed, what it started and what not, and why. */
export function EventPage({ id }: { id: string }) {
	const read = useApi<Data<EventDetails>>(`/events/${encodeURIComponent(id)}`);
	return (
		<>
			<p>
				<a href={linkTo(['events'])}>All events</a>
			</p>
			<Answer of={read}>{({ data }) => <Details data={data} again={read.again} />}</Answer>
		</>
	);
}

function Details({ data, again }: { data: EventDetails; again: () => Promise<void> }) {
	const { event, integration, previous } = data.item;
	const entity = entityOf(data.item);
	return (
		<>
			<Heading title={event.name}>{event.name}</Heading>
			<dl class="facts">
				<dt>Of</dt>
				<dd>
					<About type={event.entityType} entity={entity} />
				</dd>
				<dt>Store</dt>
				<dd>
					<Text of={integration.name} longest={100} />
				</dd>
				<dt>Happened</dt>
				<dd>
					<Moment at={event.occurredAt} />
				</dd>
				<dt>Received</dt>
				<dd>
					<Moment at={event.receivedAt} />
					{event.isOwnUpdate && (
						<>
							{' '}
							<Badge tone="plain">by n8n</Badge>
						</>
					)}
				</dd>
			</dl>
			<Section title="What it started">
				<Table
					label="Workflows that it started"
					columns={DELIVERIES}
					rows={data.deliveries}
					rowKey={(row) => row.id}
					none="No workflow."
				/>
			</Section>
			{data.actions.length > 0 && (
				<Section title="What was sent and written">
					<Table
						label="What was sent and written"
						columns={ACTIONS}
						rows={data.actions}
						rowKey={(row, index) => `${row.executionId} ${index}`}
						none=""
					/>
				</Section>
			)}
			<Section title="What it did not start, and why">
				<Table
					label="Workflows that it did not start"
					columns={NOT_STARTED}
					rows={data.notStarted}
					rowKey={(row) => `${row.workflow.guid} ${row.trigger}`}
					none="There is no other workflow for this kind of event."
				/>
			</Section>
			<Replay data={data} again={again} />
			{previous !== null && (
				<Section title="What changed">
					<Table
						label="What changed"
						columns={CHANGES}
						rows={Object.entries(previous).map(([name, before]) => ({
							name,
							before,
							now: entity[name],
						}))}
						rowKey={({ name }) => name}
						none="Nothing that is told."
					/>
				</Section>
			)}
			<Section title="As workflows get it">
				<Json label="The whole event" value={data.item} />
			</Section>
		</>
	);
}

const DELIVERIES: ReadonlyArray<Column<Delivery>> = [
	{ head: 'Workflow', cell: ({ workflow }) => <StartedName of={workflow} /> },
	{ head: 'State', cell: ({ status }) => <DeliveryStatus status={status} /> },
	{
		head: 'Tries',
		cell: ({ history, status, dueAt, lastError }) => (
			<>
				<ol class="tries">
					{history.map((each, index) => (
						<li key={index}>
							<AttemptLine of={each} />
						</li>
					))}
				</ol>
				{status === 'waiting' && (
					<p>
						Tried next at <Moment at={dueAt} />
						{history.length === 0 && lastError && (
							<>
								{': '}
								<Text of={lastError} />
							</>
						)}
					</p>
				)}
			</>
		),
	},
];

export const ACTIONS: ReadonlyArray<Column<Action>> = [
	{ head: 'When', cell: ({ at }) => <Moment at={at} /> },
	{
		head: 'What',
		cell: ({ action, what }) => (
			<>
				{actionName(action)}{' '}
				{what && (
					<>
						{'“'}
						<Text of={what} longest={120} />
						{'”'}
					</>
				)}
			</>
		),
	},
	{ head: 'To', cell: ({ recipient }) => <Text of={recipient} longest={100} /> },
	{
		head: 'Outcome',
		cell: ({ outcome, said }) => (
			<>
				<ActionOutcome outcome={outcome} /> {said && <Text of={said} />}
			</>
		),
	},
];

const NOT_STARTED: ReadonlyArray<Column<EventDetails['notStarted'][number]>> = [
	{ head: 'Workflow', cell: ({ workflow }) => <StartedName of={workflow} /> },
	{
		head: 'Why not',
		cell: ({ reasons }) => <Reasons of={reasons} />,
	},
];

const CHANGES: ReadonlyArray<Column<{ name: string; before: unknown; now: unknown }>> = [
	{ head: 'Field', cell: ({ name }) => shownText(shownField(name), 100) },
	{ head: 'Before', cell: ({ before }) => <Value of={before} /> },
	{ head: 'Now', cell: ({ now }) => <Value of={now} /> },
];

function Value({ of: value }: { of: unknown }) {
	if (value === null || value === undefined) return <span class="none">–</span>;
	return <Text of={typeof value === 'object' ? JSON.stringify(value) : String(value)} />;
}

const entityOf = (item: EventDetails['item']) =>
	(item[item.event.entityType.toLowerCase()] ?? {}) as Readonly<Record<string, unknown>>;

/** By what a merchant knows it. */
function About({ type, entity }: { type: string; entity: Readonly<Record<string, unknown>> }) {
	const number = type === 'Order' ? entity.number : entity.orderNumber;
	if (typeof number === 'string') {
		return (
			<>
				{type === 'Order' ? 'Order ' : `${type} of order `}
				<a href={linkTo(['orders', number])}>
					<Text of={number} longest={60} />
				</a>
			</>
		);
	}
	return (
		<>
			{type} <Text of={String(entity.name ?? entity.email ?? entity.id ?? '')} longest={100} />
		</>
	);
}
