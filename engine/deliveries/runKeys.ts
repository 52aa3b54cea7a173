import { createHash } from 'node:crypto';

/** A try of a delivery. */
type Try = { readonly id: string; readonly attempt: number };

/** How the key of a run begins that goes on where another one has failed. */
export const CONTINUES = 'commerce-continues/';

/** The deduplication key of a run: of its deliveries, in their order, and of the try of each. */
export function runKey(deliveries: readonly Try[]): string {
	const hash = createHash('sha256');
	for (const { id, attempt } of deliveries) hash.update(`${id}/${attempt}\n`);
	return `commerce-${hash.digest('hex')}`;
}

/**
 * The key of a run that goes on at the node at which another one has failed. n8n knows no key of such a run, and finds
 * it by the one that it continues.
 *
 * @param executionId n8n's id of the run that has failed
 * @param events how many deliveries it is of
 */
export const continuingKey = (executionId: string, attempt = 0, events = 1): string =>
	`${CONTINUES}${executionId}/${attempt}/${events}`;

/** n8n's id of the run that the run of a key continues; `null` for a run that began at its trigger. */
export const continuedBy = (key: string): string | null =>
	key.startsWith(CONTINUES) ? key.slice(CONTINUES.length).split('/')[0]! : null;

/** Whether these are all deliveries that a run had, each as it was then. */
export function isWholeRun(key: string, deliveries: readonly Try[]): boolean {
	if (continuedBy(key) === null) return runKey(deliveries) === key;
	return Number(key.split('/')[3]) === deliveries.length;
}
