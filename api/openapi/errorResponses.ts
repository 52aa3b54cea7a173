import { z } from 'zod/v4';
import { ERROR_STATUS, type ErrorCode } from '../http/apiError.ts';
import type { Endpoint } from '../http/endpoint.ts';
import { canBeNamed } from './describedMethod.ts';
import { headersOf } from './headers.ts';
import { refTo } from './refTo.ts';
import type { Schemas } from './schemas.ts';

const SENTENCES: Readonly<Record<ErrorCode, string>> = {
	CONFIGURATION_ERROR: 'Something that was sent is not valid, or not possible',
	UNAUTHORIZED: 'The token is missing or wrong',
	FORBIDDEN: 'The token has not the scope for this, or a page of this address may not ask for it',
	NOT_FOUND: 'There is no such thing',
	METHOD_NOT_ALLOWED: 'The path takes other methods',
	CONFLICT: 'It is not possible in the state that things are in',
	GONE: 'What was asked for is no longer kept',
	PRECONDITION_FAILED: 'Somebody has changed it since the version that `If-Match` names',
	PAYLOAD_TOO_LARGE: 'The body is too large',
	TOO_MANY_REQUESTS: 'Too many requests; `Retry-After` says how many seconds to wait',
	INTERNAL_ERROR: 'A fault of ours; the log of n8n says which',
	UNAVAILABLE: 'The state database or n8n cannot be used at the moment',
};

/** Messages as requests get them: a test asks for each. */
export const MESSAGES: Readonly<Record<ErrorCode, string>> = {
	CONFIGURATION_ERROR:
		'condition: there is no such field. Did you mean "conditions"? Allowed are guid, name, action, entityType, triggerId, conditions, integrations.',
	UNAUTHORIZED:
		'The token is missing, wrong, revoked or expired. Send the API token of the Commerce API credential, or one that was made with it by POST /api/tokens, as "Authorization: Bearer <token>".',
	FORBIDDEN:
		'This needs the scope workflows; the token "Back office" has read. The owner can make one with more by POST /api/tokens.',
	NOT_FOUND: 'Integration not found',
	METHOD_NOT_ALLOWED: '/api/integrations does not take DELETE, but GET.',
	CONFLICT: 'Integration already configured',
	GONE: 'Events after this cursor are no longer kept. Begin anew with after=start, the oldest event that is kept, or after=now.',
	PRECONDITION_FAILED:
		'If-Match: the workflow has been changed since it was read. Read it again, make the change anew, and send it with the new ETag.',
	PAYLOAD_TOO_LARGE: 'The body has 300000 bytes, more than the allowed 262144.',
	TOO_MANY_REQUESTS: 'Too many requests came from this address. Ask again in 60 seconds.',
	INTERNAL_ERROR: 'Something went wrong here. What it was is in the log of n8n.',
	UNAVAILABLE: 'The state database cannot be used.',
};

const CODES = Object.keys(ERROR_STATUS) as ErrorCode[];
const errorBody = z
	.object({
		success: z.literal(false),
		error: z.object({
			code: z.enum(CODES).meta({ id: 'ErrorCode' }),
			message: z
				.string()
				.describe('For a person: what was given, what is allowed and what to do next'),
		}),
	})
	.meta({ id: 'Error' });

/** `NOT_FOUND` is called `NotFound` among the responses. */
const nameOf = (code: ErrorCode): string =>
	code.toLowerCase().replaceAll(/(?:^|_)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** One response for each of these codes, by its name. */
export function errorResponses(
	codes: ReadonlySet<ErrorCode>,
	{ schemaOf }: Schemas,
): Record<string, object> {
	const schema = schemaOf(errorBody, 'output');
	return Object.fromEntries(
		CODES.filter((code) => codes.has(code)).map((code) => [
			nameOf(code),
			{
				description: SENTENCES[code],
				headers: headersOf(
					...(code === 'TOO_MANY_REQUESTS' ? (['RetryAfter'] as const) : []),
					...(code === 'UNAUTHORIZED' ? (['WwwAuthenticate'] as const) : []),
				),
				content: {
					'application/json': {
						schema,
						example: { success: false, error: { code, message: MESSAGES[code] } },
					},
				},
			},
		]),
	);
}

/** What may go wrong at an endpoint. @param takesSomething in its path or query */
export function errorCodesOf(endpoint: Endpoint, takesSomething: boolean): ReadonlySet<ErrorCode> {
	const { access, body, errors, perMinute } = endpoint;
	const isNamed = canBeNamed(endpoint);
	return new Set<ErrorCode>([
		...errors,
		...(isNamed ? (['CONFLICT'] as const) : []),
		...(body !== null || takesSomething || isNamed ? (['CONFIGURATION_ERROR'] as const) : []),
		...(body !== null ? (['PAYLOAD_TOO_LARGE'] as const) : []),
		...(access === 'token' ? (['UNAUTHORIZED', 'FORBIDDEN', 'TOO_MANY_REQUESTS'] as const) : []),
		...(perMinute === null ? [] : (['TOO_MANY_REQUESTS'] as const)),
		'INTERNAL_ERROR',
		'UNAVAILABLE',
	]);
}

/** The same of an endpoint that answers with a page for people, whatever happens. */
export const errorPagesOf = (codes: ReadonlySet<ErrorCode>): object =>
	Object.fromEntries(
		[...codes].map((code) => [
			String(ERROR_STATUS[code]),
			{
				description: SENTENCES[code],
				content: { 'text/html': { schema: { type: 'string' } } },
			},
		]),
	);

/** Refers to the responses of these codes, by their status. */
export const errorsOf = (codes: ReadonlySet<ErrorCode>): object =>
	Object.fromEntries(
		[...codes].map((code) => [
			String(ERROR_STATUS[code]),
			{ $ref: refTo('responses', nameOf(code)) },
		]),
	);
