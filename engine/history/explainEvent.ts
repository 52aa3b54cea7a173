import { z } from 'zod/v4';
import { conditionsSchema } from '../conditions/conditionsSchema.ts';
import { explainConditions } from '../conditions/explainConditions.ts';
import { isTakenDown, withAttachment } from '../deliveries/attachment.ts';
import { factsOf, storesOf, type CommerceItem } from '../deliveries/composeItem.ts';
import type { Subscription } from '../deliveries/subscription.ts';
import { CATALOG, triggerOf } from '../events/catalog.ts';
import type { EntityType } from '../events/entityType.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/** So many triggers are asked for their reasons. */
const MOST_TRIGGERS = 1_000;

export const REASON_CODES = [
	'otherEvent',
	'otherStore',
	'ownUpdate',
	'catchUp',
	'conditions',
	'notPublished',
	'unreadable',
] as const;

/** Why a trigger did not start its workflow, in words for the merchant. */
export type Reason = { readonly code: (typeof REASON_CODES)[number]; readonly text: string };

/** What a trigger asks of an event. */
export type WantedEvents = Pick<
	Subscription,
	'entityType' | 'codes' | 'integrations' | 'conditions' | 'includeOwnUpdates'
>;

/**
 * Why a trigger does not want an event; empty where it does. Reads the trigger once.
 *
 * @throws as `compileConditions`
 */
export function reasonsNotToStart(wanted: WantedEvents): (item: CommerceItem) => Reason[] {
	const { entityType, codes, integrations, conditions, includeOwnUpdates } = wanted;
	const unfulfilled = conditions === null ? () => [] : explainConditions(conditions, entityType);
	return (item) => {
		const { event, integration } = item;
		const reasons: Reason[] = [];
		if (!event.codes.some((code) => codes.includes(code))) {
			reasons.push({
				code: 'otherEvent',
				text: `It starts on ${namesOf(codes)}, and this was ${namesOf(event.codes)}.`,
			});
		}
		if (integrations !== null && !storesOf(item).some((guid) => integrations.includes(guid))) {
			reasons.push({
				code: 'otherStore',
				text: `It listens to other stores, not to ${integration.name}.`,
			});
		}
		if (event.isOwnUpdate && !includeOwnUpdates) {
			reasons.push({
				code: 'ownUpdate',
				text: 'This change was made from n8n, and the trigger does not include changes of its own.',
			});
		}
		if (event.entityType !== entityType) return reasons;
		for (const { isOne, text } of unfulfilled(factsOf(item))) {
			const words = isOne ? `Condition ${text}.` : `The event failed on ${text}.`;
			reasons.push({ code: 'conditions', text: words });
		}
		return reasons;
	};
}

const stored = {
	codes: z.array(z.enum(CATALOG.map(({ code }) => code))),
	integrations: z.array(z.string()),
};

/** @throws Error for a row of another version, or a broken one */
export function wantedBy(row: Row<'subscription'>): WantedEvents {
	const { integrationsJson, conditionsJson } = row;
	return {
		entityType: row.entityType as EntityType,
		codes: stored.codes.parse(JSON.parse(row.codesJson)),
		integrations:
			integrationsJson === null ? null : stored.integrations.parse(JSON.parse(integrationsJson)),
		conditions: conditionsJson === null ? null : conditionsSchema.parse(JSON.parse(conditionsJson)),
		includeOwnUpdates: row.includeOwnUpdates === 1,
	};
}

/** A trigger that did not start its workflow. */
export type Verdict = {
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	/** At least one. */
	readonly reasons: readonly Reason[];
};

/**
 * Tells for each trigger of an event's space and type that did not start its workflow, why not. The reasons are
 * worked out from what the triggers are now: who changes a workflow is told what would happen today.
 *
 * @param delivered the subscriptions that have a delivery of the event: these wanted it when it came
 */
export async function explainEvent(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	item: CommerceItem,
	delivered: ReadonlySet<string>,
): Promise<Verdict[]> {
	const rows = await withAttachment(database)
		.selectAll('subscription')
		.select(['holder', 'until'])
		.where('subscription.space', '=', space)
		.where('subscription.entityType', '=', item.event.entityType)
		.orderBy('subscription.workflowName')
		.orderBy('subscription.id')
		.limit(MOST_TRIGGERS)
		.execute();

	const reasonsOf = (row: (typeof rows)[number]): Reason[] => {
		try {
			const wanted = wantedBy(row);
			if (wanted.codes.length === 0) {
				return [
					{ code: 'notPublished', text: 'It is switched off, or wants nothing of this kind.' },
				];
			}
			const reasons = reasonsNotToStart(wanted)(item);
			if (isTakenDown(row)) reasons.push({ code: 'notPublished', text: 'It is not published.' });
			if (reasons.length > 0) return reasons;
			return [
				{
					code: 'notPublished',
					text: 'It wants such events now. It was not published, or had other settings, when this one came.',
				},
			];
		} catch {
			return [
				{
					code: 'unreadable',
					text: 'What is stored of this trigger cannot be read. Publish the workflow again.',
				},
			];
		}
	};
	return rows
		.filter(({ id }) => !delivered.has(id))
		.map((row) => ({
			workflowId: row.workflowId,
			workflowName: row.workflowName,
			nodeName: row.nodeName,
			reasons: reasonsOf(row),
		}));
}

const namesOf = (codes: readonly string[]) =>
	codes.map((code) => triggerOf(code)?.name ?? code).join(', ');
