import type { ImportRun } from '../answers.ts';
import { Paged } from '../Paged.tsx';
import { Badge, Moment, Text, type Column, type Tone } from '../parts.tsx';

/** What the imports of a store have found, how far the one has come that is under way, and the store's webhooks. */
export const Imports = ({
	guid,
	name,
	isPolled,
}: {
	guid: string;
	name: string;
	/** Whether the store posts nothing, so that imports bring everything. */
	isPolled: boolean;
}) => (
	<>
		<h3>{isPolled ? 'Imports' : 'Imports and webhooks'}</h3>
		<Paged<ImportRun>
			path={`/integrations/${guid}/imports?limit=10`}
			above={(runs) => (
				<>
					<UnderWay of={runs.find(({ status }) => status === 'running')} name={name} />
					{!isPolled && <Webhooks of={runs} />}
				</>
			)}
			label={`Imports of ${name}`}
			columns={() => columns(isPolled)}
			rowKey={(run, index) => `${run.startedAt} ${index}`}
			none="None in the last 14 days."
		/>
	</>
);

/** The import that runs, as a bar: of known length where the store tells how much there is. */
function UnderWay({ of: run, name }: { of: ImportRun | undefined; name: string }) {
	const now = run?.imported.at(-1);
	if (run === undefined) return null;
	const isKnown = now !== undefined && now.total !== null && now.total >= now.read;
	return (
		<p class="line">
			<progress
				aria-label={`Import of ${name}`}
				{...(isKnown && { value: now.read, max: Math.max(1, now.total!) })}
			/>
			<span>
				{now === undefined
					? 'An import is under way: it begins.'
					: `An import is under way: ${counted(now.read, now.entityType)}${isKnown ? ` of ${now.total}` : ''} read.`}
			</span>
		</p>
	);
}

/** Which webhooks the store has, as the last look at them has found. */
function Webhooks({ of: runs }: { of: readonly ImportRun[] }) {
	const webhooks = runs.find((run) => run.webhooks?.failure === null)?.webhooks;
	if (!webhooks) return null;
	const { registered } = webhooks;
	// Where a person enters the address, nobody can see it there.
	if (registered.length === 0) return null;
	return (
		<details>
			<summary>{`${registered.length} ${registered.length === 1 ? 'webhook is' : 'webhooks are'} registered in the store`}</summary>
			<ul>
				{registered.map((topic) => (
					<li key={topic}>
						<Text of={topic} longest={100} />
					</li>
				))}
			</ul>
		</details>
	);
}

const BEGAN: Readonly<Record<ImportRun['began'], string>> = {
	schedule: 'By the schedule',
	start: 'At the start',
	manual: 'By hand',
	workflow: 'By a workflow',
	publish: 'Workflow published',
};

const STATUS: Readonly<Record<ImportRun['status'], readonly [text: string, tone: Tone]>> = {
	running: ['Under way', 'waiting'],
	done: ['Done', 'good'],
	failed: ['Failed', 'bad'],
	cancelled: ['Cancelled', 'plain'],
	lost: ['Cut off', 'plain'],
};

const columns = (isPolled: boolean): ReadonlyArray<Column<ImportRun>> => [
	{
		head: 'When',
		cell: ({ startedAt, endedAt, count }) => (
			<>
				<Moment at={startedAt} />
				{count > 1 && (
					<div>
						{`${count} times, the last one `}
						<Moment at={endedAt} />
					</div>
				)}
			</>
		),
	},
	{ head: 'How', cell: ({ began }) => BEGAN[began] },
	{
		head: 'State',
		cell: ({ status }) => <Badge tone={STATUS[status][1]}>{STATUS[status][0]}</Badge>,
	},
	{ head: 'Found', cell: (run) => <Found of={run} isPolled={isPolled} /> },
];

function Found({ of: run, isPolled }: { of: ImportRun; isPolled: boolean }) {
	const { began, status, imported, webhooks, failure } = run;
	const lines = imported.flatMap((each) => {
		const { entityType, read, stored, events, leftOut, leftOutFirst } = each;
		const counts = read > 0 ? [`${counted(read, entityType)} read, ${stored} new or changed`] : [];
		if (events > 0) {
			counts.push(
				`${counted(events, 'change')} of ${entityType.toLowerCase()}s${isPolled ? '' : ' that no webhook had brought'}`,
			);
		}
		if (leftOut > 0) {
			const [first] = leftOutFirst;
			const why = first ? `, the first one ${first.id}: ${first.reason}` : '';
			counts.push(`${counted(leftOut, entityType)} could not be read${why}`);
		}
		return each.failure && each.failure !== failure ? [...counts, each.failure] : counts;
	});
	const restored = webhooks?.restored ?? [];
	if (restored.length > 0) lines.push(`Put back: the webhooks for ${restored.join(', ')}`);
	if (webhooks?.failure && webhooks.failure !== failure) lines.push(webhooks.failure);
	if (failure) lines.unshift(failure);
	if (began === 'publish') lines.push(REGISTERED(webhooks?.registered.length ?? 0));
	if (lines.length === 0) return status === 'done' ? <span class="none">Nothing new</span> : null;
	return (
		<>
			{lines.map((line) => (
				<div key={line}>
					<Text of={line} longest={1_000} />
				</div>
			))}
		</>
	);
}

const REGISTERED = (count: number) =>
	count > 0 ? 'The webhooks were registered' : 'No webhook: somebody enters the address there';

const counted = (count: number, what: string) =>
	`${count} ${what.toLowerCase()}${count === 1 ? '' : 's'}`;
