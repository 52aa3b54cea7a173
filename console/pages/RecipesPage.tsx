import { useState } from 'preact/hooks';
import type { Data, DryRun, Health, Named, Recipe } from '../answers.ts';
import { post } from '../api.ts';
import { Answer, Badge, Choice, Doing, Field, Heading, InN8n, Notice, Section } from '../parts.tsx';
import { linkTo } from '../route.ts';
import { SELDOM_MS, useApi, useStateOf } from '../useApi.ts';
import { Message, useLogos } from './DryRun.tsx';

const CREDENTIALS: Readonly<Record<string, string>> = {
	commerceSmtpApi: 'a mail server',
	commerceWebPushApi: 'a web push credential',
};

/** The gallery: whole workflows, each with a preview and a switch. */
export function RecipesPage() {
	const read = useApi<Data<readonly Recipe[]>>('/recipes', SELDOM_MS);
	const { answer: health } = useApi<Data<Health>>('/health');
	const stores = health?.data.integrations ?? [];
	const [store, setStore] = useState('');
	return (
		<>
			<Heading title="Recipes">Recipes</Heading>
			<p>
				Whole workflows that shops want. Look at what one would have sent, switch it on, and change
				it in n8n as you like.
			</p>
			{stores.length > 1 && (
				<Choice
					label="For the store"
					value={store}
					options={[['', 'All'], ...stores.map(({ guid, name }) => [guid, name] as const)]}
					onChoose={setStore}
				/>
			)}
			<Answer of={read}>
				{({ data }) =>
					[...new Set(data.map(({ group }) => group))].map((group) => (
						<Section key={group} title={group}>
							<ul class="recipes">
								{data
									.filter((recipe) => recipe.group === group)
									.map((recipe) => (
										<li key={recipe.id}>
											<Card
												key={store}
												recipe={recipe}
												store={stores.find(({ guid }) => guid === store) ?? null}
												onUsed={read.again}
											/>
										</li>
									))}
							</ul>
						</Section>
					))
				}
			</Answer>
		</>
	);
}

function Card({
	recipe,
	store,
	onUsed,
}: {
	recipe: Recipe;
	/** `null` is all. */
	store: Named | null;
	onUsed: () => Promise<void>;
}) {
	const { id, name, does, entityType, steps, picture, settings, credentials } = recipe;
	const ofStore = recipe.used.filter(
		({ integrations }) =>
			store === null || integrations.length === 0 || integrations.includes(store.guid),
	);
	const used = ofStore.find(({ isActive }) => isActive) ?? ofStore[0] ?? null;
	const integrations = store === null ? [] : [store.guid];
	const isTaken = recipe.used.some((each) => each.name === name);
	const usual = Object.fromEntries(settings.map((each) => [each.name, String(each.default ?? '')]));
	const [values, setValues] = useState<Readonly<Record<string, string>>>(usual);
	const [found, setFound] = useStateOf<DryRun | null>(values, null);
	const missing = credentials.filter(({ isChosen }) => !isChosen);
	const given = () =>
		Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
	return (
		<article class="recipe" aria-label={name}>
			<h3>
				{name}
				{used && (
					<Badge tone={used.isActive ? 'good' : 'plain'}>{used.isActive ? 'On' : 'Off'}</Badge>
				)}
			</h3>
			<p>{does}</p>
			<img
				class="steps"
				src={`data:image/svg+xml,${encodeURIComponent(picture)}`}
				alt={`Steps: ${steps.join(', then ')}`}
			/>
			{settings.map((setting) => (
				<Field key={setting.name} label={setting.label}>
					{(field) => (
						<>
							<input
								id={field}
								type="text"
								inputMode={setting.kind === 'number' ? 'decimal' : setting.kind}
								autocomplete="off"
								aria-describedby={`${field}-hint`}
								value={values[setting.name] ?? ''}
								onInput={({ currentTarget }) =>
									setValues({ ...values, [setting.name]: currentTarget.value })
								}
							/>
							<small id={`${field}-hint`}>{setting.description}</small>
						</>
					)}
				</Field>
			))}
			{missing.map(({ type }) => (
				<Notice key={type} tone="waiting">
					{`It needs ${CREDENTIALS[type] ?? type}: choose one in n8n in the Commerce API node, and publish its workflow again.`}
				</Notice>
			))}
			<div class="line">
				{entityType !== 'Alert' && (
					<Doing
						label="Preview"
						run={async () => {
							const asked = { settings: given(), integrations };
							const { data } = await post<Data<DryRun>>(`/recipes/${id}/preview`, asked);
							setFound(data);
						}}
					/>
				)}
				{used === null ? (
					<Doing
						label="Switch on"
						kind="main"
						run={async () => {
							await post(`/recipes/${id}/use`, {
								settings: given(),
								integrations,
								// Another store has a workflow of this name already.
								...(isTaken && store !== null && { name: `${name}: ${store.name}` }),
							});
							await onUsed();
						}}
					/>
				) : (
					<>
						<Doing
							label={used.isActive ? 'Switch off' : 'Switch on'}
							{...(used.isActive && { ask: 'What comes until it is on again does not start it.' })}
							run={async () => {
								const to = used.isActive ? 'disable' : 'enable';
								await post(`/workflows/configured/${used.guid}/${to}`);
								await onUsed();
							}}
						/>
						<InN8n url={used.url}>Change it</InN8n>
					</>
				)}
				<Doing
					label="Copy for n8n"
					run={async () => {
						await navigator.clipboard.writeText(JSON.stringify(recipe.workflow, null, '\t'));
						return 'Copied: paste it into a workflow in n8n.';
					}}
				/>
			</div>
			{found && <Preview found={found} />}
		</article>
	);
}

/** What it would have sent for the newest event that fits. */
function Preview({ found }: { found: DryRun }) {
	const logos = useLogos(found);
	const newest = found.events.find(({ wouldStart }) => wouldStart);
	if (newest === undefined) {
		return (
			<Notice tone="plain">
				{found.lookedAt === 0
					? 'There are no events of this kind yet.'
					: `None of the last ${found.lookedAt} events would have started it.`}
			</Notice>
		);
	}
	return (
		<div>
			<p>
				{`${found.wouldStart} of the last ${found.lookedAt} events would have started it. The newest: `}
				<a href={linkTo(['events', newest.event.id])}>{newest.event.name}</a>
			</p>
			{newest.messages?.map((message, index) => (
				<Message key={index} of={message} logo={logos.get(newest.event.integration.guid) ?? null} />
			))}
		</div>
	);
}
