/** The versions of which one has to be there for a request to be done; `null` where any may be, and `*` where there has to be one. */
export type Match = readonly string[] | null;

/**
 * Reads `If-Match: "one", "other"`, and `If-None-Match` likewise. A tag that a proxy has made weak by compressing
 * the answer counts as it was.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#name-if-match
 */
export function ifMatchOf(header: string | null): Match {
	if (header === null) return null;
	return header.split(',').map((tag) =>
		tag
			.trim()
			.replace(/^W\//, '')
			.replace(/^"(.*)"$/, '$1'),
	);
}
