import { ZodError } from 'zod/v4';
import { signingKeyOf } from '../../../engine/inbox/signingKeys.ts';
import { receive } from '../../../engine/inbox/receive.ts';
import { stopReading } from '../../../engine/inbox/readSoon.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { openState } from '../../../engine/state/openState.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { Provider, StoreMessage, StorePost } from '../../../engine/providers/provider.ts';
import { PROVIDERS } from '../../../engine/providers/providers.ts';
import type { ListPage } from '../../../engine/providers/storeSide.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import {
	bodyOf,
	queryOf,
	startServer,
	type SimulatedServer,
} from '../../support/simulatedServer.ts';
import { hostileInputs } from '../../support/hostileInputs.ts';
import { PROVIDER_WORLDS, type ProviderWorld } from '../../support/providerWorlds.ts';
import { INTEGRATION, REAL_CLOCK, saveIntegration, testInbox } from '../../support/testInbox.ts';

const http = axiosStoreHttp({ timeoutMs: 5_000 });
const GUID = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';

/** Stands where n8n does: keeps what stores post to it. */
async function startReceiver(): Promise<SimulatedServer & { readonly posts: StorePost[] }> {
	const posts: StorePost[] = [];
	const server = await startServer((request, response) => {
		void (async () => {
			const body = await bodyOf(request);
			const headers = request.headers as Record<string, string>;
			const query = queryOf(request);
			posts.push({ headers, query, body, receivedAt: new Date() });
			response.writeHead(200).end();
		})();
	});
	return { ...server, posts };
}

describe.each(PROVIDER_WORLDS)('%s', (_name, webhooks, startWorld) => {
	let world: ProviderWorld;
	let receiver: Awaited<ReturnType<typeof startReceiver>>;
	let url: string;

	beforeEach(async () => {
		world = await startWorld();
		receiver = await startReceiver();
		url = `${receiver.url}/webhook/abc/store`;
	});
	afterEach(async () => {
		await world.close();
		await receiver.close();
	});

	const register = async () => await world.provider.registerWebhooks(world.connection, url, GUID);
	const list = async () => await world.provider.listWebhooks(world.connection);
	/** Has the store post one message, as it does once it knows the address. */
	const post = async () => {
		await register();
		receiver.posts.splice(0);
		await world.deliver!(url);
	};
	/** As the inbox does. */
	const verified = async (post: StorePost) => {
		const { provider, connection } = world;
		const { credentials } = connection;
		const key = await signingKeyOf(provider, credentials, post);
		return provider.verify(post, credentials, GUID, key);
	};
	/** As the world's connection, and counts what it asks. */
	const counting = () => {
		const counted = { asked: 0 };
		const connection: Connection<unknown> = {
			...world.connection,
			http: async (request) => {
				counted.asked += 1;
				return await world.connection.http(request);
			},
		};
		return { counted, connection };
	};

	it('tells its name and address when the keys are right', async () => {
		const { isForTests = false, ...store } = await world.provider.checkCredentials(
			world.connection,
		);
		expect(store).toEqual({ name: world.name, storeUrl: world.storeUrl });
		expect(isForTests).toBe(false);
		expect(world.provider.storeUrl(world.connection.credentials)).toBe(world.storeUrl);
	});

	it('refuses wrong keys in words that name the store and no key', async () => {
		const { provider, strangersConnection } = world;
		const error: unknown = await provider.checkCredentials(strangersConnection).catch((e) => e);
		expect(error).toBeInstanceOf(StoreError);
		const { kind, message } = error as StoreError;
		expect(kind).toBe('unauthorized');
		expect(message).toContain(new URL(world.storeUrl).origin);
		expect(`${message} ${String((error as StoreError).answer)}`).not.toMatch(keysIn(world));
	});

	it('says so when the shop cannot be reached', async () => {
		await world.close();
		await expect(world.provider.checkCredentials(world.connection)).rejects.toMatchObject({
			name: 'StoreError',
			kind: 'unreachable',
			message: expect.stringContaining('cannot be reached'),
		});
	});

	it('takes no delivery for a ping that anybody could send', () => {
		const post = { headers: {}, body: Buffer.from('{"id":1}'), receivedAt: new Date() };
		expect(world.provider.isUnsignedPing(post)).toBe(false);
		expect(world.provider.verify(post, world.connection.credentials, GUID).valid).toBe(false);
	});

	it.each([
		[429, { 'retry-after': '7' }, '{}', { kind: 'throttled', retryAfterMs: 7_000 }],
		[503, {}, '{"message":"Down"}', { kind: 'unavailable' }],
		[500, {}, '<html>oops</html>', { kind: 'unavailable' }],
		[200, {}, '<html>A page</html>', { kind: 'not_json' }],
		[200, {}, '{"half":', { kind: 'not_json' }],
		[302, { location: 'https://elsewhere.example/' }, '', { kind: 'redirect' }],
		[403, {}, '{"message":"No"}', { kind: expect.stringMatching(/^(forbidden|unauthorized)$/) }],
	])('says in words what a store means by %i %j %s', async (status, headers, text, failure) => {
		const server = await startServer((_request, response) => {
			response.writeHead(status, headers as Record<string, string>).end(text);
		});
		try {
			const { origin } = new URL(world.storeUrl);
			const { provider, connection } = world;
			const elsewhere: Connection<unknown> = {
				...connection,
				http: async (request) =>
					await http({ ...request, url: request.url.replace(origin, server.url) }),
			};
			const error: unknown = await provider.checkCredentials(elsewhere).catch((e: unknown) => e);
			expect(error).toBeInstanceOf(StoreError);
			expect(error).toMatchObject(failure);
			const { message, answer } = error as StoreError;
			expect(message).toMatch(/[.!)]$/);
			expect(`${message} ${String(answer)}`).not.toMatch(keysIn(world));
		} finally {
			await server.close();
		}
	});

	it.each(ENTITY_TYPES)(
		'gives a reason wherever it cannot do something with a %s',
		(entityType) => {
			const { abilities } = world.provider;
			const { lists, reads, setsStatus, addsTracking, ownStatuses } = abilities;
			const given = [lists[entityType], reads[entityType], addsTracking, ownStatuses];
			const statuses =
				entityType === 'Order' || entityType === 'Shipment'
					? Object.values(setsStatus[entityType])
					: [];
			for (const ability of [...given, ...statuses]) {
				if (ability !== true) expect(ability).toMatch(/^[A-Z"].{20,300}\.$/);
			}
		},
	);

	it.each(ENTITY_TYPES)(
		'refuses to list or to read a %s where it says so, before it asks anybody',
		async (entityType) => {
			const { provider } = world;
			const { lists, reads, listsShipmentsWithOrders } = provider.abilities;
			const { counted, connection } = counting();
			if (lists[entityType] !== true && !listsShipmentsWithOrders) {
				const listing = provider.listChanges(connection, entityType, { since: null, page: null });
				await expect(listing).rejects.toBeInstanceOf(StoreError);
			}
			if (reads[entityType] !== true) {
				await expect(provider.readEntity(connection, entityType, '7')).rejects.toBeInstanceOf(
					StoreError,
				);
			}
			expect(counted.asked).toBe(0);
		},
	);

	it('refuses a tracking number where it says so, before it asks anybody, and says whether a number costs money in a sentence', async () => {
		const { provider } = world;
		const { addsTracking, stopsTracking, trackingCosts = 'Nothing.' } = provider.abilities;
		const { counted, connection } = counting();
		if (addsTracking !== true) {
			const tracking = { orderId: '7', trackingNumber: '1', carrier: null, trackingUrl: null };
			const adding = provider.addTracking(connection, { ...tracking, notifyCustomer: false });
			await expect(adding).rejects.toBeInstanceOf(StoreError);
		}
		expect(counted.asked).toBe(0);
		expect(provider.stopTracking !== undefined).toBe(stopsTracking === true);
		expect(trackingCosts).toMatch(/^[A-Z].*\.$/);
	});

	it('says how parcels are asked for again where no list tells them, and can do so', async () => {
		const { provider, connection } = world;
		const { refreshes, lists } = provider.abilities;
		expect(provider.refreshParcels !== undefined).toBe(refreshes !== undefined);
		if (provider.providerType === 'shipping') {
			expect(lists.Shipment === true || refreshes !== undefined).toBe(true);
		}
		if (refreshes === undefined) return;
		const { parcelsAtOnce, callsPerMinute, everyMs } = refreshes;
		for (const number of [parcelsAtOnce, callsPerMinute, everyMs])
			expect(number).toBeGreaterThan(0);
		const known = world.fill!(parcelsAtOnce).map((id) => ({
			...{ id, trackingNumber: null, carrier: null },
		}));
		const parcels = await provider.refreshParcels!(connection, known);
		expect(parcels.map(({ id }) => id).toSorted()).toEqual(known.map(({ id }) => id).toSorted());
	});

	it('names each key that is missing', () => {
		const { success, error } = world.provider.credentialsSchema.safeParse({});
		expect(success).toBe(false);
		for (const { message } of error!.issues) expect(message).toMatch(/ is missing\.$|^".*"/);
	});

	it('tells each entity once by its list, page by page, also after a restart, and by one reading the same', async () => {
		const { provider, connection, about, fill } = world;
		const { entityType } = about;
		if (fill === undefined || provider.abilities.lists[entityType] !== true) return;
		const ids = fill(130);
		const told = new Map<string, unknown>();
		let page: string | null = null;
		let pages = 0;
		do {
			const restarted: Connection<unknown> = { ...connection };
			const answer: ListPage = await provider.listChanges(restarted, entityType, {
				since: null,
				page,
			});
			for (const { id, entity } of answer.observations.filter(
				(each) => each.entityType === entityType,
			)) {
				expect(told.has(id)).toBe(false);
				told.set(id, entity);
			}
			expect(answer.refused ?? []).toEqual([]);
			page = answer.nextPage;
			pages += 1;
		} while (page !== null && pages < 200);
		expect([...told.keys()].toSorted()).toEqual(
			expect.arrayContaining([...ids].toSorted() as string[]),
		);
		const [id] = ids;
		const read = await provider.readEntity(connection, entityType, id!);
		expect(read.find((each) => each.id === id && each.entityType === entityType)?.entity).toEqual(
			told.get(id!),
		);
	});

	it('reads nothing where there is no such entity, and says so without failing', async () => {
		const { provider, connection, about, fill } = world;
		if (fill === undefined || provider.abilities.reads[about.entityType] !== true) return;
		fill(1);
		expect(await provider.readEntity(connection, about.entityType, '999999999')).toEqual([]);
	});

	it('takes nothing that somebody made up for a message, and never fails at what it is', () => {
		const { provider, connection } = world;
		for (const { body } of hostileInputs(300)) {
			const made = { headers: {}, query: {}, body: Buffer.from(body), receivedAt: new Date() };
			expect(provider.verify(made, connection.credentials, GUID)).toMatchObject({ valid: false });
			provider.topicOf(made);
			const message = provider.parse(made);
			if (message.kind === 'message') refusedOrRead(() => provider.normalise(message));
		}
	});
	if (webhooks !== 'none') {
		it('posts to us what we then accept and understand', async () => {
			await post();
			expect(receiver.posts).toHaveLength(1);
			const [first] = receiver.posts;
			const { provider } = world;
			expect(provider.isUnsignedPing(first!)).toBe(false);
			expect(await verified(first!)).toEqual({ valid: true });
			const message = provider.parse(first!);
			expect(message).toMatchObject({ topic: world.topic });
			expect(told(provider, message)).toEqual([world.about]);
		});

		it('is known by one key each time that it posts a message again', async () => {
			await post();
			const { provider } = world;
			const [first] = receiver.posts;
			const keyAt = (time: string) => {
				const message = provider.parse({ ...first!, receivedAt: new Date(time) });
				return 'receiptKey' in message ? message.receiptKey : null;
			};
			const key = keyAt('2026-03-01T10:00:00Z');
			expect(key).toMatch(/^.{1,200}$/);
			expect(keyAt('2026-03-01T10:59:59Z')).toBe(key);
			// What only names an entity may be read once more some hours later: that changes nothing.
			if (provider.parse(first!).kind === 'message')
				expect(keyAt('2027-01-01T00:00:00Z')).toBe(key);
		});

		it('refuses a message without its headers and the secret of its address, or with another body', async () => {
			await post();
			const { isBodyUnsigned = false } = world;
			const [first] = receiver.posts;
			expect((await verified({ ...first!, headers: {}, query: {} })).valid).toBe(false);
			const body = Buffer.concat([first!.body, Buffer.from(' ')]);
			expect((await verified({ ...first!, body })).valid).toBe(isBodyUnsigned);
		});

		it('stores a message once, however often it comes', async () => {
			await post();
			const { provider, connection, storeUrl } = world;
			const file = ':memory:';
			const state = await openState({ kind: 'sqlite', file }, Date.now());
			const inbox = testInbox(state, REAL_CLOCK, { warn: () => {} });
			const integration = { ...INTEGRATION, guid: GUID, provider: provider.slug, storeUrl };
			await saveIntegration(state, integration, Date.now() - 1);
			const { credentials } = connection;
			const take = async () =>
				(await receive(inbox, { integration, provider, credentials }, receiver.posts[0]!)).outcome;
			const outcomes = [await take(), await take(), await take()];
			await stopReading(inbox);
			await state.close();
			expect(outcomes).toEqual(['stored', 'repeated', 'repeated']);
		});
	}

	if (webhooks === 'registered') {
		it('has each webhook once, however often they are registered', async () => {
			const registered = await register();
			expect(registered.length).toBeGreaterThan(0);
			expect(registered.every((webhook) => webhook.enabled && webhook.url === url)).toBe(true);
			expect(await register()).toEqual(registered);
			expect(await list()).toHaveLength(registered.length);
		});

		it('puts back a webhook that the store has lost', async () => {
			const registered = await register();
			await world.provider.removeWebhooks(world.connection, url);
			expect(await list()).toEqual([]);
			expect((await register()).map(({ topic }) => topic).sort()).toEqual(
				registered.map(({ topic }) => topic).sort(),
			);
		});

		it("never touches somebody else's webhook", async () => {
			await world.addForeignWebhook!('https://somebody.example/else');
			const foreign = await list();
			expect(foreign).toHaveLength(1);
			await register();
			await world.provider.removeWebhooks(world.connection, url);
			expect(await list()).toEqual(foreign);
		});
	} else {
		it('registers no webhook, and says what a person has to do, or how often it is asked', async () => {
			const { addressByHand, pollEveryMs } = world.provider;
			expect(await register()).toEqual([]);
			expect(await list()).toEqual([]);
			if (webhooks === 'byHand') expect(addressByHand).toMatch(/^[A-Z].{20,}\.$/);
			else expect(pollEveryMs).toBeGreaterThanOrEqual(60_000);
		});
	}

	it('is content when there is nothing to remove', async () => {
		await expect(world.provider.removeWebhooks(world.connection, url)).resolves.toBeUndefined();
	});
});

it('is passed by every provider that there is', async () => {
	const worlds = await Promise.all(PROVIDER_WORLDS.map(async ([, , start]) => await start()));
	for (const { close } of worlds) await close();
	const slugs = new Set(worlds.map(({ provider }) => provider.slug));
	expect([...slugs].toSorted()).toEqual(PROVIDERS.map(({ slug }) => slug).toSorted());
});

/** What cannot be read is refused as such, and in no other way. */
function refusedOrRead(read: () => unknown) {
	try {
		read();
	} catch (error) {
		if (!(error instanceof ZodError)) throw error;
	}
}

/** What a message is about, whether it tells that or only names it. */
function told(provider: Provider, message: StoreMessage) {
	if (message.kind === 'pointer') {
		return [{ entityType: message.entityType, id: message.id }];
	}
	if (message.kind !== 'message') throw new Error(`A message was expected, not "${message.kind}".`);
	return provider.normalise(message).map(({ entityType, id }) => ({ entityType, id }));
}

/** Everything in the credential but addresses and choices. */
function keysIn({ connection, strangersConnection }: ProviderWorld): RegExp {
	const values = [connection, strangersConnection].flatMap(({ credentials }) =>
		Object.entries(credentials as Record<string, unknown>),
	);
	const secrets = values.flatMap(([field, value]) =>
		typeof value === 'string' && value !== '' && !/(url|path)$|^authentication$/i.test(field)
			? [value.replace(/[^\w]/g, '\\$&')]
			: [],
	);
	return new RegExp(secrets.join('|'));
}
