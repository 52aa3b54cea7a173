import { attemptsIn } from '../engine/deliveries/attempts.ts';
import type { OpenDatabase } from '../engine/state/dialects/dialect.ts';
import type { Line } from './ledger.ts';
import type { Happening } from './stream.ts';

/** What is known of each effect that is missing: its deliveries with their attempts, and what its runs say they did. */
export async function whyLost(
	{ db }: OpenDatabase,
	lines: readonly Line[],
	happened: readonly Happening[],
): Promise<string[]> {
	const told: string[] = [];
	for (const { name, lost } of lines) {
		for (const key of lost) {
			const causes = happened.filter(({ entity, email, orderId }) =>
				[entity, email, orderId].includes(key),
			);
			const ids = causes.map(({ entity }) => entity.slice(entity.indexOf('/') + 1));
			const events = await db
				.selectFrom('event')
				.select(['id', 'entityId', 'codesJson'])
				.where((eb) => eb.or([eb('entityId', 'in', [...ids, '']), eb('id', '=', key)]))
				.execute();
			for (const { id, entityId, codesJson } of events) {
				told.push(`${name} ${key}: event ${id} of ${entityId} ${codesJson}`);
				const deliveries = await db
					.selectFrom('delivery')
					.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
					.select(['workflowName', 'status', 'attempt', 'attemptsText'])
					.where('eventId', '=', id)
					.execute();
				for (const { workflowName, status, attempt, attemptsText } of deliveries) {
					told.push(`  ${workflowName} ${status}, try ${attempt}`);
					told.push(...attemptsIn(attemptsText).map((each) => `    ${JSON.stringify(each)}`));
				}
				const actions = await db
					.selectFrom('actionOutcome')
					.selectAll()
					.where('eventId', '=', id)
					.execute();
				told.push(...actions.map((action) => `  ${JSON.stringify(action)}`));
			}
		}
	}
	return told;
}
