import { findIntegration, isLive, recordRegistration } from '../../engine/inbox/integration.ts';
import type { Integration } from '../../engine/inbox/integration.ts';
import {
	liveConnection,
	recordFailure,
	takenBy,
	takeStore,
} from '../../engine/inbox/liveConnection.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { INTEGRATION, START_MS } from '../support/testInbox.ts';

const FIRST: Integration = { ...INTEGRATION, workflowName: 'Our shop' };
const COPY: Integration = {
	...INTEGRATION,
	guid: '22222222-2222-5222-8222-222222222222',
	workflowId: 'copy',
	workflowName: 'Our shop copy',
	webhookUrl: 'https://n8n.example.com/webhook/y/store',
};
const everythingListens = async () => true;

eachDialect('a store has one live connection', (database) => {
	let state: OpenDatabase;
	beforeEach(async () => {
		state = await database().open();
	});

	const take = async (
		integration: Integration,
		nowMs = START_MS,
		isListening: (url: string) => Promise<boolean> = everythingListens,
	) => {
		const other = await takeStore(state, integration, nowMs, isListening);
		if (other === null) await recordRegistration(state, integration.guid, nowMs);
		return other;
	};
	const rowOf = async ({ guid }: Integration) =>
		await state.db
			.selectFrom('integration')
			.selectAll()
			.where('guid', '=', guid)
			.executeTakeFirstOrThrow();

	it('a second one is refused with the name of the workflow that has the store, and what to do', async () => {
		expect(await take(FIRST)).toBeNull();
		const other = (await take(COPY))!;
		expect(other.guid).toBe(FIRST.guid);
		expect(takenBy(other)).toBe(
			'The store "Test Shop" (https://shop.example.com) is already connected by the workflow "Our shop". A store has one connection, else every customer would be mailed twice. Unpublish that workflow first, then publish this one.',
		);
		expect([isLive(await rowOf(FIRST)), isLive(await rowOf(COPY))]).toEqual([true, false]);
	});

	it('the same one is published again and again', async () => {
		for (const nowMs of [1, 2, 3]) expect(await take(FIRST, START_MS + nowMs)).toBeNull();
		expect((await rowOf(FIRST)).connectedAt).toBe(START_MS + 1);
	});

	it('with and without https it is the same store; another space, kind or address is another', async () => {
		await take(FIRST);
		expect(await take({ ...COPY, storeUrl: 'http://shop.example.com' })).not.toBeNull();
		for (const elsewhere of [
			{ space: 'another' },
			{ provider: 'woocommerce' },
			{ storeUrl: 'https://shop.example.com/second' },
		]) {
			expect(await take({ ...COPY, ...elsewhere })).toBeNull();
		}
	});

	it('of ten at once one gets the store', async () => {
		const results = await Promise.all(
			Array.from({ length: 10 }, async (_, index) => {
				const guid = `${index}2222222-2222-5222-8222-222222222222`;
				return await take({ ...COPY, guid, webhookUrl: `https://n8n.example.com/${index}` });
			}),
		);
		expect(results.filter((other) => other === null)).toHaveLength(1);
		const rows = await state.db.selectFrom('integration').selectAll().execute();
		expect(rows.filter(isLive)).toHaveLength(1);
	});

	it('what a workflow has left behind that is served no more does not stand in the way', async () => {
		await take(FIRST);
		const asked: string[] = [];
		const nobodyListens = async (url: string) => {
			asked.push(url);
			return false;
		};
		expect(await take(COPY, START_MS, nobodyListens)).toBeNull();
		expect(asked).toEqual([FIRST.webhookUrl]);
		expect((await rowOf(FIRST)).status).toBe('disabled');
		expect((await liveConnection(state, INTEGRATION))?.guid).toBe(COPY.guid);
	});

	it('one that failed has nothing: neither the store, nor a time from which on things are new', async () => {
		await takeStore(state, FIRST, START_MS, everythingListens);
		await recordFailure(state, FIRST.guid, 'The keys are wrong.', START_MS);
		expect(isLive(await rowOf(FIRST))).toBe(false);
		expect(await liveConnection(state, INTEGRATION)).toBeNull();
		expect(await take(COPY)).toBeNull();
		await state.db.deleteFrom('integration').where('guid', '=', COPY.guid).execute();
		await take(FIRST, START_MS + 60_000);
		expect((await rowOf(FIRST)).connectedAt).toBe(START_MS + 60_000);
	});

	it('a node works for the live one, also from a copy of the workflow', async () => {
		await take(FIRST);
		await take(COPY);
		const { space, provider, storeUrl } = INTEGRATION;
		const found = await findIntegration(state, { space, provider, storeUrl, workflowId: 'copy' });
		expect(found?.guid).toBe(FIRST.guid);
	});
});
