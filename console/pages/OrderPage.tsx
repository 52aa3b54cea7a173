import type { Data, OrderTimeline, TimelineEntry } from '../answers.ts';
import { Answer, Badge, FailureNotice, Heading, Moment, Notice, Section, Text } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownText } from '../shownText.ts';
import { useApi } from '../useApi.ts';
import { ActionOutcome, actionName, AttemptLine } from './outcomes.tsx';
import { StartedInWords } from './started.tsx';

/** All that happened to the orders of a number, the oldest first. */
export function OrderPage({ number }: { number: string }) {
	const read = useApi<Data<{ orders: readonly OrderTimeline[] }>>(
		`/orders/timeline?number=${encodeURIComponent(number)}`,
	);
	const title = `Order ${shownText(number, 60)}`;
	return (
		<>
			<Heading title={title}>
				Order <Text of={number} longest={60} />
			</Heading>
			{read.failure?.status === 404 ? (
				<p>
					No order of this number is known. An order is known once its store has told of it or an
					import has read it.
				</p>
			) : read.failure && read.answer === null ? (
				<FailureNotice failure={read.failure} />
			) : (
				<Answer of={read}>
					{({ data }) => data.orders.map((order) => <Timeline key={order.id} of={order} />)}
				</Answer>
			)}
		</>
	);
}

const Timeline = ({ of: order }: { of: OrderTimeline }) => (
	<Section title={shownText(order.integration.name, 100)}>
		{order.status && (
			<p>
				Status: <Text of={order.status} longest={100} />
			</p>
		)}
		{order.isCut && <Notice tone="plain">Only the newest 200 events are shown.</Notice>}
		<ol class="timeline">
			{order.entries.map((entry, index) => (
				<li key={index} class={entry.kind}>
					<Moment at={entry.at} />
					<div>
						<Entry of={entry} store={order.integration.guid} />
					</div>
				</li>
			))}
		</ol>
		<p class="hint">
			Open an event to read why it did not start a workflow, or to deliver it once more.
		</p>
	</Section>
);

/** @param store guid of the shop that has the order */
function Entry({ of: entry, store }: { of: TimelineEntry; store: string }) {
	switch (entry.kind) {
		case 'event':
			return (
				<>
					<a href={linkTo(['events', entry.event.id])}>{entry.event.name}</a>
					{entry.event.integration.guid !== store && (
						<>
							{' '}
							told by <Text of={entry.event.integration.name} longest={60} />
						</>
					)}
					{entry.event.isOwnUpdate && (
						<>
							{' '}
							<Badge tone="plain">by n8n</Badge>
						</>
					)}
				</>
			);
		case 'run':
			return (
				<>
					<StartedInWords of={entry.workflow} />, try {entry.attempt.attempt}:{' '}
					<AttemptLine of={entry.attempt} isWithTime={false} />
				</>
			);
		case 'waiting':
			return (
				<>
					<Badge tone="waiting">Waiting</Badge> <StartedInWords of={entry.workflow} /> is to be
					tried at this time.
					{entry.lastError && (
						<p>
							<Text of={entry.lastError} longest={1_000} />
						</p>
					)}
				</>
			);
		case 'running':
			return (
				<>
					<Badge tone="waiting">Running</Badge> <StartedInWords of={entry.workflow} />
				</>
			);
		case 'action':
			return (
				<>
					{actionName(entry.action.action)}{' '}
					{entry.action.what && (
						<>
							“<Text of={entry.action.what} longest={120} />”{' '}
						</>
					)}
					{entry.action.recipient && (
						<>
							to <Text of={entry.action.recipient} longest={100} />{' '}
						</>
					)}
					<ActionOutcome outcome={entry.action.outcome} />
					{entry.action.outcome !== 'done' && (
						<p>
							<Text of={entry.action.said} longest={1_000} />
						</p>
					)}
				</>
			);
		case 'paused':
			return (
				<>
					<Badge tone="waiting">Paused</Badge> Workflow{' '}
					<Text of={entry.workflow.name} longest={100} /> waits to be resumed
					{entry.until && (
						<>
							, at most until <Moment at={entry.until} />
						</>
					)}
					.
				</>
			);
		case 'refused':
			return (
				<>
					<Badge tone="bad">Refused</Badge> A message that names this order:{' '}
					<Text of={entry.reason} longest={1_000} />
				</>
			);
		case 'parcel':
			return (
				<>
					Tracking number <Text of={entry.trackingNumber} longest={100} /> waits:{' '}
					<Text of={entry.remark} longest={1_000} />
				</>
			);
	}
}
