import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { triggerOf, type TriggerCode } from '../../engine/events/catalog.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import type { WantedEvents } from '../../engine/history/explainEvent.ts';
import type { ListedTestEvent } from '../../engine/history/testEvents.ts';
import { commerce } from './commerce.ts';
import { conditionsFromParameters } from './conditionsFromParameters.ts';
import { spaceOf } from './spaceOf.ts';
import { TEST_CHOICES } from './testWith.ts';

/** The stored events that a trigger can be tried with, and before them what else it can be tried with. */
export async function searchTestEvents(
	context: ILoadOptionsFunctions,
	entityType: EntityType,
	search = '',
	cursor: string | null = null,
): Promise<INodeListSearchResult> {
	const { engine } = await commerce(context.logger);
	const parameters = context.getCurrentNodeParameters() ?? {};
	const { integrations } = parameters;
	const chosen = (Array.isArray(integrations) ? integrations : []).map(String);
	const found = await engine.ask('testEvents', {
		space: await spaceOf(context),
		entityType,
		integrations: chosen.length === 0 ? null : chosen,
		trigger: triggerIn(parameters, entityType),
		...{ search, cursor },
	});
	const when = new Intl.DateTimeFormat('en-GB', {
		...({ dateStyle: 'medium', timeStyle: 'short' } as const),
		timeZone: context.getTimezone(),
	});
	const choices = TEST_CHOICES.filter(({ name }) =>
		name.toLowerCase().includes(search.trim().toLowerCase()),
	);
	return {
		results: [
			...(cursor === null ? choices : []).map(({ name, value }) => ({ name, value })),
			...found.events.map((event) => ({ name: nameOf(event, when), value: event.id })),
		],
		...(found.cursor !== null && { paginationToken: found.cursor }),
	};
}

const nameOf = (event: ListedTestEvent, when: Intl.DateTimeFormat) =>
	[
		...[event.about, event.customer, event.total, event.happened, when.format(event.receivedAt)],
		event.wouldStart === false ? 'would not start it' : null,
	]
		.filter((part) => part !== null)
		.join(' · ');

/** What the form asks of an event; `null` where it is not finished, or an expression decides. */
function triggerIn(
	parameters: Readonly<Record<string, unknown>>,
	entityType: EntityType,
): WantedEvents | null {
	const { events, options } = parameters;
	const codes = (Array.isArray(events) ? events.map(String) : []).filter(
		(code): code is TriggerCode => triggerOf(code)?.entityType === entityType,
	);
	if (codes.length === 0 || JSON.stringify(parameters.conditions ?? '').includes('"=')) return null;
	try {
		const conditions = conditionsFromParameters((name) => parameters[name], entityType, true);
		const { includeOwnUpdates } = (options ?? {}) as { includeOwnUpdates?: unknown };
		const wants = { conditions, includeOwnUpdates: includeOwnUpdates === true };
		return { entityType, codes, integrations: null, ...wants };
	} catch {
		return null;
	}
}
