import { useState } from 'preact/hooks';
import {
	ENTITY_TYPES,
	type ConfiguredWorkflow,
	type Data,
	type DryRun,
	type Runs,
} from '../answers.ts';
import { post } from '../api.ts';
import {
	Answer,
	Badge,
	Doing,
	Heading,
	InN8n,
	Section,
	Table,
	Text,
	type Column,
} from '../parts.tsx';
import { linkTo } from '../route.ts';
import { shownText } from '../shownText.ts';
import { SELDOM_MS, useApi } from '../useApi.ts';
import { Tried } from './DryRun.tsx';

/** What starts workflows beside events. */
const ALERT = 'Alert';

/** A dry run, and what it has found as soon as that is known. */
type Trial = { readonly workflow: ConfiguredWorkflow; readonly found: DryRun | null };

/** The workflows that start on events and alerts: on or off, and what events they would have started on. */
export function WorkflowsPage({ saved }: { saved: string | null }) {
	const [tried, setTried] = useState<Trial | null>(null);
	return (
		<>
			<Heading title="Workflows">Workflows</Heading>
			{tried?.found && <Tried {...tried} found={tried.found} onClose={() => setTried(null)} />}
			{[...ENTITY_TYPES, ALERT].map((type) => (
				<OfType key={type} type={type} saved={saved} onTry={setTried} />
			))}
		</>
	);
}

function OfType({
	type,
	saved,
	onTry,
}: {
	type: string;
	/** Guid of the one that was just made or changed. */
	saved: string | null;
	onTry: (change: Trial | ((last: Trial | null) => Trial | null)) => void;
}) {
	const read = useApi<Data<readonly ConfiguredWorkflow[]>>(
		`/workflows/${type}/configured?managed=true`,
		SELDOM_MS,
	);
	const columns: ReadonlyArray<Column<ConfiguredWorkflow>> = [
		{
			head: 'Workflow',
			cell: ({ guid, name, url, isManaged }) => (
				<>
					<InN8n url={url}>
						<Text of={name} longest={100} />
					</InN8n>
					{isManaged && <Badge tone="plain">of a store</Badge>}
					{guid === saved && <Badge tone="good">Saved</Badge>}
				</>
			),
		},
		{
			head: 'Starts on',
			cell: ({ triggers }) => triggers.map((code) => code.replaceAll('_', ' ')).join(', '),
		},
		{
			head: 'State',
			cell: ({ isActive }) => (
				<Badge tone={isActive ? 'good' : 'plain'}>{isActive ? 'On' : 'Off'}</Badge>
			),
		},
		{ head: '24 hours', cell: ({ last24Hours }) => <Counted of={last24Hours} /> },
		{ head: '7 days', cell: ({ last7Days }) => <Counted of={last7Days} /> },
		{
			head: 'Do',
			cell: (workflow) => (
				<span class="doing">
					{type !== ALERT && (
						<Doing
							label="Dry run"
							run={async () => {
								const asked: Trial = { workflow, found: null };
								onTry(asked);
								const { data } = await post<Data<DryRun>>('/workflows/dry-run', {
									workflow: workflow.guid,
								});
								// Meanwhile, another one may have been asked for.
								onTry((last) => (last === asked ? { workflow, found: data } : last));
							}}
						/>
					)}
					{!workflow.isManaged &&
						workflow.triggers.length === 1 &&
						workflow.actions.length === 1 && (
							<a
								href={linkTo(['workflows', workflow.guid])}
								aria-label={`Change ${shownText(workflow.name, 100)}`}
							>
								Change
							</a>
						)}
					<Doing
						label={workflow.isActive ? 'Switch off' : 'Switch on'}
						{...(workflow.isActive && {
							ask: 'What comes until it is on again does not start it.',
						})}
						run={async () => {
							const to = workflow.isActive ? 'disable' : 'enable';
							await post(`/workflows/configured/${workflow.guid}/${to}`);
							await read.again();
						}}
					/>
				</span>
			),
		},
	];
	return (
		<Section title={`${type}s`}>
			<p>
				<a href={linkTo(['workflows', 'new', type])}>{`New workflow for ${type.toLowerCase()}s`}</a>
			</p>
			<Answer of={read}>
				{({ data }) => (
					<Table
						label={`Workflows for ${type.toLowerCase()}s`}
						columns={columns}
						rows={data}
						rowKey={({ guid }) => guid}
						none="None."
					/>
				)}
			</Answer>
		</Section>
	);
}

/** Runs, and how many of them failed. */
const Counted = ({ of: { runs, failed } }: { of: Runs }) => (
	<>
		{`${runs} ${runs === 1 ? 'run' : 'runs'}`}
		{failed > 0 && (
			<>
				{' '}
				<Badge tone="bad">{`${failed} failed`}</Badge>
			</>
		)}
	</>
);
