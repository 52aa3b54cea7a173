import { useState } from 'preact/hooks';
import { ENTITY_TYPES, type Data, type Health } from '../answers.ts';
import { Choice, Field } from '../parts.tsx';
import { useApi } from '../useApi.ts';

/** Which events are shown, as the address of the page has it; empty is all. */
export type EventFilter = {
	readonly entityType: string;
	readonly trigger: string;
	readonly integration: string;
	/** An e-mail address, or an SKU. */
	readonly search: string;
};

/** The same as `GET /events` wants it. */
export function queryOf({ search, ...filter }: EventFilter): URLSearchParams {
	const by = search.includes('@') ? 'email' : 'sku';
	const given = Object.entries({ ...filter, [by]: search }).filter(([, value]) => value !== '');
	return new URLSearchParams(given);
}

export function EventFilters({
	of: filter,
	onChoose,
}: {
	of: EventFilter;
	onChoose: (change: Partial<EventFilter>) => void;
}) {
	const { entityType, integration, search } = filter;
	const [wanted, setWanted] = useState(search);
	const { answer: health } = useApi<Data<Health>>('/health');
	const stores = health?.data.integrations ?? [];
	return (
		<div class="filters">
			<Choice
				label="Kind"
				value={entityType}
				options={[['', 'All'], ...ENTITY_TYPES.map((type) => [type, `${type}s`] as const)]}
				// The triggers of one kind are not those of another.
				onChoose={(type) => onChoose({ entityType: type, trigger: '' })}
			/>
			{entityType !== '' && <TriggerChoice of={filter} onChoose={onChoose} />}
			<Choice
				label="Store"
				value={integration}
				options={[['', 'All'], ...stores.map(({ guid, name }) => [guid, name] as const)]}
				onChoose={(guid) => onChoose({ integration: guid })}
			/>
			<form
				class="line"
				onSubmit={(event) => {
					event.preventDefault();
					onChoose({ search: wanted.trim() });
				}}
			>
				<Field label="E-mail address or SKU">
					{(id) => (
						<input
							id={id}
							type="search"
							autocomplete="off"
							maxLength={100}
							value={wanted}
							onInput={({ currentTarget }) => setWanted(currentTarget.value)}
						/>
					)}
				</Field>
				<button>Search</button>
			</form>
		</div>
	);
}

function TriggerChoice({
	of: { entityType, trigger },
	onChoose,
}: {
	of: EventFilter;
	onChoose: (change: Partial<EventFilter>) => void;
}) {
	const { answer } = useApi<Data<ReadonlyArray<{ code: string; name: string }>>>(
		`/workflows/triggers/${encodeURIComponent(entityType)}`,
	);
	const triggers = answer?.data ?? [];
	return (
		<Choice
			label="What happened"
			value={trigger}
			options={[['', 'All'], ...triggers.map(({ code, name }) => [code, name] as const)]}
			onChoose={(code) => onChoose({ trigger: code })}
		/>
	);
}
