import type { Data, EventSummary, Health } from '../answers.ts';
import { Paged } from '../Paged.tsx';
import { Badge, Choice, Heading, Moment, Text, type Column } from '../parts.tsx';
import { goTo, linkTo } from '../route.ts';
import { useApi } from '../useApi.ts';

const TYPES = ['Order', 'Shipment', 'Customer', 'Product'];
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
	const filter = {
		entityType: query.get('entityType') ?? '',
		integration: query.get('integration') ?? '',
	};
	const choose = (change: Partial<typeof filter>) => goTo(['events'], { ...filter, ...change });
	const { answer: health } = useApi<Data<Health>>('/health');
	const stores = health?.data.integrations ?? [];
	const given = Object.entries(filter).filter(([, value]) => value !== '');
	const path = `/events?${new URLSearchParams([...given, ['limit', String(PAGE_SIZE)]])}`;
	return (
		<>
			<Heading title="Events">Events</Heading>
			<div class="filters">
				<Choice
					label="Kind"
					value={filter.entityType}
					options={[['', 'All'], ...TYPES.map((type) => [type, `${type}s`] as const)]}
					onChoose={(entityType) => choose({ entityType })}
				/>
				<Choice
					label="Store"
					value={filter.integration}
					options={[['', 'All'], ...stores.map(({ guid, name }) => [guid, name] as const)]}
					onChoose={(integration) => choose({ integration })}
				/>
			</div>
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
