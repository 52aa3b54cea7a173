import { z } from 'zod/v4';
import { ActionError } from '../../actions/actionError.ts';

export const URGENCIES = ['very-low', 'low', 'normal', 'high'] as const;

/** A day: who was offline for longer has no use for "your parcel arrives today". */
export const DEFAULT_TTL_SECONDS = 86_400;

/** Google's service keeps a message for at most 28 days. */
const LONGEST_TTL_SECONDS = 2_419_200;

const schema = z.object({
	ttl: z
		.number('TTL has to be a number of seconds.')
		.int('TTL has to be a whole number of seconds.')
		.min(0, 'TTL cannot be less than 0 seconds.')
		.max(LONGEST_TTL_SECONDS, `TTL can be at most ${LONGEST_TTL_SECONDS} seconds, 28 days.`)
		.default(DEFAULT_TTL_SECONDS),
	urgency: z.enum(URGENCIES, `Urgency has to be one of ${URGENCIES.join(', ')}.`).default('normal'),
	topic: z
		.string()
		.trim()
		.regex(
			/^[A-Za-z0-9_-]{0,32}$/,
			'Topic can have at most 32 characters: letters without accents, digits, - and _.',
		)
		.nullish()
		.transform((topic) => topic || null),
});

/** How a push service should treat a message. `ttl` is in seconds; `topic` replaces a waiting message. */
export type PushDelivery = z.output<typeof schema>;

/** @throws ActionError naming the field @see RFC 8030 sections 5.2, 5.3 and 5.4 */
export function pushDelivery(given: {
	ttl?: unknown;
	urgency?: unknown;
	topic?: unknown;
}): PushDelivery {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	throw new ActionError('setup', parsed.error.issues[0]!.message);
}
