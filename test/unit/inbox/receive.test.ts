import { createHmac } from 'node:crypto';
import { receive } from '../../../engine/inbox/receive.ts';
import { MAX_BODY_BYTES, type Receiver } from '../../../engine/inbox/openPost.ts';
import type { Inbox } from '../../../engine/inbox/inbox.ts';
import type { StorePost } from '../../../engine/providers/provider.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { openState } from '../../../engine/state/openState.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { newSecret, sign } from '../../support/postSigned.ts';
import { connect, INTEGRATION, testClock, testInbox } from '../../support/testInbox.ts';

const apiSecret = newSecret();
const clock = testClock();

const generic: Receiver = {
	integration: INTEGRATION,
	provider: providerOf('generic')!,
	credentials: providerOf('generic')!.credentialsSchema.parse({
		storeUrl: INTEGRATION.storeUrl,
		apiKey: 'key',
		apiSecret,
	}),
};
const woocommerce: Receiver = {
	integration: { ...INTEGRATION, provider: 'woocommerce' },
	provider: providerOf('woocommerce')!,
	credentials: providerOf('woocommerce')!.credentialsSchema.parse({
		storeUrl: INTEGRATION.storeUrl,
		consumerKey: 'ck_1',
		consumerSecret: 'cs_1',
	}),
};

function signed(
	type: string,
	data: Record<string, unknown>,
	secret = apiSecret,
	at = new Date(clock.now()),
) {
	const { headers, body } = sign(secret, type, data, at);
	return toPost(headers, body);
}

const toPost = (headers: Record<string, string>, body: string): StorePost => ({
	headers,
	body: Buffer.from(body),
	receivedAt: new Date(clock.now()),
});

const ORDER = { id: '1', number: '#1', status: 'processing' };

describe('receive answers', () => {
	let state: OpenDatabase;
	let inbox: Inbox;
	const warnings: string[] = [];

	beforeEach(async () => {
		state = await openState({ kind: 'sqlite', file: ':memory:' }, clock.now());
		warnings.length = 0;
		inbox = testInbox(state, clock, { warn: (message) => void warnings.push(message) });
		await connect(state, clock);
	});
	afterEach(async () => await state.close());

	const rows = async () => {
		const count = async (table: 'receipt' | 'snapshot' | 'event' | 'delivery') =>
			(await state.db.selectFrom(table).selectAll().execute()).length;
		return [await count('receipt'), await count('snapshot'), await count('event')];
	};
	const NOTHING = [0, 0, 0];

	it('wrong signature 401', async () => {
		const answer = await receive(inbox, generic, signed('order.created', ORDER, newSecret()));
		expect(answer).toMatchObject({ status: 401, outcome: 'signature_wrong' });
		expect(await rows()).toEqual(NOTHING);
	});

	it('stale timestamp 401', async () => {
		const old = new Date(clock.now() - 3_600_000);
		const answer = await receive(inbox, generic, signed('order.created', ORDER, apiSecret, old));
		expect(answer).toMatchObject({ status: 401, outcome: 'timestamp_stale' });
		expect(await rows()).toEqual(NOTHING);
	});

	it('no body 400', async () => {
		const answer = await receive(inbox, generic, toPost({}, ''));
		expect(answer.status).toBe(400);
	});

	it('not JSON 400', async () => {
		const body = 'order=1';
		const headers = {
			'x-wc-webhook-topic': 'order.created',
			'x-wc-webhook-signature': createHmac(
				'sha256',
				createHmac('sha256', 'cs_1')
					.update(`n8n-nodes-commerce webhook ${INTEGRATION.guid}`)
					.digest('hex'),
			)
				.update(body)
				.digest('base64'),
		};
		expect((await receive(inbox, woocommerce, toPost(headers, body))).status).toBe(400);
		expect(await rows()).toEqual(NOTHING);
	});

	it('JSON that is not what the topic holds 400', async () => {
		const answer = await receive(inbox, generic, signed('order.created', { number: '#1' }));
		expect(answer.status).toBe(400);
		expect(await rows()).toEqual(NOTHING);
	});

	it('over 10 MB 413, before anything is made of it', async () => {
		const body = 'x'.repeat(MAX_BODY_BYTES + 1);
		expect((await receive(inbox, generic, toPost({}, body))).status).toBe(413);
	});

	it('10 MB exactly is not too large', async () => {
		const padding = MAX_BODY_BYTES - signed('order.created', { ...ORDER, note: '' }).body.length;
		const post = signed('order.created', { ...ORDER, note: 'x'.repeat(padding) });
		expect(post.body).toHaveLength(MAX_BODY_BYTES);
		expect((await receive(inbox, generic, post)).status).not.toBe(413);
	});

	it('ping 200', async () => {
		expect(await receive(inbox, generic, signed('ping', {}))).toMatchObject({
			status: 200,
			outcome: 'ping',
		});
		expect(await rows()).toEqual(NOTHING);
	});

	it("WooCommerce's unsigned form ping is answered with exactly 200", async () => {
		const answer = await receive(
			inbox,
			woocommerce,
			toPost({ 'content-type': 'application/x-www-form-urlencoded' }, 'webhook_id=7'),
		);
		expect(answer).toMatchObject({ status: 200, outcome: 'ping' });
		expect(await rows()).toEqual(NOTHING);
	});

	it('uninteresting topic 200 and nothing stored', async () => {
		const answer = await receive(inbox, generic, signed('order.archived', ORDER));
		expect(answer).toMatchObject({ status: 200, outcome: 'uninteresting' });
		expect(await rows()).toEqual(NOTHING);
	});

	it('a message 200 once it is stored, and the same again 200 with nothing more stored', async () => {
		const post = signed('order.created', ORDER);
		expect(await receive(inbox, generic, post)).toMatchObject({ status: 200, outcome: 'stored' });
		expect(await rows()).toEqual([1, 1, 1]);
		expect(await receive(inbox, generic, post)).toMatchObject({ status: 200, outcome: 'repeated' });
		expect(await rows()).toEqual([1, 1, 1]);
	});

	it.each(['receipt', 'snapshot', 'event', 'delivery'] as const)(
		'database failure (%s cannot be written) 503 and nothing half-written',
		async (table) => {
			const { attachSubscription } = await import(
				'../../../engine/deliveries/attachSubscription.ts'
			);
			await attachSubscription(
				state,
				{
					id: 'subscription',
					space: 'default',
					workflowId: 'w',
					workflowName: 'W',
					nodeName: 'N',
					entityType: 'Order',
					codes: ['order_created'],
					integrations: null,
					conditions: null,
					includeRaw: false,
					includeOwnUpdates: false,
				},
				{ kind: 'subscription', key: 'subscription', holder: 'holder' },
				false,
				clock.now(),
			);
			const { sql } = await import('kysely');
			await sql`create trigger broken before insert on ${sql.table(table)} begin select raise(abort, 'disk full'); end`.execute(
				state.db,
			);
			const post = signed('order.created', ORDER);
			expect(await receive(inbox, generic, post)).toMatchObject({
				status: 503,
				retryAfterSeconds: 30,
				events: [],
			});
			expect(await rows()).toEqual(NOTHING);
			expect(warnings.join()).toContain('could not be stored');

			await sql`drop trigger broken`.execute(state.db);
			expect(await receive(inbox, generic, post)).toMatchObject({ status: 200, outcome: 'stored' });
			expect(await rows()).toEqual([1, 1, 1]);
		},
	);

	it('a lost database 503', async () => {
		const gone = await openState({ kind: 'sqlite', file: ':memory:' }, clock.now());
		await gone.close();
		const answer = await receive(
			{ ...inbox, database: gone },
			generic,
			signed('order.created', ORDER),
		);
		expect(answer.status).toBe(503);
	});

	it('with no secret in any message', async () => {
		const posts = [
			signed('order.created', ORDER, newSecret()),
			signed('order.created', { number: 1 }),
			toPost({}, '{'),
		];
		for (const post of posts) {
			const answer = await receive(inbox, generic, post);
			expect(JSON.stringify(answer) + warnings.join()).not.toContain(apiSecret.slice(6));
		}
	});
});
