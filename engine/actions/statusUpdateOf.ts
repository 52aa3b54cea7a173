import { z } from 'zod/v4';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../events/statuses.ts';
import { ownStatusOf, ownWordOf, type OwnStatus } from '../providers/ownStatus.ts';
import type { StatusUpdate } from '../providers/storeSide.ts';
import { ActionError } from './actionError.ts';

const common = {
	id: z.string().min(1),
	note: z
		.string()
		.nullish()
		.transform((note) => note?.trim() || null),
};

const updateSchema = z.discriminatedUnion('entityType', [
	z.object({
		entityType: z.literal('Order'),
		status: z.union([
			z.enum(ORDER_STATUSES).exclude(['unknown']),
			z.string().transform((status, context): OwnStatus => {
				const own = ownStatusOf(ownWordOf(status) ?? '');
				if (own !== null) return own;
				context.addIssue({ code: 'custom', message: 'it is no status' });
				return z.NEVER;
			}),
		]),
		...common,
	}),
	z.object({
		entityType: z.literal('Shipment'),
		status: z.enum(SHIPMENT_STATUSES).exclude(['unknown']),
		...common,
	}),
]);

/**
 * Checks what is to be updated.
 *
 * @throws ActionError naming what was given and what is allowed
 */
export function statusUpdateOf(given: unknown): StatusUpdate {
	const parsed = updateSchema.safeParse(given);
	if (parsed.success) return parsed.data;
	const { entityType, status } = given as { entityType?: unknown; status?: unknown };
	const statuses = entityType === 'Shipment' ? SHIPMENT_STATUSES : ORDER_STATUSES;
	throw new ActionError('setup', `"${String(status)}" is no status of ${String(entityType)}`, {
		hint: `Only orders and shipments can be given a status. Allowed: ${statuses.filter((each) => each !== 'unknown').join(', ')}; of an order also one of the shop's own, as "own:" and the shop's word.`,
	});
}
