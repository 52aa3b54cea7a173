import { createECDH, randomBytes } from 'node:crypto';
import {
	deleteSubscription,
	saveSubscription,
	type SubscriptionToSave,
} from '../../../engine/messages/push/saveSubscription.ts';
import {
	eachSubscription,
	listSubscriptions,
	type PushAudience,
} from '../../../engine/messages/push/eachSubscription.ts';
import { noteAttempt } from '../../../engine/messages/push/noteAttempt.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const STORE = 'b1d1c1f0-6f1f-5c57-9a53-0d6f6a3d6d11';
const OTHER_STORE = 'c2d1c1f0-6f1f-5c57-9a53-0d6f6a3d6d22';
const EVERYBODY: PushAudience = { kind: 'everybody', integrationGuid: null };
const DAY_MS = 24 * 3_600_000;
const NOW_MS = Date.parse('2026-11-23T20:31:07.000Z');

function newKeys() {
	const pair = createECDH('prime256v1');
	pair.generateKeys();
	return {
		p256dh: pair.getPublicKey('base64url'),
		auth: randomBytes(16).toString('base64url'),
	};
}

const KEYS = newKeys();

function browser(name: string, more: Partial<SubscriptionToSave> = {}): SubscriptionToSave {
	const endpoint = `https://fcm.googleapis.com/fcm/send/${name}`;
	return { space: 'default', endpoint, ...KEYS, ...more };
}

eachDialect('saved push subscriptions', (database) => {
	let state: OpenDatabase;
	beforeEach(async () => {
		state = await database().open();
	});
	const namesOf = async (audience: PushAudience, space = 'default') =>
		(await listSubscriptions(state, { space, audience }))
			.map(({ endpoint }) => endpoint.split('/').at(-1))
			.sort();

	it('are found again with what was saved', async () => {
		const given = browser('a', { integrationGuid: STORE, customerId: '42' });
		const saved = await saveSubscription(state, given, NOW_MS);
		const found = await listSubscriptions(state, { space: 'default', audience: EVERYBODY });
		expect(found).toEqual([saved]);
		expect(saved).toEqual({
			...given,
			id: saved.id,
			createdAt: NOW_MS,
			updatedAt: NOW_MS,
			failingSince: null,
		});
	});

	it('are limited in number, in all and for each customer, and a known one can still be renewed', async () => {
		const limits = { inSpace: 3, ofCustomer: 2 };
		const save = async (name: string, at: number, more: Partial<SubscriptionToSave> = {}) =>
			await saveSubscription(state, browser(name, more), at, [], limits);
		const ada = { integrationGuid: STORE, customerId: '42' };
		for (const [index, name] of ['a', 'b', 'c'].entries()) await save(name, index, ada);
		expect(await namesOf(EVERYBODY)).toEqual(['b', 'c']);
		await save('d', 4);
		await expect(save('e', 5)).rejects.toThrow(/no more than 3/);
		await save('d', 6);
		expect(await namesOf(EVERYBODY)).toEqual(['b', 'c', 'd']);
		await save('e', 7, { space: 'another' });
	});

	it('are removed when they have failed for 30 days, and not when one got through in between', async () => {
		const saved = async () => {
			const [row] = await listSubscriptions(state, { space: 'default', audience: EVERYBODY });
			return row;
		};
		const note = async (status: 'sent' | 'failed', day: number) =>
			await noteAttempt(state, (await saved())!, status, NOW_MS + day * DAY_MS);
		await saveSubscription(state, browser('a'), NOW_MS);
		await note('failed', 0);
		await note('failed', 29);
		await note('sent', 29);
		await note('failed', 30);
		await note('failed', 59);
		expect(await saved()).toMatchObject({ failingSince: NOW_MS + 30 * DAY_MS });
		await note('failed', 60);
		expect(await saved()).toBeUndefined();
	});

	it('are one for each endpoint: saving again updates', async () => {
		const first = await saveSubscription(state, browser('a'), NOW_MS);
		const keys = newKeys();
		const again = await saveSubscription(state, browser('a', keys), NOW_MS + 1_000);
		expect(again).toEqual({ ...first, ...keys, updatedAt: NOW_MS + 1_000 });
		expect(await namesOf(EVERYBODY)).toEqual(['a']);
	});

	it('keep their customer when they are saved without one, and lose it when told so', async () => {
		await saveSubscription(state, browser('a', { integrationGuid: STORE, customerId: '42' }), 1);
		expect(await saveSubscription(state, browser('a'), 2)).toMatchObject({
			integrationGuid: STORE,
			customerId: '42',
		});
		expect(await saveSubscription(state, browser('a', { customerId: null }), 3)).toMatchObject({
			integrationGuid: STORE,
			customerId: null,
		});
	});

	it('that cannot be sent to are not saved', async () => {
		const inside = { ...browser('a'), endpoint: 'https://10.0.0.1/push' };
		await expect(saveSubscription(state, inside, NOW_MS)).rejects.toThrow('known push service');
		await expect(saveSubscription(state, browser('b', { auth: 'x' }), NOW_MS)).rejects.toThrow(
			'keys.auth',
		);
		expect(await namesOf(EVERYBODY)).toEqual([]);
		await saveSubscription(state, inside, NOW_MS, ['https://10.0.0.1']);
		expect(await namesOf(EVERYBODY)).toEqual(['push']);
	});

	it("are a customer's by store and customer id", async () => {
		const anna = { integrationGuid: STORE, customerId: '42' };
		await saveSubscription(state, browser('phone', anna), NOW_MS);
		await saveSubscription(state, browser('laptop', anna), NOW_MS);
		await saveSubscription(state, browser('bob', { ...anna, customerId: '43' }), NOW_MS);
		const namesake = { ...anna, integrationGuid: OTHER_STORE };
		await saveSubscription(state, browser('namesake', namesake), NOW_MS);
		await saveSubscription(state, browser('guest'), NOW_MS);
		expect(await namesOf({ kind: 'customer', ...anna })).toEqual(['laptop', 'phone']);
	});

	it('are for everybody in a store: its own, and those of no store in particular', async () => {
		await saveSubscription(state, browser('here', { integrationGuid: STORE }), NOW_MS);
		await saveSubscription(state, browser('elsewhere', { integrationGuid: OTHER_STORE }), NOW_MS);
		await saveSubscription(state, browser('anywhere'), NOW_MS);
		const here: PushAudience = { kind: 'everybody', integrationGuid: STORE };
		expect(await namesOf(here)).toEqual(['anywhere', 'here']);
		expect(await namesOf(EVERYBODY)).toEqual(['anywhere', 'elsewhere', 'here']);
	});

	it('of one space are not seen in another', async () => {
		await saveSubscription(state, browser('a'), NOW_MS);
		await saveSubscription(state, browser('a', { space: 'other' }), NOW_MS);
		expect(await namesOf(EVERYBODY)).toEqual(['a']);
		await deleteSubscription(state, browser('a'));
		expect(await namesOf(EVERYBODY)).toEqual([]);
		expect(await namesOf(EVERYBODY, 'other')).toEqual(['a']);
	});

	it('are forgotten, also when they are not there', async () => {
		await saveSubscription(state, browser('a'), NOW_MS);
		await deleteSubscription(state, browser('a'));
		await deleteSubscription(state, browser('a'));
		expect(await namesOf(EVERYBODY)).toEqual([]);
	});

	it.each([0, 1, 6, 7])('are each read once, page by page: %i of them', async (count) => {
		for (let index = 0; index < count; index += 1) {
			await saveSubscription(state, browser(`b${index}`), NOW_MS);
		}
		const seen: string[] = [];
		for await (const { endpoint } of eachSubscription(state, {
			space: 'default',
			audience: EVERYBODY,
			pageSize: 3,
		})) {
			seen.push(endpoint);
		}
		expect(seen).toHaveLength(count);
		expect(new Set(seen).size).toBe(count);
	});

	it('that are deleted while they are read do not make others be left out', async () => {
		for (let index = 0; index < 9; index += 1) {
			await saveSubscription(state, browser(`b${index}`), NOW_MS);
		}
		let seen = 0;
		const all = { space: 'default', audience: EVERYBODY, pageSize: 2 };
		for await (const { endpoint } of eachSubscription(state, all)) {
			seen += 1;
			await deleteSubscription(state, { space: 'default', endpoint });
		}
		expect(seen).toBe(9);
	});
});
