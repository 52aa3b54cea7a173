import type { z } from 'zod/v4';
import { ApiError } from './apiError.ts';

/**
 * Reads what was sent.
 *
 * @param under the path of the field that `given` is, for the message
 * @throws ApiError "conditions.status: …": the field's path and what is wrong with it
 */
export function parseAsked<T>(schema: z.ZodType<T>, given: unknown, under: string[] = []): T {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	const issue = parsed.error.issues[0]!;
	if (issue.code === 'custom' && issue.params?.answer === 'NOT_FOUND') {
		throw new ApiError('NOT_FOUND', issue.message);
	}
	const field = [...under, ...issue.path.map(String)].join('.');
	const message = given === undefined && field === '' ? 'A body is needed.' : issue.message;
	throw new ApiError('CONFIGURATION_ERROR', field === '' ? message : `${field}: ${message}`);
}
