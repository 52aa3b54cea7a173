import { createHash } from 'node:crypto';
import type { ApiContext } from './apiContext.ts';
import { ApiError } from './apiError.ts';

/** For how long the answer to a request that names itself is kept. */
export const ANSWER_KEPT_MS = 24 * 3_600_000;

/** What names a request, so that it is done once however often it is sent. */
export type RequestName = {
	/** Of the header `Idempotency-Key`. */
	readonly key: string;
	/** Of the request: another one under the same key is refused. */
	readonly fingerprint: string;
};

export type Answered = {
	readonly reply: object;
	/** Whether it is the answer to an earlier request, and nothing was done for this one. */
	readonly isRepeated: boolean;
};

const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * @param keyHeader as it was sent
 * @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 * @throws ApiError 400 for a key that is none
 */
export function requestName(
	keyHeader: string,
	asked: { readonly method: string; readonly path: string; readonly query: object },
	body: Buffer,
): RequestName {
	const key = keyHeader.trim();
	if (!KEY.test(key)) {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			'Idempotency-Key: has to be 1 to 255 letters, digits and signs without spaces, for example a new UUID for each thing that is to be done once.',
		);
	}
	const { method, path, query } = asked;
	const what = JSON.stringify([method, path, Object.entries(query).toSorted()]);
	const fingerprint = createHash('sha256')
		.update(what)
		.update('\n')
		.update(body)
		.digest('base64url');
	return { key, fingerprint };
}

/**
 * Does what a request asks for, unless the same request was answered within the last 24 hours: then that is the
 * answer. One that failed is not kept, and can be sent again.
 *
 * @param keptOf what is kept of the answer; `null` where doing it again does no harm
 * @throws ApiError 409 where the key was used for another request, or its request is still being answered;
 *   and whatever `run` throws
 */
export async function onceByName(
	{ commerce, space, warn }: Pick<ApiContext, 'commerce' | 'space' | 'warn'>,
	{ key, fingerprint }: RequestName,
	run: () => Promise<object>,
	keptOf: (reply: object) => object | null,
): Promise<Answered> {
	const { database, inbox, now } = await commerce();
	const held = await inbox.holder.holding('request', `${space}/${key}`, async () => {
		const before = await database.db
			.selectFrom('answeredRequest')
			.select(['fingerprint', 'answerJson'])
			.where((eb) => eb.and({ space, key }))
			.where('at', '>', now() - ANSWER_KEPT_MS)
			.executeTakeFirst();
		if (before !== undefined && before.fingerprint !== fingerprint) throw usedForAnother();
		if (typeof before?.answerJson === 'string') {
			return { reply: JSON.parse(before.answerJson) as object, isRepeated: true };
		}
		const reply = await run();
		const answer = keptOf(reply);
		const kept = { fingerprint, answerJson: answer && JSON.stringify(answer), at: now() };
		await database.db
			.insertInto('answeredRequest')
			.values({ space, key, ...kept })
			.onConflict((conflict) => conflict.columns(['space', 'key']).doUpdateSet(kept))
			.execute()
			// It is done: whoever hears of a failure would do it again.
			.catch((error: unknown) =>
				warn('An answer could not be kept under its Idempotency-Key', error),
			);
		return { reply, isRepeated: false };
	});
	if (held === null) throw stillAnswering();
	return held.done;
}

const usedForAnother = () =>
	new ApiError(
		'CONFLICT',
		'Idempotency-Key: this key was used for another request within the last 24 hours. Send a new key with every new request, and the same one only to repeat a request as it was.',
	);

const stillAnswering = () =>
	new ApiError(
		'CONFLICT',
		'Idempotency-Key: the request with this key is still being answered. Send it again in some seconds to get its answer.',
		{ headers: { 'Retry-After': '2' } },
	);
