import { randomUUID } from 'node:crypto';
import { goodTokens, MOST_TOKENS } from '../../../api/tokens/apiTokens.ts';
import { createTokenLookup } from '../../../api/tokens/createTokenLookup.ts';
import { deleteExpired, RETENTION_MS } from '../../../engine/deliveries/retention.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { servedApi, type ServedApi } from '../../support/servedApi.ts';

const HOUR_MS = 3_600_000;
const FORGET = '/api/privacy/forget-customer';
const nobody = { integration: '00000000-0000-4000-8000-000000000000', customerId: '7' };

eachDialect('API tokens', (database) => {
	let state: OpenDatabase;
	let api: ServedApi;
	beforeEach(async () => {
		state = await database().open();
		api = servedApi(state);
	});
	const make = async (body: object = {}, key?: string) =>
		await api.ask('POST', '/api/tokens', {
			body: { name: 'Back office', scopes: ['read'], ...body },
			...(key && { key }),
		});
	const list = async () => (await api.ask('GET', '/api/tokens')).body.data;
	const get = async (token: string, address?: string) =>
		await api.ask('GET', '/api/events', { token, ...(address && { address }) });
	/** Of a well-formed token that nobody has made. */
	const guess = (index: number) => `commerce_${String(index).padStart(16, '0')}_${'x'.repeat(43)}`;

	it('is told once, kept as a digest, and does what its scopes allow', async () => {
		const { status, body } = await make({ scopes: ['privacy', 'read', 'read'] });
		expect([status, body.data]).toEqual([
			200,
			{
				...{ id: expect.stringMatching(/^[0-9a-f]{16}$/), name: 'Back office' },
				token: `${body.data.beginsWith}_${body.data.token.slice(-43)}`,
				...{ scopes: ['read', 'privacy'], space: 'default', status: 'good' },
				beginsWith: `commerce_${body.data.id}`,
				...{ createdAt: expect.any(String), expiresAt: null, lastUsedAt: null, revokedAt: null },
			},
		]);
		const { token } = body.data;
		const rows = JSON.stringify(await state.db.selectFrom('apiToken').selectAll().execute());
		expect([rows.includes(body.data.id), rows.includes(token.slice(-43))]).toEqual([true, false]);
		expect(JSON.stringify(await list())).not.toContain(token.slice(-43));

		expect((await get(token)).status).toBe(200);
		expect((await api.ask('POST', FORGET, { token, body: nobody })).status).toBe(404);
		const refused = await api.ask('POST', '/api/dead-letters/retry', { token });
		expect([refused.status, refused.body.error]).toEqual([
			403,
			{
				code: 'FORBIDDEN',
				message:
					'This needs the scope workflows; the token "Back office" has read, privacy. The owner can make one with more by POST /api/tokens.',
			},
		]);
	});

	it('makes and sees no other tokens, and no link to the console', async () => {
		const scopes = ['read', 'workflows', 'integrations', 'privacy'];
		const { id, token } = (await make({ scopes })).body.data;
		for (const [method, path] of [
			['POST', '/api/tokens'],
			['GET', '/api/tokens'],
			['DELETE', `/api/tokens/${id}`],
			['POST', '/api/console/link'],
		] as const) {
			const { status, body } = await api.ask(method, path, { token });
			expect([path, status, body.error.message]).toEqual([
				path,
				403,
				`Only the API token of the Commerce API credential may do this; the token "Back office" has ${scopes.join(', ')}.`,
			]);
		}
	});

	it('a changed letter, a cut end, another id with its secret: 401', async () => {
		const { token } = (await make()).body.data;
		const { token: other } = (await make()).body.data;
		for (const wrong of [
			token.slice(0, -1),
			`${token}x`,
			token.replace(/.$/, (last: string) => (last === 'A' ? 'B' : 'A')),
			`${other.slice(0, 26)}${token.slice(26)}`,
			token.replace('commerce_', 'Commerce_'),
		]) {
			expect([wrong, (await get(wrong)).status]).toEqual([wrong, 401]);
		}
		expect((await get(token)).status).toBe(200);
	});

	it('that is revoked is refused a second later, also by another process, and no longer counts', async () => {
		const { id, token } = (await make()).body.data;
		let nowMs = Date.now();
		const elsewhere = createTokenLookup(() => nowMs);
		const open = async () => state;
		expect(await elsewhere.find(token, open)).toMatchObject({ id });
		expect((await api.ask('DELETE', `/api/tokens/${id}`)).body).toEqual({ success: true });
		nowMs += 1_000;
		expect(await elsewhere.find(token, open)).toBeNull();
		expect((await list())[0]).toMatchObject({ id, status: 'revoked' });
		const [{ revokedAt }] = await list();
		// Sent again it is as before, and one that is none is 404.
		expect((await api.ask('DELETE', `/api/tokens/${id}`)).status).toBe(200);
		expect((await list())[0].revokedAt).toBe(revokedAt);
		expect((await api.ask('DELETE', '/api/tokens/nothing')).status).toBe(404);
	});

	it('that was made by another process just now is good at once', async () => {
		const elsewhere = createTokenLookup(() => 0);
		const open = async () => state;
		expect(await elsewhere.find(guess(1), open)).toBeNull();
		const { id, token } = (await make()).body.data;
		expect(await elsewhere.find(token, open)).toMatchObject({ id });
	});

	it('ends when it expires, and is gone from the list 30 days later', async () => {
		const expiresAt = new Date(Date.now() + HOUR_MS).toISOString();
		const { token, ...told } = (await make({ expiresAt })).body.data;
		expect(told).toMatchObject({ expiresAt, status: 'good' });
		expect((await get(token)).status).toBe(200);
		const later = createTokenLookup(() => Date.now() + HOUR_MS);
		expect(await later.find(token, async () => state)).toBeNull();
		await deleteExpired(state, Date.now() + HOUR_MS);
		expect(await list()).toHaveLength(1);
		await deleteExpired(state, Date.now() + 2 * HOUR_MS + RETENTION_MS.apiToken);
		expect(await list()).toEqual([]);
		const past = await make({ expiresAt: '2020-01-31T08:00:00Z' });
		expect([past.status, past.body.error.message]).toEqual([
			400,
			'expiresAt: has to be in the future.',
		]);
	});

	it('is unknown at a node of another space, which sees and revokes none of it', async () => {
		const { id, token } = (await make()).body.data;
		const other = servedApi(state, 'space-of-another');
		for (const path of ['/api/events', '/api/tokens', '/api/nothing', '/api/openapi.json']) {
			expect([path, (await other.ask('GET', path, { token })).status]).toEqual([path, 401]);
		}
		expect((await other.ask('GET', '/api/tokens')).body.data).toEqual([]);
		expect((await other.ask('DELETE', `/api/tokens/${id}`)).status).toBe(404);
		expect((await get(token)).status).toBe(200);
	});

	it('a repeated request makes no second one, and the token is in no kept answer', async () => {
		const first = await make({}, 'key-1');
		const again = await make({}, 'key-1');
		expect(again.headers['Idempotency-Replayed']).toBe('true');
		expect(again.body.data).toEqual({ ...first.body.data, token: null });
		expect(await list()).toHaveLength(1);
		const kept = JSON.stringify(await state.db.selectFrom('answeredRequest').selectAll().execute());
		expect(kept).not.toContain(first.body.data.token.slice(-43));
	});

	it('two programs may choose the same Idempotency-Key', async () => {
		const tokens = [
			(await make({ scopes: ['workflows'] })).body.data.token,
			(await make({ scopes: ['workflows'] })).body.data.token,
		];
		const paths = ['/api/dead-letters/retry', '/api/dead-letters/give-up'];
		for (const [index, token] of tokens.entries()) {
			const { status, headers } = await api.ask('POST', paths[index]!, { token, key: '1' });
			expect([status, headers['Idempotency-Replayed']]).toEqual([200, undefined]);
		}
	});

	it('tells when it was used last, with one write a minute', async () => {
		const { id, token } = (await make()).body.data;
		let nowMs = Date.now();
		const lookup = createTokenLookup(() => nowMs);
		let writes = 0;
		const use = async (afterMs: number) => {
			nowMs += afterMs;
			const open = async () => state;
			const found = (await lookup.find(token, open))!;
			const counted = async () => {
				writes += 1;
				return state;
			};
			await lookup.used(found, counted);
			return { writes, lastUsedAt: (await list())[0].lastUsedAt };
		};
		const first = await use(0);
		expect(first).toEqual({ writes: 1, lastUsedAt: new Date(nowMs).toISOString() });
		expect(await use(59_999)).toEqual(first);
		expect(await use(1)).toEqual({ writes: 2, lastUsedAt: new Date(nowMs).toISOString() });
		// Another process that has seen it within the minute leaves it as it is.
		const { lastUsedAt } = (await list())[0];
		const elsewhere = createTokenLookup(() => nowMs + 30_000);
		await elsewhere.used((await goodTokens(state, nowMs)).get(id)!, async () => state);
		expect((await list())[0].lastUsedAt).toBe(lastUsedAt);
	});

	it('garbage is refused without the state or a credential, ten of one address in a minute, and a good one always works', async () => {
		const { token } = (await make()).body.data;
		const before = { ...api.counts };
		const address = randomUUID();
		const statuses: number[] = [];
		for (let index = 0; index < 12; index += 1) {
			statuses.push((await get(`commerce_${index}`, address)).status);
		}
		expect(statuses).toEqual([...Array<number>(10).fill(401), 429, 429]);
		expect(api.counts).toEqual(before);
		expect((await get(guess(1), address)).status).toBe(429);
		expect((await get(token, address)).status).toBe(200);
	});

	it('however many well-formed ones are tried, one query is under way at a time, and no credential is read', async () => {
		await make();
		const before = { ...api.counts };
		await Promise.all(Array.from({ length: 300 }, async (_, index) => await get(guess(index))));
		expect(api.counts.settings).toBe(before.settings);
		expect(api.counts.opened - before.opened).toBeLessThan(10);
	});

	it(`are ${MOST_TOKENS} at most, of those that are good`, async () => {
		const made = [];
		for (let index = 0; index < MOST_TOKENS; index += 1) made.push((await make()).body.data.id);
		const refused = await make();
		expect([refused.status, refused.body.error.message]).toEqual([
			409,
			expect.stringContaining(`There are ${MOST_TOKENS} API tokens`),
		]);
		await api.ask('DELETE', `/api/tokens/${made[0]}`);
		expect((await make()).status).toBe(200);
		expect((await list()).at(-1)).toMatchObject({ id: made[0], status: 'revoked' });
	});

	it.each([
		[{ name: '' }, /^name: /],
		[{ name: 'x'.repeat(101) }, /^name: /],
		[{ name: 'two\nlines' }, /^name: .* is not one line without control characters/],
		[{ scopes: [] }, /^scopes: /],
		[{ scopes: ['admin'] }, /^scopes\.0: .*Allowed are read, workflows, integrations, privacy/],
		[{ scopes: Array(5).fill('read') }, /^scopes: /],
		[{ expiresAt: 'tomorrow' }, /^expiresAt: .* is not a moment such as/],
		[{ scope: ['read'] }, /^scope: there is no such field\. Did you mean "scopes"\?/],
	])('%j is refused, and the message names the field', async (body, message) => {
		const { status, body: answer } = await make(body);
		expect([status, answer.error.message]).toEqual([400, expect.stringMatching(message)]);
		expect(await list()).toEqual([]);
	});
});
