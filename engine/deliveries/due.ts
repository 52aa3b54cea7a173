import { sql } from 'kysely';

/** A claim that is not renewed for this long belongs to a process that is gone. */
export const LEASE_MS = 30_000;

/** Whether a waiting delivery is to be handed over: the first time at once, whatever the clock says. */
export const isDue = (nowMs: number) => sql<boolean>`(due_at <= ${nowMs} or attempt = 0)`;

/** Whether nobody renews a claim. One far ahead was made before the clock was set back. */
export const isAbandoned = (nowMs: number) =>
	sql<boolean>`(lease_until < ${nowMs} or lease_until > ${nowMs + 2 * LEASE_MS})`;
