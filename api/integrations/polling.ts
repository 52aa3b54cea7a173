import { z } from 'zod/v4';
import { pollingOf } from '../../engine/providers/pollingOf.ts';
import { providerOf } from '../../engine/providers/providers.ts';

export const pollingSchema = z
	.string()
	.nullable()
	.describe('How it is asked for changes, in a sentence, if it posts nothing by itself');

/** How a store is asked that posts nothing; `null` for one that posts. */
export function pollingOfStore(slug: string): string | null {
	const provider = providerOf(slug);
	return provider === undefined ? null : pollingOf(provider);
}
