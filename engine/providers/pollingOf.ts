import type { Provider } from './provider.ts';

/** In a sentence how a store is asked that posts nothing; `null` for one that posts. */
export function pollingOf({
	name,
	pollEveryMs,
}: Pick<Provider, 'name' | 'pollEveryMs'>): string | null {
	if (pollEveryMs === undefined) return null;
	const minutes = pollEveryMs / 60_000;
	return `${name} posts nothing by itself: it is asked for changes every ${minutes} minutes, or more seldom if the workflow that connects it says so.`;
}
