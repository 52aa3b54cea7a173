import { listIn } from '../payloadFields.ts';
import type { StoreReading } from '../storeReading.ts';
import { isNoiseMeta, NOISE } from './noise.ts';

/**
 * Everything of a payload that has no field of its own in the canonical entity, by the shop's own names:
 * nothing that could be a change is lost, whichever plugin added it.
 *
 * @param mapped the fields that the canonical entity has
 * @param reading which keys the merchant does not take for a change either
 */
export function attributesOf(
	payload: object,
	mapped: ReadonlySet<string>,
	{ isNoise }: StoreReading,
): Record<string, unknown> {
	const fields = Object.entries(payload).filter(
		([name]) =>
			name !== 'meta_data' &&
			!mapped.has(name) &&
			!NOISE.has(name) &&
			!isNoise(name) &&
			!hasUtcTwin(name, payload),
	);
	const meta = (payload as { meta_data?: unknown }).meta_data;
	return Object.fromEntries([
		...fields,
		...(meta === undefined
			? []
			: [['meta_data', metaOf(meta, (key) => !isNoiseMeta(key) && !isNoise(key))]]),
	]);
}

/**
 * Meta data as an object: `{gift_wrap: "yes"}`. A key that is there several times has a list of values.
 *
 * @param isKept which keys
 */
export function metaOf(
	meta: unknown,
	isKept: (key: string) => boolean = () => true,
): Record<string, unknown> {
	const values = new Map<string, unknown[]>();
	for (const entry of listIn(meta) ?? []) {
		const { key, value } = (entry ?? {}) as { key?: unknown; value?: unknown };
		if (typeof key !== 'string' || !isKept(key)) continue;
		const known = values.get(key);
		// Not a longer list each time: one key may be there ten thousand times.
		if (known) known.push(value ?? null);
		else values.set(key, [value ?? null]);
	}
	return Object.fromEntries(
		[...values].map(([key, all]) => [key, all.length === 1 ? all[0] : all]),
	);
}

/** `date_paid` is the shop's local time; `date_paid_gmt` says the same without doubt. */
function hasUtcTwin(name: string, payload: object): boolean {
	return Object.hasOwn(payload, `${name}_gmt`);
}

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
