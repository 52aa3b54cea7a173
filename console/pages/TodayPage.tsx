import type { ActiveHour, Alert, Data, Health, Page, StoreHealth } from '../answers.ts';
import { Answer, Heading, Moment, Notice, Section, Table, Text, type Column } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { useApi } from '../useApi.ts';
import { isTroubled, StoreState } from './StoresPage.tsx';

const COUNTS: ReadonlyArray<readonly [title: string, of: (hour: ActiveHour) => number]> = [
	['Events', ({ events }) => events],
	['E-mails', ({ email }) => email],
	['Notifications', ({ push }) => push],
	['Webhooks and updates', ({ webhook, update }) => webhook + update],
	['Failures', ({ failed, dead }) => failed + dead],
];

/** How the last 24 hours were, and what needs somebody. */
export function TodayPage() {
	const hours = useApi<Data<readonly ActiveHour[]>>('/activity');
	const health = useApi<Data<Health>>('/health');
	return (
		<>
			<Heading title="Today">Today</Heading>
			<Answer of={health}>{({ data }) => <Problems of={data} />}</Answer>
			<Answer of={hours}>
				{({ data }) => (
					<div class="plots">
						{COUNTS.map(([title, of]) => (
							<Plot key={title} title={title} hours={data} of={of} />
						))}
					</div>
				)}
			</Answer>
			<Section title="Stores">
				<Answer of={health}>
					{({ data }) => (
						<Table
							label="Stores"
							columns={storesOf(data)}
							rows={data.integrations ?? []}
							rowKey={({ guid }) => guid}
							none="No store is connected yet."
						/>
					)}
				</Answer>
			</Section>
		</>
	);
}

/** What needs somebody: open alerts with the next step, and what health says beside them. */
function Problems({ of: health }: { of: Health }) {
	const alerts = useApi<Page<Alert>>('/alerts?open=true');
	const { deliveries, n8nApi, warnings = [], integrations = [] } = health;
	const further = [
		...(deliveries.deadLetters === 0
			? []
			: [
					<>
						{deliveries.deadLetters === 1
							? 'One event was given up. '
							: `${deliveries.deadLetters} events were given up. `}
						<a href={linkTo(['dead-letters'])}>Look at the dead letters</a>
					</>,
				]),
		...(deliveries.lagSeconds <= 60
			? []
			: [`Events wait to be handed over, for ${Math.round(deliveries.lagSeconds)} seconds now.`]),
		...integrations.flatMap(({ name, addressToEnter }) =>
			addressToEnter === null
				? []
				: [
						<>
							<Text of={name} longest={100} /> reports nothing by itself until somebody enters an
							address there. <a href={linkTo(['stores'])}>See where</a>
						</>,
					],
		),
		...(n8nApi.isOk ? [] : [<Text of={n8nApi.problem} longest={1_000} />]),
		...warnings.map((warning) => <Text of={warning} longest={1_000} />),
	];
	// Before they are told, nobody knows whether all is well.
	if (alerts.answer === null) return <Answer of={alerts}>{() => null}</Answer>;
	const open = alerts.answer.data;
	if (open.length + further.length === 0) return <Notice tone="good">All is well.</Notice>;
	return (
		<>
			{open.map((alert) => (
				<Notice key={alert.id} tone="bad">
					<strong>
						<Text of={alert.title} />
					</strong>
					<p>
						<Text of={alert.cause} longest={1_000} />
					</p>
					<p>
						<Text of={alert.nextStep} longest={1_000} />{' '}
						{alert.link?.startsWith('http') && (
							<a href={alert.link} target="_blank" rel="noreferrer">
								Look in n8n<span class="unseen">, opens a new tab</span>
							</a>
						)}
					</p>
				</Notice>
			))}
			{further.length > 0 && (
				<Notice tone="waiting">
					<ul>
						{further.map((problem, index) => (
							<li key={index}>{problem}</li>
						))}
					</ul>
				</Notice>
			)}
		</>
	);
}

const storesOf = (health: Health): ReadonlyArray<Column<StoreHealth>> => [
	{ head: 'Store', cell: ({ name }) => <Text of={name} longest={100} /> },
	{ head: 'Kind', cell: ({ providerName }) => <Text of={providerName} longest={100} /> },
	{
		head: 'State',
		cell: (store) => <StoreState of={store} isTroubled={isTroubled(health, store)} />,
	},
	{ head: 'Last event', cell: ({ lastEventAt }) => <Moment at={lastEventAt} /> },
];

const WIDTH = 240;
const HEIGHT = 48;

/** A count of each hour as a bar. Its words say the sum and the highest hour. */
function Plot({
	title,
	hours,
	of,
}: {
	title: string;
	hours: readonly ActiveHour[];
	of: (hour: ActiveHour) => number;
}) {
	const counts = hours.map(of);
	const most = Math.max(...counts, 1);
	const sum = counts.reduce((total, count) => total + count, 0);
	const width = WIDTH / counts.length;
	return (
		<figure class={title === 'Failures' && sum > 0 ? 'bad' : ''}>
			<figcaption>
				{title} <strong>{sum.toLocaleString()}</strong>
			</figcaption>
			<svg
				viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
				preserveAspectRatio="none"
				role="img"
				aria-label={`${title} by hour: ${sum} in 24 hours, at most ${Math.max(...counts)} in one`}
			>
				{counts.map((count, index) => {
					const height = count === 0 ? 1 : Math.max(3, (count / most) * HEIGHT);
					return (
						<rect
							key={hours[index]!.at}
							class={count === 0 ? 'empty' : ''}
							x={index * width + 1}
							y={HEIGHT - height}
							width={width - 2}
							height={height}
						>
							<title>{`${new Date(hours[index]!.at).toLocaleTimeString([], { timeStyle: 'short' })}: ${count}`}</title>
						</rect>
					);
				})}
			</svg>
		</figure>
	);
}
