import type { Results } from './results.ts';

/** One line of the report: a figure beside that of n8n's own nodes, and what is wanted of the two. */
export type Figure = {
	/** Letter and scenario, by which tests and documents name it. */
	readonly id: string;
	readonly scenario: string;
	readonly title: string;
	/** In two to four words, where the picture has a bar for it. */
	readonly label?: string;
	readonly ours: number;
	readonly peer: number;
	readonly unit: '/s' | 'ms' | 'MB' | 's';
	/** What `peer` is. */
	readonly peerIs: string;
	readonly ratio: number;
	/** In words, as a ratio where it is one, and whether it is reached; `null` where nothing is wanted. */
	readonly wanted: {
		readonly words: string;
		readonly ratio?: number;
		readonly isReached: boolean;
	} | null;
};

type Numbers = Readonly<Record<string, number>>;
type Wish = (figure: { ours: number; peer: number; ratio: number }) => Figure['wanted'];

const atLeast =
	(times: number): Wish =>
	({ ratio }) => ({ words: `≥ ${times} ×`, ratio: times, isReached: ratio >= times });
const atMost =
	(times: number): Wish =>
	({ ratio }) => ({ words: `≤ ${times} ×`, ratio: times, isReached: ratio <= times });
const addsAtMost =
	(most: number, unit: string): Wish =>
	({ ours, peer }) => ({ words: `≤ +${most} ${unit}`, isReached: ours - peer <= most });
const nothingWanted: Wish = () => null;

type Line = Omit<Figure, 'ours' | 'peer' | 'ratio' | 'wanted'> & {
	/** Names of the two numbers among those that the scenario has measured. */
	readonly ours: string;
	readonly peer: string;
	readonly wish: Wish;
};

const TRIGGER_AND_FILTER = 'WooCommerce Trigger + Filter';
const EMPTY = 'this package, empty database';
const NEAR = 'this package, Postgres beside n8n';
const IDLE_WEBHOOK = 'a Webhook node that does nothing';

const LINES: readonly Line[] = [
	{
		id: 'a1',
		scenario: 'burst',
		title: 'Burst of orders until all runs have ended, one order a run',
		label: 'Burst, one order a run',
		ours: 'onePerSecond',
		peer: 'peerPerSecond',
		unit: '/s',
		peerIs: TRIGGER_AND_FILTER,
		wish: atLeast(8),
	},
	{
		id: 'a100',
		scenario: 'burst',
		title: 'The same, up to 100 orders a run',
		label: 'Burst, up to 100 a run',
		ours: 'hundredPerSecond',
		peer: 'peerPerSecond',
		unit: '/s',
		peerIs: TRIGGER_AND_FILTER,
		wish: atLeast(20),
	},
	{
		id: 'b',
		scenario: 'intake',
		title: 'Orders that no workflow wants, stored',
		label: 'Orders stored',
		ours: 'perSecond',
		peer: 'floorPerSecond',
		unit: '/s',
		peerIs: IDLE_WEBHOOK,
		wish: atLeast(0.8),
	},
	{
		id: 'b-run',
		scenario: 'intake',
		title: 'The same',
		ours: 'perSecond',
		peer: 'webhookRunsPerSecond',
		unit: '/s',
		peerIs: 'a Webhook node that starts an empty run',
		wish: nothingWanted,
	},
	{
		id: 'c50',
		scenario: 'latency',
		title: 'From the shop’s post to the first action, n8n idle, median',
		label: 'First action, median',
		ours: 'p50Ms',
		peer: 'peerP50Ms',
		unit: 'ms',
		peerIs: TRIGGER_AND_FILTER,
		wish: atMost(0.3),
	},
	{
		id: 'c95',
		scenario: 'latency',
		title: 'The same, 95 of 100',
		ours: 'p95Ms',
		peer: 'peerP95Ms',
		unit: 'ms',
		peerIs: TRIGGER_AND_FILTER,
		wish: nothingWanted,
	},
	{
		id: 'g-intake',
		scenario: 'intake',
		title: 'Delay of n8n’s event loop while orders are stored, 99 of 100',
		ours: 'loopP99Ms',
		peer: 'floorLoopP99Ms',
		unit: 'ms',
		peerIs: IDLE_WEBHOOK,
		wish: addsAtMost(5, 'ms'),
	},
	{
		id: 'g-burst',
		scenario: 'burst',
		title: 'The same, in the burst with one order a run',
		ours: 'oneLoopP99Ms',
		peer: 'peerLoopP99Ms',
		unit: 'ms',
		peerIs: TRIGGER_AND_FILTER,
		wish: addsAtMost(5, 'ms'),
	},
	{
		id: 'j-burst',
		scenario: 'growth',
		title: 'Burst with 200,000 stored events and settled deliveries',
		ours: 'fullRunsPerSecond',
		peer: 'emptyRunsPerSecond',
		unit: '/s',
		peerIs: EMPTY,
		wish: atLeast(0.95),
	},
	{
		id: 'j-intake',
		scenario: 'growth',
		title: 'Orders that no workflow wants, with 200,000 stored events',
		ours: 'fullStoredPerSecond',
		peer: 'emptyStoredPerSecond',
		unit: '/s',
		peerIs: EMPTY,
		wish: atLeast(0.95),
	},
	{
		id: 'h-burst',
		scenario: 'delayedPostgres',
		title: 'Burst with Postgres 2 ms away',
		ours: 'farRunsPerSecond',
		peer: 'nearRunsPerSecond',
		unit: '/s',
		peerIs: NEAR,
		wish: atLeast(0.5),
	},
	{
		id: 'h-intake',
		scenario: 'delayedPostgres',
		title: 'Orders that no workflow wants, with Postgres 2 ms away',
		ours: 'farStoredPerSecond',
		peer: 'nearStoredPerSecond',
		unit: '/s',
		peerIs: NEAR,
		wish: atLeast(0.5),
	},
];

/** The figures of what was measured, in the order of the documents. */
export function figuresOf({ scenarios }: Pick<Results, 'scenarios'>): Figure[] {
	return LINES.flatMap(({ ours: ourName, peer: peerName, wish, ...line }) => {
		const measured: Numbers | undefined = scenarios[line.scenario];
		if (measured === undefined) return [];
		const [ours, peer] = [measured[ourName], measured[peerName]];
		if (ours === undefined || peer === undefined) {
			throw new Error(`Scenario ${line.scenario} has not measured ${ourName} and ${peerName}.`);
		}
		const ratio = ours / peer;
		return [{ ...line, ours, peer, ratio, wanted: wish({ ours, peer, ratio }) }];
	});
}
