import { z } from 'zod/v4';
import { ORDER_STATUSES, type OrderStatus } from '../events/statuses.ts';

/** How a merchant wants a store's own words to be read, beside what is known of them here. */
export type StoreReading = {
	/** The store's words for a status of an order, and what each means. */
	readonly statuses: ReadonlyMap<string, OrderStatus>;
	/** Whether a key of a plugin moves by itself, and is no change. */
	isNoise(key: string): boolean;
	/** Whether customers reach the store by https: some stores name their own pages by http all the same. */
	readonly isHttps: boolean;
};

const LONGEST_WORD = 100;
const MOST_STATUSES = 100;
const LONGEST_KEY = 200;
const MOST_KEYS = 200;

/** As it is written down and asked for: `{statuses: {"at-workshop": "processing"}, noiseKeys: ["_views", "_log_*"]}`. */
export const writtenReadingSchema = z.strictObject({
	statuses: z
		.record(z.string().trim().min(1).max(LONGEST_WORD), z.enum(ORDER_STATUSES).exclude(['unknown']))
		.refine(
			(statuses) => Object.keys(statuses).length <= MOST_STATUSES,
			`it has more than ${MOST_STATUSES} statuses.`,
		)
		.default({}),
	noiseKeys: z
		.array(
			z
				.string()
				.trim()
				.min(1)
				.max(LONGEST_KEY)
				.regex(
					/^[^*,]+\*?$/,
					'a key has no comma, and a * only at its end, for all that begin so.',
				),
		)
		.max(MOST_KEYS)
		.default([]),
});
export type WrittenReading = z.output<typeof writtenReadingSchema>;

/** A store's words as they are known here. */
export const AS_KNOWN: StoreReading = { statuses: new Map(), isNoise: () => false, isHttps: true };

/** The reading that is written down with a store; what another version wrote counts as none. */
export function readingOf({
	readingJson,
	storeUrl,
}: {
	readonly readingJson?: string | null;
	readonly storeUrl: string;
}): StoreReading {
	const asKnown = { ...AS_KNOWN, isHttps: storeUrl.startsWith('https:') };
	if (!readingJson) return asKnown;
	const { success, data } = writtenReadingSchema.safeParse(jsonIn(readingJson));
	if (!success) return asKnown;
	const exact = new Set(data.noiseKeys.filter((key) => !key.endsWith('*')));
	const beginnings = data.noiseKeys
		.filter((key) => key.endsWith('*'))
		.map((key) => key.slice(0, -1));
	const words = Object.entries(data.statuses).map(
		([word, status]) => [word.toLowerCase().replace(/^wc-/, ''), status] as const,
	);
	return {
		...asKnown,
		statuses: new Map(words),
		isNoise: (key) => exact.has(key) || beginnings.some((beginning) => key.startsWith(beginning)),
	};
}

/** A reading as it is written down; `null` where it says nothing. */
export function readingJsonOf({ statuses, noiseKeys }: WrittenReading): string | null {
	const isEmpty = Object.keys(statuses).length === 0 && noiseKeys.length === 0;
	return isEmpty ? null : JSON.stringify({ statuses, noiseKeys });
}

function jsonIn(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
