import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Configuration, Data, DryRun, Possibilities } from '../answers.ts';
import { Failure, get, post } from '../api.ts';
import { Choice, Doing, Field, FailureNotice, Heading, InN8n, Json, Notice } from '../parts.tsx';
import { goTo, linkTo } from '../route.ts';
import { failureOf, useStateOf } from '../useApi.ts';
import { ActionFields } from '../workflowForm/ActionFields.tsx';
import { ConditionFields } from '../workflowForm/ConditionFields.tsx';
import { bodyOf, draftOf, newDraft, type Draft } from '../workflowForm/draft.ts';
import { Tried } from './DryRun.tsx';

/** A workflow that there is, as it was read. */
type Held = {
	readonly name: string;
	readonly entityType: string;
	readonly url: string;
	readonly configuration: Configuration | null;
	readonly version: string;
};
type Read = { readonly possible: Possibilities; readonly held: Held | null };

const possibilities = async (type: string) =>
	(await get<Data<Possibilities>>(`/workflows/possibilities/${encodeURIComponent(type)}`)).data;

/** A form for a new workflow on a type of entity. */
export const NewWorkflowPage = ({ type }: { type: string }) => (
	<FormPage
		title={`New workflow for ${type.toLowerCase()}s`}
		read={async () => ({ possible: await possibilities(type), held: null })}
	/>
);

/** The same form, for one that there is. */
export const ChangeWorkflowPage = ({ guid }: { guid: string }) => (
	<FormPage
		title="Change a workflow"
		read={async () => {
			const path = `/workflows/configured/${encodeURIComponent(guid)}`;
			const { data: held } = await get<Data<Held>>(path);
			return { possible: await possibilities(held.entityType), held };
		}}
	/>
);

/** Read once: what somebody is writing does not change below their hands. */
function FormPage({ title, read }: { title: string; read: () => Promise<Read> }) {
	const [found, setFound] = useState<Read | null>(null);
	const [failure, setFailure] = useState<Failure | null>(null);
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		read().then(setFound, (error: unknown) => setFailure(failureOf(error)));
	}, [turn]);
	const readAnew = () => {
		setFound(null);
		setTurn(turn + 1);
	};
	const isInN8n = found?.held && found.held.configuration === null;
	return (
		<>
			<Heading title={title}>{title}</Heading>
			{failure && <FailureNotice failure={failure} />}
			{found === null && failure === null && <p class="none">Loading …</p>}
			{isInN8n && (
				<Notice tone="plain">
					{'This workflow is more than one trigger with one action, or has expressions. '}
					<InN8n url={found.held!.url}>Change it</InN8n>
				</Notice>
			)}
			{found && !isInN8n && <WorkflowForm {...found} onReload={readAnew} />}
		</>
	);
}

function WorkflowForm({ possible, held, onReload }: Read & { onReload: () => void }) {
	const before = held?.configuration ?? null;
	const [draft, setDraft] = useState<Draft>(() =>
		before === null ? newDraft(possible) : draftOf(possible, before),
	);
	const [isOutdated, setOutdated] = useState(false);
	const body = bodyOf(possible, draft, before);
	const written = JSON.stringify(body);
	const { entityType, triggerId, integrations, action } = body;
	const conditions = body.conditions ?? before?.conditions;
	const described = { entityType, triggerId, integrations, conditions, action };
	const [found, setFound] = useStateOf<DryRun | null>(JSON.stringify(described), null);
	const isLeft = useRef(false);
	// At once: an effect's end comes a frame after the next page is there, and an answer may come between.
	useLayoutEffect(() => () => void (isLeft.current = true), []);
	// Sent again after an answer was lost, the same is not made twice.
	const key = useMemo(() => randomName(), [written]);
	const change = (changed: Partial<Draft>) => setDraft({ ...draft, ...changed });
	const trigger = possible.triggers.find(({ code }) => code === draft.triggerId);
	const isToldWhole = before === null || before.conditions !== undefined;
	const save = async () => {
		try {
			const { data } = await post<Data<{ guid: string }>>('/workflows/configure', body, {
				'Idempotency-Key': key,
				...(held && { 'If-Match': `"${held.version}"` }),
			});
			if (!isLeft.current) goTo(['workflows'], { saved: data.guid });
		} catch (error) {
			if (!(error instanceof Failure) || error.status !== 412) throw error;
			setOutdated(true);
		}
	};
	return (
		<form class="workflow" onSubmit={(event) => event.preventDefault()}>
			<fieldset>
				<legend>When</legend>
				<Choice
					label="This happens"
					value={draft.triggerId}
					options={possible.triggers.map(({ code, name }) => [code, name] as const)}
					onChoose={(triggerId) => change({ triggerId })}
				/>
				<p class="hint">{trigger?.description}</p>
				{possible.integrations.length > 1 && (
					<Stores
						stores={possible.integrations}
						chosen={draft.integrations}
						onChosen={(integrations) => change({ integrations })}
					/>
				)}
			</fieldset>
			{possible.conditions && draft.conditions && (
				<ConditionFields
					form={possible.conditions}
					given={draft.conditions}
					onRows={(conditions) => change({ conditions })}
				/>
			)}
			{draft.conditions === null && before?.conditions && (
				<Notice tone="plain">
					Its conditions are more than rows can say, and stay as they are.
					<Json label="Conditions" value={before.conditions} />
				</Notice>
			)}
			{draft.form < 0 ? (
				<Notice tone="plain">
					What it does is more than this form can say, and stays as it is.
					<Json label="Action" value={draft.action} />
				</Notice>
			) : (
				<ActionFields
					forms={possible.actions}
					chosen={draft.form}
					action={draft.action}
					variables={possible.variables}
					onAction={(form, action) => change({ form, action })}
				/>
			)}
			<Field label="Name of the workflow">
				{(id) => (
					<input
						id={id}
						type="text"
						autocomplete="off"
						maxLength={possible.name.maxLength}
						value={draft.name}
						onInput={({ currentTarget }) => change({ name: currentTarget.value })}
					/>
				)}
			</Field>
			{isOutdated && (
				<Notice tone="bad">
					{'Somebody has changed this workflow in the meantime. '}
					<button type="button" onClick={onReload}>
						Load it anew
					</button>
				</Notice>
			)}
			<div class="line">
				{possible.conditions && isToldWhole && (
					<Doing
						label="Dry run"
						run={async () => {
							const { data } = await post<Data<DryRun>>('/workflows/dry-run', described);
							setFound(data);
						}}
					/>
				)}
				<Doing label={held ? 'Save' : 'Create'} kind="main" run={save} />
				<a href={linkTo(['workflows'])}>Cancel</a>
			</div>
			{found && (
				<Tried
					workflow={{ name: draft.name || 'It' }}
					found={found}
					onClose={() => setFound(null)}
				/>
			)}
		</form>
	);
}

function Stores({
	stores,
	chosen,
	onChosen,
}: {
	stores: Possibilities['integrations'];
	chosen: readonly string[];
	onChosen: (guids: readonly string[]) => void;
}) {
	return (
		<div role="group" aria-label="Of these stores">
			<p class="hint">Of these stores; none chosen: of all</p>
			{stores.map(({ guid, name }) => (
				<label key={guid} class="check">
					<input
						type="checkbox"
						checked={chosen.includes(guid)}
						onChange={({ currentTarget }) =>
							onChosen(
								currentTarget.checked ? [...chosen, guid] : chosen.filter((each) => each !== guid),
							)
						}
					/>
					<bdi>{name}</bdi>
				</label>
			))}
		</div>
	);
}

/** Not `randomUUID`, which browsers have for https alone. */
const randomName = () =>
	[...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(36)).join('-');
