import { z } from 'zod/v4';

/** A moment in a query, ISO 8601 with a time zone: epoch milliseconds. */
export const momentQuery = z.iso
	.datetime({ offset: true, message: 'a moment such as 2026-01-31T08:00:00Z' })
	.transform((text) => Date.parse(text))
	.optional();

/** Epoch milliseconds as the API tells them; `null` for never. */
export const isoOf = (ms: number | null | undefined): string | null =>
	ms ? new Date(ms).toISOString() : null;
