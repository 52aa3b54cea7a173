import { ApiError } from './apiError.ts';

/** Two fields come nowhere near it. */
const MAX_FORM_BYTES = 4 * 1024;

/**
 * Reads the fields of a form as a browser sends them.
 *
 * @throws ApiError
 */
export async function readForm(readBody: () => Promise<Buffer>): Promise<Record<string, string>> {
	const bytes = await readBody();
	if (bytes.length > MAX_FORM_BYTES) {
		throw new ApiError(
			'PAYLOAD_TOO_LARGE',
			`The form has ${bytes.length} bytes, more than the allowed ${MAX_FORM_BYTES}.`,
		);
	}
	return Object.fromEntries(new URLSearchParams(bytes.toString('utf8')));
}
