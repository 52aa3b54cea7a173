import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';
import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { Provider, StoreMessage, StorePost } from '../../../engine/providers/provider.ts';
import { PROVIDERS } from '../../../engine/providers/providers.ts';
import type { Connection } from '../../../engine/providers/storeHttp.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import { bodyOf, startServer, type SimulatedServer } from '../../support/simulatedServer.ts';
import { PROVIDER_WORLDS, type ProviderWorld } from '../../support/providerWorlds.ts';

const http = axiosStoreHttp({ timeoutMs: 5_000 });
const GUID = '7b3f5a52-2f0e-4c55-9a0e-0f4c3f1d8f11';

/** Stands where n8n does: keeps what stores post to it. */
async function startReceiver(): Promise<SimulatedServer & { readonly posts: StorePost[] }> {
	const posts: StorePost[] = [];
	const server = await startServer((request, response) => {
		void (async () => {
			const body = await bodyOf(request);
			const headers = request.headers as Record<string, string>;
			posts.push({ headers, body, receivedAt: new Date() });
			response.writeHead(200).end();
		})();
	});
	return { ...server, posts };
}

describe.each(PROVIDER_WORLDS)('%s', (_name, startWorld) => {
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

	it('tells its name and address when the keys are right', async () => {
		expect(await world.provider.checkCredentials(world.connection)).toEqual({
			name: world.name,
			storeUrl: world.storeUrl,
		});
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

	it('posts to us what we then accept and understand', async () => {
		await register();
		receiver.posts.splice(0);
		await world.deliver();
		expect(receiver.posts).toHaveLength(1);
		const [post] = receiver.posts;
		const { provider, connection } = world;
		expect(provider.isUnsignedPing(post!)).toBe(false);
		expect(provider.verify(post!, connection.credentials, GUID)).toEqual({ valid: true });
		const message = provider.parse(post!);
		expect(message).toMatchObject({ topic: world.topic });
		expect(told(provider, message)).toEqual([world.about]);
	});

	it('is known by one key each time that it posts a message again', async () => {
		await register();
		receiver.posts.splice(0);
		await world.deliver();
		const { provider } = world;
		const [first] = receiver.posts;
		const keyOf = (post: StorePost) => {
			const message = provider.parse(post);
			return 'receiptKey' in message ? message.receiptKey : null;
		};
		expect(keyOf(first!)).toMatch(/^.{1,200}$/);
		expect(keyOf({ ...first!, receivedAt: new Date(0) })).toBe(keyOf(first!));
	});

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
		await world.addForeignWebhook('https://somebody.example/else');
		const foreign = await list();
		expect(foreign).toHaveLength(1);
		await register();
		await world.provider.removeWebhooks(world.connection, url);
		expect(await list()).toEqual(foreign);
	});

	it('is content when there is nothing to remove', async () => {
		await expect(world.provider.removeWebhooks(world.connection, url)).resolves.toBeUndefined();
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
		'refuses to list a %s where it says so, before it asks anybody',
		async (entityType) => {
			const { provider, connection } = world;
			if (
				provider.abilities.lists[entityType] === true ||
				provider.abilities.listsShipmentsWithOrders
			) {
				return;
			}
			let asked = 0;
			const counting: Connection<unknown> = {
				...connection,
				http: async (request) => {
					asked += 1;
					return await connection.http(request);
				},
			};
			const listing = provider.listChanges(counting, entityType, { since: null, page: null });
			await expect(listing).rejects.toBeInstanceOf(StoreError);
			expect(asked).toBe(0);
		},
	);

	it('names each key that is missing', () => {
		const { success, error } = world.provider.credentialsSchema.safeParse({});
		expect(success).toBe(false);
		for (const { message } of error!.issues) expect(message).toMatch(/ is missing\.$|^".*"/);
	});
});

it('is passed by every provider that there is', async () => {
	const worlds = await Promise.all(PROVIDER_WORLDS.map(async ([, start]) => await start()));
	for (const { close } of worlds) await close();
	const slugs = new Set(worlds.map(({ provider }) => provider.slug));
	expect([...slugs].toSorted()).toEqual(PROVIDERS.map(({ slug }) => slug).toSorted());
});

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
		typeof value === 'string' && value !== '' && !/url$|^authentication$/i.test(field)
			? [value.replace(/[^\w]/g, '\\$&')]
			: [],
	);
	return new RegExp(secrets.join('|'));
}
