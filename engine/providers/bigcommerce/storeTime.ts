import { z } from 'zod/v4';
import { readTime } from '../payloadFields.ts';

const RFC_2822 =
	/^(?:[a-z]{3}, )?\d{1,2} [a-z]{3} \d{4} \d{2}:\d{2}(?::\d{2})? (?:[+-]\d{4}|GMT|UTC)$/i;
const LONGEST_TIME = 100;

/**
 * A time as ISO 8601 in UTC. Version 2 of the API writes `Wed, 10 Jan 2018 21:05:30 +0000`, version 3
 * `2018-01-10T21:05:30Z`, and both an empty text for none.
 */
export const storeTime = z
	.unknown()
	.transform((value): string | null | undefined => (value === undefined ? undefined : read(value)));

function read(value: unknown): string | null {
	if (typeof value !== 'string' || value.length > LONGEST_TIME) return null;
	if (!RFC_2822.test(value.trim())) return readTime(value, '');
	const milliseconds = Date.parse(value);
	return Number.isNaN(milliseconds) ? null : new Date(milliseconds).toISOString();
}
