import type { Entity } from './entities.ts';

/** Fields that tell a status. */
const STATUS_FIELDS = ['status', 'paymentStatus', 'fulfillmentStatus'] as const;

/**
 * A word of the store that had no counterpart here when the entity was stored, and has one now: the same word
 * is the same status. Where the word is all that a status is made of, also one that had another counterpart.
 */
export function readAnew(before: Entity, after: Entity, isStatusWord: boolean): Entity {
	const isSameWord = before.nativeStatus !== null && before.nativeStatus === after.nativeStatus;
	if (!isSameWord || before.status === after.status) return before;
	const isRead = isStatusWord || (before.status === 'unknown' && after.status !== 'unknown');
	if (!isRead) return before;
	const [old, now] = [before, after] as unknown as Array<Record<string, unknown>>;
	const read = STATUS_FIELDS.filter((field) => field === 'status' || old![field] === 'unknown');
	return {
		...before,
		...Object.fromEntries(read.map((field) => [field, now![field]])),
	} as Entity;
}

/** Between two words of the store that have no counterpart here, the words themselves tell. */
export function isOtherStatus(before: Entity, after: Entity, isStatusWord: boolean): boolean {
	return (
		before.status !== after.status ||
		((after.status === 'unknown' || isStatusWord) && before.nativeStatus !== after.nativeStatus)
	);
}
