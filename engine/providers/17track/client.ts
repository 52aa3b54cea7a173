import { z } from 'zod/v4';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';
import type { Connection, StoreResponse } from '../storeHttp.ts';
import type { SeventeenTrackCredentials } from './credentials.ts';
import { BUSY_MS, isKnown, refusalOf, WRONG_KEY } from './refusals.ts';

export type SeventeenTrackConnection = Connection<SeventeenTrackCredentials>;

const refusal = z.object({ code: z.coerce.number(), message: z.string().catch('') });
type Refusal = z.output<typeof refusal>;
const refusals = z.object({ errors: z.array(refusal).min(1) });
const answer = z.object({ code: z.number(), data: z.unknown() });

/** Why 17TRACK did not take a number. */
export type Rejected = { readonly error: Refusal };

const rejected = z.object({ error: refusal }).catch({ error: { code: 0, message: '' } });
const batch = z.object({
	accepted: z.array(z.unknown()).nullish(),
	rejected: z.array(rejected).nullish(),
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
	const refused = refusalIn(read.data);
	if (refused !== null) throw refusalOf(apiUrl, refused);
	return read.data.data;
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

function refusalIn({ code, data }: z.output<typeof answer>): Refusal | null {
	const [first] = refusals.safeParse(data).data?.errors ?? [];
	return first ?? (code === 0 ? null : { code, message: '' });
}

/** What the refusal of a call says with a status of HTTP: 401 is also an IP address that may not ask. */
function inWords(error: StoreError, apiUrl: string): StoreError {
	if (error.kind === 'throttled') {
		const retryAfterMs = error.retryAfterMs ?? BUSY_MS;
		return new StoreError(error.kind, error.message, { ...error, retryAfterMs, cause: error });
	}
	if (!REFUSING.includes(error.kind)) return error;
	const { data } = answer.safeParse(jsonIn(error.answer));
	const said = data && refusalIn(data);
	const code = said && isKnown(said.code) ? said.code : null;
	if (code === null && error.kind !== 'unauthorized') return error;
	const { kind, message } = refusalOf(apiUrl, { code: code ?? WRONG_KEY, message: '' });
	return new StoreError(kind, message, { ...error, cause: error });
}

const REFUSING: ReadonlyArray<StoreError['kind']> = ['unauthorized', 'forbidden', 'rejected'];

function jsonIn(answered: string | null): unknown {
	try {
		return JSON.parse(answered ?? '');
	} catch {
		return null;
	}
}
