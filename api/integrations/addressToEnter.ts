import { z } from 'zod/v4';
import { addressToEnter } from '../../engine/inbox/integration.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import type { Row } from '../../engine/state/schema.ts';

export const addressToEnterSchema = z
	.object({
		url: z.string(),
		whatToDo: z.string().describe('Where a person enters it, in words'),
	})
	.nullable()
	.describe(
		'Where the store has to post to, if it is not told so yet and only a person can do that',
	);

/** The address that a person has to enter in a store; `null` where nobody has to. */
export const addressToEnterOf = (
	row: Pick<
		Row<'integration'>,
		'provider' | 'status' | 'webhooks' | 'webhookUrl' | 'lastMessageAt'
	>,
) => (row.status === 'active' ? addressToEnter(row, providerOf(row.provider) ?? {}) : null);
