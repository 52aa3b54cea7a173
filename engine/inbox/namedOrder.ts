import { safeText } from '../history/safeText.ts';

/** Of an order's id, in characters. */
const LONGEST_ID = 100;
const VALUE = String.raw`("(?:[^"\\]|\\.){1,100}"|\d{1,100})\s*[,}]`;
/** How the message of a store begins that is an order; a generic store says before what it is. */
const OWN_ID = new RegExp(String.raw`^\{(?:[^{}]*"data"\s*:\s*\{)?\s*"id"\s*:\s*${VALUE}`);
const ID_OF_ORDER = new RegExp(String.raw`"order_?id"\s*:\s*${VALUE}`, 'i');

/**
 * The store's id of the order that a message names, as far as its beginning tells: its own id where it is an
 * order and begins with that, or what a field holds that is an order's id by its name. Nothing of it is checked:
 * the message may be anybody's.
 *
 * @returns `null` where that is not certain
 */
export function namedOrder(topic: string, excerpt: string): string | null {
	const isOrder = /^orders?[./]/.test(topic) || /^\{\s*"type"\s*:\s*"order\./.test(excerpt);
	const value = ((isOrder && OWN_ID.exec(excerpt)) || ID_OF_ORDER.exec(excerpt))?.[1];
	if (value === undefined) return null;
	try {
		// A number may have more digits than JavaScript keeps.
		const id = value.startsWith('"') ? String(JSON.parse(value)) : value;
		// What is written as \u0000 is no character that a reader cannot see before it is read as JSON.
		return safeText(id, LONGEST_ID) === id && id !== '' ? id : null;
	} catch {
		return null;
	}
}

/** How a list of ids is kept in a text: one is found in it whole. */
export const inList = (id: string): string => `\n${id}\n`;
