import { z } from 'zod/v4';
import { conditionsSchema } from '../conditions/conditionsSchema.ts';
import { explainConditions } from '../conditions/explainConditions.ts';
import { isTakenDown, withAttachment } from '../deliveries/attachment.ts';
import { factsOf, type CommerceItem } from '../deliveries/composeItem.ts';
import { triggerOf } from '../events/catalog.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';

/** So many triggers are asked for their reasons. */
const MOST_TRIGGERS = 1_000;

export const REASON_CODES = [
	'otherEvent',
	'otherStore',
	'ownUpdate',
	'conditions',
	'notPublished',
	'unreadable',
] as const;

/** Why a trigger did not start its workflow, in words for the merchant. */
export type Reason = { readonly code: (typeof REASON_CODES)[number]; readonly text: string };

/** A trigger that did not start its workflow. */
export type Verdict = {
	readonly workflowId: string;
	readonly workflowName: string;
	readonly nodeName: string;
	/** At least one. */
	readonly reasons: readonly Reason[];
};

const lists = { codes: z.array(z.string()), integrations: z.array(z.string()) };

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
	const { event, integration } = item;
	const rows = await withAttachment(database)
		.selectAll('subscription')
		.select(['holder', 'until'])
		.where('subscription.space', '=', space)
		.where('subscription.entityType', '=', event.entityType)
		.orderBy('subscription.workflowName')
		.orderBy('subscription.id')
		.limit(MOST_TRIGGERS)
		.execute();
	const others = rows.filter(({ id }) => !delivered.has(id));
	const facts = factsOf(item);

	const reasonsOf = (row: (typeof rows)[number]): Reason[] => {
		const reasons: Reason[] = [];
		const codes = lists.codes.parse(JSON.parse(row.codesJson));
		if (!event.codes.some((code) => codes.includes(code))) {
			reasons.push({
				code: 'otherEvent',
				text: `It starts on ${namesOf(codes)}, and this was ${namesOf(event.codes)}.`,
			});
		}
		const { integrationsJson, conditionsJson } = row;
		const stores =
			integrationsJson === null ? null : lists.integrations.parse(JSON.parse(integrationsJson));
		if (stores !== null && !stores.includes(integration.guid)) {
			reasons.push({
				code: 'otherStore',
				text: `It listens to other stores, not to ${integration.name}.`,
			});
		}
		if (event.isOwnUpdate && row.includeOwnUpdates !== 1) {
			reasons.push({
				code: 'ownUpdate',
				text: 'This change was made from n8n, and the trigger does not include changes of its own.',
			});
		}
		if (conditionsJson !== null) {
			const conditions = conditionsSchema.parse(JSON.parse(conditionsJson));
			for (const text of explainConditions(conditions, event.entityType)(facts)) {
				reasons.push({ code: 'conditions', text: `Condition ${text}.` });
			}
		}
		return reasons;
	};
	const readReasons = (row: (typeof rows)[number]): Reason[] => {
		try {
			const reasons = reasonsOf(row);
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
	return others.map((row) => ({
		workflowId: row.workflowId,
		workflowName: row.workflowName,
		nodeName: row.nodeName,
		reasons: readReasons(row),
	}));
}

const namesOf = (codes: readonly string[]) =>
	codes.map((code) => triggerOf(code)?.name ?? code).join(', ');
