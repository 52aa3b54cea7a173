import { ENDPOINTS } from '../../../api/endpoints.ts';
import { createAnswerRequest, type Caller } from '../../../api/http/answerRequest.ts';
import { NO_HEADERS } from '../../support/apiInMemory.ts';
import { OWNER } from '../../../api/http/scopes.ts';
import { ApiError } from '../../../api/http/apiError.ts';
import { createTokenGuard } from '../../../api/http/createTokenGuard.ts';

const EVENTS = { method: 'GET', path: '/api/events', query: {} };

/** A caller of a node whose credential is decrypted by `read`. */
function callersOf(nowMs: () => number) {
	const counts = { decrypted: 0, opened: 0, read: 0 };
	const guard = createTokenGuard(nowMs);
	const answer = createAnswerRequest(ENDPOINTS, nowMs);
	const ask = async (
		request: { method: string; path: string; query: object },
		token: string | null,
		address: string,
	) => {
		const caller: Caller = {
			address,
			token,
			grantOf: async (sent) =>
				(await guard('credential', sent, async () => {
					counts.decrypted += 1;
					return 'the-right-token-of-it';
				}))
					? OWNER
					: null,
			open: async () => {
				counts.opened += 1;
				throw new Error('Nothing is open here.');
			},
			warn: () => {},
		};
		const readBody = async () => {
			counts.read += 1;
			return Buffer.alloc(0);
		};
		const { status } = await answer(caller, {
			...request,
			query: {},
			headers: NO_HEADERS,
			readBody,
		});
		return status;
	};
	return { ask, counts };
}

describe('refused requests cost nothing that can be saved, and are counted', () => {
	it('without a token, nothing is decrypted, opened or read; after 60 in a minute they are told to wait', async () => {
		let nowMs = 0;
		const { ask, counts } = callersOf(() => nowMs);
		const statuses: number[] = [];
		for (let index = 0; index < 70; index += 1) statuses.push(await ask(EVENTS, null, '1.2.3.4'));
		expect(statuses.filter((status) => status === 401)).toHaveLength(60);
		expect(statuses.at(-1)).toBe(429);
		expect(await ask(EVENTS, null, '5.6.7.8')).toBe(401);
		nowMs = 60_000;
		expect(await ask(EVENTS, null, '1.2.3.4')).toBe(401);
		expect(counts).toEqual({ decrypted: 0, opened: 0, read: 0 });
	});

	it('300 wrong tokens from as many addresses decrypt the credential once', async () => {
		const { ask, counts } = callersOf(() => 0);
		const statuses = await Promise.all(
			Array.from(
				{ length: 300 },
				async (_, index) => await ask(EVENTS, `guess-${index}`, `${index}`),
			),
		);
		expect(new Set(statuses)).toEqual(new Set([401]));
		expect(counts).toEqual({ decrypted: 1, opened: 0, read: 0 });
	});

	it('a token that was changed in n8n holds a second later', async () => {
		let nowMs = 0;
		let token = 'the-former-token';
		const guard = createTokenGuard(() => nowMs);
		const holds = async (sent: string) => await guard('credential', sent, async () => token);
		expect(await holds('the-former-token')).toBe(true);
		token = 'the-latter-token';
		nowMs = 1_000;
		expect([await holds('the-former-token'), await holds('the-latter-token')]).toEqual([
			false,
			true,
		]);
	});

	it('a credential that cannot be read now is read again by the next request', async () => {
		const guard = createTokenGuard(() => 0);
		await expect(
			guard('credential', 'token', async () => await Promise.reject(new Error('locked'))),
		).rejects.toThrow('locked');
		expect(await guard('credential', 'token', async () => 'token')).toBe(true);
	});

	it('every public endpoint is limited before anything is opened', async () => {
		const publicOnes = ENDPOINTS.filter(({ access }) => access === 'public');
		expect(publicOnes.length).toBeGreaterThan(4);
		for (const { methods, path } of publicOnes) {
			const { ask, counts } = callersOf(() => 0);
			const request = { method: methods[0], path, query: {} };
			for (let index = 0; index < 120; index += 1) await ask(request, null, 'a');
			const { opened } = counts;
			expect([path, await ask(request, null, 'a')]).toEqual([path, 429]);
			expect(counts.opened).toBe(opened);
		}
	});

	it('guessing at a public endpoint is counted as everywhere', async () => {
		const { ask } = callersOf(() => 0);
		const request = { method: 'GET', path: '/api/push/subscribe.js', query: {} };
		const statuses: number[] = [];
		for (let index = 0; index < 11; index += 1) statuses.push(await ask(request, `${index}`, 'a'));
		expect(statuses.at(-1)).toBe(429);
		expect(await ask(EVENTS, 'one-more', 'a')).toBe(429);
		// The right one always works: it comes to what is open behind, which is nothing here.
		expect(await ask(EVENTS, 'the-right-token-of-it', 'a')).toBe(500);
	});

	it('write no line of a caller into the log', async () => {
		const warnings: string[] = [];
		const caller: Caller = {
			...{ address: '1.2.3.4', token: 'the-right-token-of-it', grantOf: async () => OWNER },
			open: async () => {
				throw new ApiError('UNAVAILABLE', 'The node is not set up.');
			},
			warn: (message) => void warnings.push(message),
		};
		const answer = createAnswerRequest(ENDPOINTS, () => 0);
		const path = '/api/events/\n12:00 | forged\ud800';
		const readBody = async () => Buffer.alloc(0);
		await answer(caller, { ...EVENTS, path, headers: NO_HEADERS, readBody });
		expect(warnings).toEqual([
			expect.stringMatching(/^GET \/api\/events\/%0A12:00%20%7C%20forged%EF%BF%BD was answered/),
		]);
	});
});
