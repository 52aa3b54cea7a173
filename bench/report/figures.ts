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
const WITHOUT = 'n8n without this package';
const ALONE = 'this package, one workflow';
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
		id: 'e-mail',
		scenario: 'sending',
		title: 'Mails, one for each item of a run',
		label: 'Mails',
		ours: 'mailsPerSecond',
		peer: 'peerMailsPerSecond',
		unit: '/s',
		peerIs: 'Send Email',
		wish: atLeast(60),
	},
	{
		id: 'e-push',
		scenario: 'sending',
		title: 'Pushes of one event to many browsers',
		label: 'Pushes',
		ours: 'pushesPerSecond',
		peer: 'webPushPerSecond',
		unit: '/s',
		peerIs: 'the library web-push, alone in a process',
		wish: atLeast(3),
	},
	{
		id: 'f-start',
		scenario: 'start',
		title: 'n8n’s start, with a connected shop and a trigger',
		ours: 'usedStartMs',
		peer: 'withoutStartMs',
		unit: 'ms',
		peerIs: WITHOUT,
		wish: addsAtMost(150, 'ms'),
	},
	{
		id: 'f-installed',
		scenario: 'start',
		title: 'n8n’s start, with this package only installed',
		ours: 'installedStartMs',
		peer: 'withoutStartMs',
		unit: 'ms',
		peerIs: WITHOUT,
		wish: nothingWanted,
	},
	{
		id: 'f-memory',
		scenario: 'start',
		title: 'n8n’s memory at rest, with a connected shop and a trigger',
		ours: 'usedMemoryMb',
		peer: 'withoutMemoryMb',
		unit: 'MB',
		peerIs: WITHOUT,
		wish: addsAtMost(40, 'MB'),
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
	{
		id: 'd-burst',
		scenario: 'manyWorkflows',
		title: 'Burst with 1,000 published workflows of which one matches',
		ours: 'manyRunsPerSecond',
		peer: 'oneRunsPerSecond',
		unit: '/s',
		peerIs: ALONE,
		wish: nothingWanted,
	},
	{
		id: 'd-intake',
		scenario: 'manyWorkflows',
		title: 'Orders that none of 1,000 published workflows wants',
		ours: 'manyStoredPerSecond',
		peer: 'oneStoredPerSecond',
		unit: '/s',
		peerIs: ALONE,
		wish: nothingWanted,
	},
	{
		id: 'i',
		scenario: 'manyWorkflows',
		title: 'List of 1,000 configured workflows through the API',
		ours: 'listMs',
		peer: 'peerListMs',
		unit: 'ms',
		peerIs: 'n8n’s own API, in pages of 250',
		wish: nothingWanted,
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
