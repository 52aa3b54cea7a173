import type { Data, Health, PushSubscription } from '../answers.ts';
import { Paged } from '../Paged.tsx';
import { Badge, Heading, Moment, Text, type Column } from '../parts.tsx';
import { useApi } from '../useApi.ts';

/** The browsers that asked for notifications. */
export function PeoplePage() {
	const { answer } = useApi<Data<Health>>('/health');
	const nameOf = (guid: string | null) =>
		answer?.data.integrations?.find((store) => store.guid === guid)?.name ?? null;
	const columns: ReadonlyArray<Column<PushSubscription>> = [
		{ head: 'Since', cell: ({ createdAt }) => <Moment at={createdAt} /> },
		{ head: 'Store', cell: ({ integration }) => <Text of={nameOf(integration)} longest={60} /> },
		{
			head: 'Customer',
			cell: ({ customerId }) => (customerId ? <Text of={customerId} longest={60} /> : 'Anybody'),
		},
		{ head: 'Browser of', cell: ({ service }) => <Text of={service} longest={60} /> },
		{
			head: 'State',
			cell: ({ failingSince }) =>
				failingSince ? (
					<>
						<Badge tone="bad">Not reached</Badge> since <Moment at={failingSince} />
					</>
				) : (
					<Badge tone="good">Subscribed</Badge>
				),
		},
	];
	return (
		<>
			<Heading title="People">People</Heading>
			<p class="hint">
				Browsers in which somebody pressed “Notify me”. One that is not reached for 30 days, or that
				has unsubscribed, is deleted.
			</p>
			<Paged<PushSubscription>
				path="/push/subscriptions"
				label="Subscriptions"
				columns={() => columns}
				rowKey={({ id }) => id}
				none="Nobody has asked for notifications yet."
			/>
		</>
	);
}
