import { useState } from 'preact/hooks';
import {
	ENTITY_TYPES,
	type ConfiguredWorkflow,
	type Counted,
	type Data,
	type EventDetails,
	type Health,
} from '../answers.ts';
import { Failure, post } from '../api.ts';
import { Answer, Choice, Doing, Field, Notice, Section, Text } from '../parts.tsx';
import { SELDOM_MS, useApi, useStateOf } from '../useApi.ts';

const MOST_PER_MINUTE = 600;

/** What is asked for, as it stands in the form. */
type Wish = {
	readonly workflow: string;
	/** A day of the reader's calendar. */
	readonly since: string;
	readonly integration: string;
	readonly statusIs: 'is' | 'isNot';
	readonly status: string;
	/** JSON. */
	readonly conditions: string;
	readonly perMinute: string;
};

const NOTHING: Wish = {
	workflow: '',
	since: '',
	integration: '',
	statusIs: 'is',
	status: '',
	conditions: '',
	perMinute: '60',
};

/** Begins a catch-up: what for, how many there are, and only then at which rate. */
export function NewCatchUp() {
	const [type, setType] = useState<string>(ENTITY_TYPES[0]);
	const [wish, setWish] = useState(NOTHING);
	/** How many there are is of this wish, at whichever rate. */
	const [counted, setCounted] = useStateOf<Counted | null>(
		JSON.stringify({ ...wish, perMinute: '' }),
		null,
	);
	const workflows = useApi<Data<readonly ConfiguredWorkflow[]>>(
		`/workflows/${encodeURIComponent(type)}/configured?managed=true`,
		SELDOM_MS,
	);
	const { answer: health } = useApi<Data<Health>>('/health');
	const stores = health?.data.integrations ?? [];
	const change = (changed: Partial<Wish>) => setWish({ ...wish, ...changed });
	return (
		<Section title="Run a workflow for what is known">
			<div class="filters">
				<Choice
					label="For each"
					value={type}
					options={ENTITY_TYPES.map((each) => [each, each] as const)}
					onChoose={(chosen) => {
						setType(chosen);
						change({ workflow: '' });
					}}
				/>
				<Answer of={workflows}>
					{({ data }) => (
						<Choice
							label="Workflow"
							value={wish.workflow}
							options={[
								['', 'Choose'],
								...data
									.filter(({ isActive }) => isActive)
									.map(({ guid, name }) => [guid, name] as const),
							]}
							onChoose={(workflow) => change({ workflow })}
						/>
					)}
				</Answer>
				<Choice
					label="Store"
					value={wish.integration}
					options={[['', 'All'], ...stores.map(({ guid, name }) => [guid, name] as const)]}
					onChoose={(integration) => change({ integration })}
				/>
				<Field label="Created since">
					{(id) => (
						<input
							id={id}
							type="date"
							value={wish.since}
							onInput={({ currentTarget }) => change({ since: currentTarget.value })}
						/>
					)}
				</Field>
				<Choice
					label="Status"
					value={wish.statusIs}
					options={[
						['is', 'is'],
						['isNot', 'is not'],
					]}
					onChoose={(statusIs) => change({ statusIs: statusIs as Wish['statusIs'] })}
				/>
				<Field label="Which status">
					{(id) => (
						<input
							id={id}
							type="text"
							autocomplete="off"
							maxLength={100}
							placeholder="any"
							value={wish.status}
							onInput={({ currentTarget }) => change({ status: currentTarget.value })}
						/>
					)}
				</Field>
			</div>
			<Field label="Further conditions, as JSON">
				{(id) => (
					<textarea
						id={id}
						rows={2}
						spellcheck={false}
						placeholder='{"total": {"gte": 100}}'
						value={wish.conditions}
						onInput={({ currentTarget }) => change({ conditions: currentTarget.value })}
					/>
				)}
			</Field>
			<Doing label="Count" run={async () => setCounted(await ask(wish, false))} />
			{counted && (
				<Found counted={counted}>
					<Field label="Runs a minute">
						{(id) => (
							<input
								id={id}
								type="number"
								min={1}
								max={MOST_PER_MINUTE}
								value={wish.perMinute}
								onInput={({ currentTarget }) => change({ perMinute: currentTarget.value })}
							/>
						)}
					</Field>
					<Doing
						label="Run it"
						kind="main"
						ask={`The workflow is run ${counted.count === 1 ? 'once' : `${counted.count.toLocaleString()} times`}, and does what it does: its mails are sent.`}
						run={async () => {
							const { count } = await ask(wish, true);
							return `Begun for ${count.toLocaleString()}. Its progress is below.`;
						}}
					/>
				</Found>
			)}
		</Section>
	);
}

/** How many there are, and the first of them. */
const Found = ({
	counted: { count, examples },
	children,
}: {
	counted: Counted;
	children: preact.ComponentChildren;
}) => (
	<>
		<Notice tone="plain">
			{count === 0
				? 'Nothing matches that the workflow has not already run for in the last two weeks.'
				: `${count.toLocaleString()} ${count === 1 ? 'fits' : 'fit'}, without those that it was run for in the last two weeks. The first of them:`}
			{examples.length > 0 && (
				<ul>
					{examples.map((item) => (
						<li key={item.event.entityId ?? item.event.id}>
							<Text of={nameOf(item)} longest={100} />
						</li>
					))}
				</ul>
			)}
		</Notice>
		{count > 0 && <div class="line">{children}</div>}
	</>
);

/** By what a merchant knows it. */
function nameOf(item: EventDetails['item']): string {
	const entity = (item[item.event.entityType.toLowerCase()] ?? {}) as Record<string, unknown>;
	const { number, orderNumber, name, email, id, status } = entity;
	const known = [number, orderNumber, name, email, id].find((each) => typeof each === 'string');
	return [known, status].filter(Boolean).map(String).join(', ');
}

/** @throws Failure */
async function ask(wish: Wish, start: boolean): Promise<Counted> {
	const { workflow, since, integration, statusIs, status, perMinute } = wish;
	if (workflow === '') throw new Failure(-1, 'Choose the workflow that is to be run.');
	const further = conditionsIn(wish.conditions);
	const wanted = status.trim();
	const conditions = {
		...further,
		...(wanted !== '' && { status: statusIs === 'is' ? wanted : { ne: wanted } }),
	};
	const { data } = await post<Data<Counted>>('/workflows/catch-ups', {
		workflow,
		conditions,
		...(since !== '' && { createdSince: new Date(`${since}T00:00`).toISOString() }),
		...(integration !== '' && { integrations: [integration] }),
		perMinute: Number(perMinute),
		start,
	});
	return data;
}

/** @throws Failure */
function conditionsIn(text: string): Record<string, unknown> {
	if (text.trim() === '') return {};
	try {
		const read: unknown = JSON.parse(text);
		if (typeof read === 'object' && read !== null && !Array.isArray(read)) {
			return read as Record<string, unknown>;
		}
	} catch {
		// Told below.
	}
	throw new Failure(
		-1,
		'Further conditions: this is no JSON object. Write it like {"total": {"gte": 100}}.',
	);
}
