import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';

/**
 * The lease of a trigger. It was given back where the trigger was taken down in order: unpublished, or n8n
 * was stopped. One that an older version of this package has attached has none (`until` is `null`).
 */
export type Attachment = Pick<Row<'lease'>, 'holder' | 'until'>;

/** The subscriptions with their leases. */
export const withAttachment = ({ db }: Pick<OpenDatabase, 'db'>) =>
	db
		.selectFrom('subscription')
		.leftJoin('lease', (join) =>
			join.on('lease.kind', '=', 'subscription').onRef('lease.key', '=', 'subscription.id'),
		);

/** The subscriptions that nobody has taken down. Of some the process may be gone. */
export const attachedSubscriptions = (database: Pick<OpenDatabase, 'db'>) =>
	withAttachment(database).where('lease.holder', 'is not', null);

export const isTakenDown = ({ holder, until }: Attachment) => holder === null && until !== null;

/** Since when no process has a trigger; `null` while one has it. */
export const goneSince = ({ until }: Attachment, nowMs: number) =>
	until !== null && until <= nowMs ? until : null;
