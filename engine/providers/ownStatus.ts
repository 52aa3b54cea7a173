/** A status of the shop's own, where a canonical one could stand: `own:at-workshop`. */
export type OwnStatus = `own:${string}`;

/** A status of orders as a shop has it: its word, and the name that the shop shows for it. */
export type ShopStatus = { readonly word: string; readonly name: string };

const LONGEST_WORD = 100;

/**
 * A status of the shop's own, of the shop's word for it. WooCommerce shows its words with `wc-` in front in some
 * places.
 *
 * @returns `null` for what is no word
 */
export function ownStatusOf(word: string): OwnStatus | null {
	const trimmed = word.trim().replace(/^wc-/, '');
	return trimmed.length <= LONGEST_WORD && /^[\p{L}\p{N}_-]+$/u.test(trimmed)
		? `own:${trimmed}`
		: null;
}

/** The shop's word in a status of its own; `null` for a canonical one. */
export function ownWordOf(status: string): string | null {
	return status.startsWith('own:') ? status.slice('own:'.length) : null;
}
