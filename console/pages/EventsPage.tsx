import type { EventSummary } from '../answers.ts';
import { Paged } from '../Paged.tsx';
import { Badge, Heading, Moment, Text, type Column } from '../parts.tsx';
import { goTo, linkTo } from '../route.ts';
import { EventFilters, queryOf, type EventFilter } from './EventFilters.tsx';

const PAGE_SIZE = 50;

const COLUMNS: ReadonlyArray<Column<EventSummary>> = [
	{ head: 'Received', cell: ({ receivedAt }) => <Moment at={receivedAt} /> },
	{
		head: 'What happened',
		cell: ({ id, name, isOwnUpdate }) => (
			<>
				<a href={linkTo(['events', id])}>{name}</a>
				{isOwnUpdate && <Badge tone="plain">by n8n</Badge>}
			</>
		),
	},
	{ head: 'Of', cell: (row) => <Subject of={row} /> },
	{ head: 'Store', cell: ({ integration }) => <Text of={integration.name} longest={60} /> },
];

/** What an event is about: the order's number, with its timeline behind it. */
export function Subject({ of: { entityType, entityId, about } }: { of: EventSummary }) {
	const text = about ?? entityId;
	return (
		<>
			{entityType}{' '}
			{entityType === 'Order' && about !== null ? (
				<a href={linkTo(['orders', about])}>
					<Text of={text} longest={60} />
				</a>
			) : (
				<Text of={text} longest={60} />
			)}
		</>
	);
}

/** What happened in the stores, the newest first. */
export function EventsPage({ query }: { query: URLSearchParams }) {
	const filter: EventFilter = {
		entityType: query.get('entityType') ?? '',
		trigger: query.get('trigger') ?? '',
		integration: query.get('integration') ?? '',
		search: query.get('search') ?? '',
	};
	const asked = queryOf(filter);
	asked.append('limit', String(PAGE_SIZE));
	const path = `/events?${asked}`;
	return (
		<>
			<Heading title="Events">Events</Heading>
			<EventFilters
				key={filter.search}
				of={filter}
				onChoose={(change) => goTo(['events'], { ...filter, ...change })}
			/>
			<Paged
				key={path}
				path={path}
				label="Events"
				columns={() => COLUMNS}
				rowKey={({ id }) => id}
				none="Nothing has happened of this kind in the last 14 days."
			/>
		</>
	);
}
