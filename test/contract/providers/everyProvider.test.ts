import type { StorePost } from '../../../engine/providers/provider.ts';
import { StoreError } from '../../../engine/providers/storeError.ts';
import { bodyOf, startServer, type SimulatedServer } from '../../support/simulatedServer.ts';
import { PROVIDER_WORLDS, type ProviderWorld } from '../../support/providerWorlds.ts';

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
			name: 'Fjord & Falke',
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
		expect(message).toContain(world.storeUrl);
		for (const [field, value] of Object.entries(strangersConnection.credentials as object)) {
			if (field === 'storeUrl' || field === 'authentication') continue;
			expect(`${message} ${String((error as StoreError).answer)}`).not.toContain(value);
		}
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
		expect(message).toMatchObject({ kind: 'message', topic: world.topic });
		if (message.kind !== 'message') throw new Error('a message was expected');
		expect(provider.normalise(message)).toMatchObject([
			{ entityType: 'Order', id: '7', kind: 'delete' },
		]);
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
});
