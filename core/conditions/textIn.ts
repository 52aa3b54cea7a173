/**
 * The text of a value in the form in which texts are compared: without regard to case, and to how an
 * accent is stored.
 *
 * @returns `null` for what has no text: null, lists, objects
 */
export function textIn(value: unknown): string | null {
	if (typeof value === 'string') return value.normalize('NFC').toLowerCase();
	if (typeof value === 'number' || typeof value === 'boolean') return String(value).toLowerCase();
	return null;
}
