import { listIn } from '../payloadFields.ts';

/**
 * The values that an order's meta has under a key; none where it has no such key.
 *
 * @returns `undefined` where the message does not tell meta at all
 */
export function orderMeta(meta: unknown, wanted: string): unknown[] | undefined {
	return listIn(meta)?.flatMap((entry) => {
		const { key, value } = (entry ?? {}) as { key?: unknown; value?: unknown };
		return key === wanted ? [value ?? null] : [];
	});
}
