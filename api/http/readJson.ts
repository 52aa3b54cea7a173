import { ApiError } from './apiError.ts';

/** No body of the specification comes near it. */
export const MAX_BODY_BYTES = 256 * 1024;

/**
 * Reads a body of JSON; none at all is `undefined`.
 *
 * @throws ApiError
 */
export async function readJson(readBody: () => Promise<Buffer>): Promise<unknown> {
	const bytes = await readBody();
	if (bytes.length > MAX_BODY_BYTES) {
		throw new ApiError(
			'PAYLOAD_TOO_LARGE',
			`The body has ${bytes.length} bytes, more than the allowed ${MAX_BODY_BYTES}.`,
		);
	}
	if (bytes.length === 0) return undefined;
	try {
		return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown;
	} catch {
		throw new ApiError('CONFIGURATION_ERROR', 'The body is not valid JSON in UTF-8.');
	}
}
