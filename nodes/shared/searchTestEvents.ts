import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { shownText } from '../../api/canvas/outsideText.ts';
import { triggerOf, type TriggerCode } from '../../engine/events/catalog.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import type { WantedEvents } from '../../engine/history/explainEvent.ts';
import type { ListedTestEvent } from '../../engine/history/testEvents.ts';
import { commerce } from './commerce.ts';
import { conditionsFromParameters } from './conditionsFromParameters.ts';
import { spaceOf } from './spaceOf.ts';
import { TEST_CHOICES } from './testWith.ts';

const LONGEST_NAME = 200;

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
		...({ day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' } as const),
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

/** What matters first: n8n's list cuts what is longer than some 50 characters. */
function nameOf(event: ListedTestEvent, when: Intl.DateTimeFormat): string {
	const { about, customer, total, receivedAt, happened, wouldStart } = event;
	const named = wouldStart === false ? `${about} (does not match)` : about;
	const parts = [named, customer, total, when.format(receivedAt), happened];
	// n8n keeps the name of what is chosen in the node, and would run one that begins with `=`.
	return shownText(parts.filter((part) => part !== null).join(' · '), LONGEST_NAME);
}

/** What the form asks of an event; `null` where it is not finished, or an expression decides. */
function triggerIn(
	parameters: Readonly<Record<string, unknown>>,
	entityType: EntityType,
): WantedEvents | null {
	const { events, options } = parameters;
	const codes = (Array.isArray(events) ? events.map(String) : []).filter(
		(code): code is TriggerCode => triggerOf(code)?.entityType === entityType,
	);
	const written = JSON.stringify([parameters.conditions, parameters.conditionGroups]);
	if (codes.length === 0 || written.includes('"=')) return null;
	try {
		const conditions = conditionsFromParameters((name) => parameters[name], entityType, true);
		const { includeOwnUpdates } = (options ?? {}) as { includeOwnUpdates?: unknown };
		const wants = { conditions, includeOwnUpdates: includeOwnUpdates === true };
		return { entityType, codes, integrations: null, ...wants };
	} catch {
		return null;
	}
}
