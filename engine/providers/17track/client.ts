import { z } from 'zod/v4';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreResponse } from '../storeHttp.ts';
import type { SeventeenTrackCredentials } from './credentials.ts';
import { refusalOf } from './refusals.ts';

export type SeventeenTrackConnection = Connection<SeventeenTrackCredentials>;

/** It takes three calls a second, and does not say how long to wait. */
const BUSY_MS = 1_000;

const refusal = z.object({ code: z.number(), message: z.string().catch('') });
const refusals = z.object({ errors: z.array(refusal).min(1) });
const answer = z.object({ code: z.number(), data: z.unknown() });

/** A number that 17TRACK did not take, and why. */
export type Rejected = { readonly number: string; readonly error: z.output<typeof refusal> };

const batch = z.object({
	accepted: z.array(z.unknown()).nullish(),
	rejected: z.array(z.object({ number: z.string(), error: refusal })).nullish(),
});

/**
 * One call of 17TRACK's API, version 2.4. A refusal comes with the status 200, too.
 *
 * @param call `gettrackinfo`
 * @param json what is asked for: a list, of at most 40 numbers
 * @returns what is in `data`
 * @see https://api.17track.net/en/doc?version=v2.4
 */
export async function call17Track(
	{ credentials: { apiUrl, apiKey }, http }: SeventeenTrackConnection,
	call: string,
	json: readonly unknown[],
): Promise<unknown> {
	let response: StoreResponse;
	try {
		const url = `${apiUrl}/track/v2.4/${call}`;
		response = await http({ method: 'POST', url, headers: { '17token': apiKey }, json });
	} catch (error) {
		throw error instanceof StoreError ? inWords(error, apiUrl) : error;
	}
	const read = answer.safeParse(response.body);
	if (!read.success) throw undocumented(apiUrl, call, read.error);
	const { code, data } = read.data;
	const [first] = refusals.safeParse(data).data?.errors ?? [];
	if (first) throw refusalOf(apiUrl, first);
	if (code !== 0) throw refusalOf(apiUrl, { code, message: '' });
	return data;
}

/** The same, for a call that tells of each number whether it was taken. */
export async function callOfNumbers(
	connection: SeventeenTrackConnection,
	call: string,
	numbers: readonly object[],
): Promise<{ readonly accepted: readonly unknown[]; readonly rejected: readonly Rejected[] }> {
	const read = batch.safeParse(await call17Track(connection, call, numbers));
	if (!read.success) throw undocumented(connection.credentials.apiUrl, call, read.error);
	return { accepted: read.data.accepted ?? [], rejected: read.data.rejected ?? [] };
}

const undocumented = (apiUrl: string, call: string, cause: z.ZodError) =>
	new StoreError(
		'rejected',
		`${apiUrl} answered to ${call} with something else than 17TRACK documents: ${problemsIn(cause)}`,
		{ status: 200, cause },
	);

function inWords(error: StoreError, apiUrl: string): StoreError {
	if (error.kind === 'unauthorized') {
		const { message } = refusalOf(apiUrl, { code: WRONG_KEY, message: '' });
		return new StoreError(error.kind, message, { ...error, cause: error });
	}
	if (error.kind !== 'throttled' || error.retryAfterMs !== null) return error;
	return new StoreError(error.kind, error.message, {
		...error,
		retryAfterMs: BUSY_MS,
		cause: error,
	});
}

const WRONG_KEY = -18010002;
