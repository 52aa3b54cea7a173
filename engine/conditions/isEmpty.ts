/** What a store leaves blank: missing, null or empty text. */
export function isEmpty(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
