import { sql } from 'kysely';
import { LEASE_MS } from '../leases.ts';
import { CONTINUES } from './runKeys.ts';

// Written into the statements as they stand in the partial indexes: SQLite plans a statement before its values
// are bound, and cannot know that a bound status is the one of the index.

/** A delivery that was never handed over: due at once, whatever the clock says. */
export const isFresh = sql<boolean>`(status = 'waiting' and attempt = 0)`;

/** A delivery that waits for its next try. */
export const isRetry = sql<boolean>`(status = 'waiting' and attempt > 0)`;

export const isClaimed = sql<boolean>`status = 'claimed'`;

/** A delivery whose last run was to go on at the node at which another one had failed. */
export const isContinuing = sql<boolean>`claim_key like ${sql.lit(`${CONTINUES}%`)}`;

/** A delivery that was given up: a dead letter. */
export const isDead = sql<boolean>`delivery.status = 'dead'`;

/** A delivery that must have ended before a later one of the same entity begins. */
export const isBlocking = sql<boolean>`(status = 'claimed' or (status = 'waiting' and attempt > 0))`;

/** Whether nobody renews a claim. One far ahead was made before the clock was set back. */
export const isAbandoned = (nowMs: number) =>
	sql<boolean>`(lease_until < ${nowMs} or lease_until > ${nowMs + 2 * LEASE_MS})`;
