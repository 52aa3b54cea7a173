import { LONGEST_TEXT, readText } from '../payloadFields.ts';

/** The staff notes of an order with a line more; `null` where that line is there already. */
export function withNote(notes: unknown, added: string): { readonly staff_notes: string } | null {
	const before = readText(notes, LONGEST_TEXT);
	if (before === null) return { staff_notes: added };
	return before.split('\n').includes(added) ? null : { staff_notes: `${before}\n${added}` };
}
