import { API_SECRET, apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const NOBODY = '00000000-0000-4000-8000-000000000000';

eachDialect('lists of workflows and integrations over the REST API', (database) => {
	let api: ApiInMemory;
	beforeEach(async () => {
		api = apiInMemory(await database().open());
	});
	const made = async (name: string, further: object = {}): Promise<string> => {
		const body = {
			...{ name, entityType: 'Order', triggerId: 'order_paid', ...further },
			action: { type: 'send_email', recipient: 'customer', template: 'order_confirmation' },
		};
		return (await api.ask('POST', '/api/workflows/configure', body)).data.guid;
	};
	const connected = async (place: string): Promise<string> => {
		const answer = await api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: place, apiKey: 'key', apiSecret: API_SECRET },
		});
		return answer.data.guid;
	};
	const ORDERS = '/api/workflows/Order/configured';
	const STORES = '/api/integrations';
	const ask = async (path: string, query: string) => await api.ask('GET', `${path}?${query}`);
	const found = async (path: string, query: string): Promise<string[]> => {
		const { status, data, total } = await ask(path, query);
		expect([status, total]).toEqual([200, data.length]);
		return data.map(({ name }: { name: string }) => name);
	};
	/** @returns the names on all pages, in the order of the pages */
	async function onPages(path: string, meanwhile: () => Promise<unknown> = async () => {}) {
		const names: string[] = [];
		let from = '';
		for (;;) {
			const { data, nextCursor } = await ask(path, `limit=2${from}`);
			expect(data.length).toBeLessThanOrEqual(2);
			names.push(...data.map(({ name }: { name: string }) => name));
			if (nextCursor === null) return names;
			from = `&cursor=${nextCursor}`;
			await meanwhile();
		}
	}

	it('workflows are filtered by whether they are published, by trigger, by store and by a part of their name', async () => {
		const [one, other] = [
			await connected('https://one.example.com'),
			await connected('https://other.example.com'),
		];
		await made('For all');
		await made('For one', { integrations: [one] });
		await made('Cancelled', { triggerId: 'order_cancelled', integrations: [one, other] });
		const guid = await made('Off');
		await api.ask('POST', `/api/workflows/configured/${guid}/disable`);
		expect(await found(ORDERS, '')).toEqual(['Cancelled', 'For all', 'For one', 'Off']);
		expect(await found(ORDERS, 'isActive=true')).toEqual(['Cancelled', 'For all', 'For one']);
		expect(await found(ORDERS, 'isActive=false')).toEqual(['Off']);
		expect(await found(ORDERS, 'trigger=order_cancelled')).toEqual(['Cancelled']);
		expect(await found(ORDERS, `integration=${other.toUpperCase()}`)).toEqual([
			...['Cancelled', 'For all', 'Off'],
		]);
		expect(await found(ORDERS, 'name=FOR')).toEqual(['For all', 'For one']);
		expect(await found(ORDERS, `name=for&integration=${other}&isActive=true`)).toEqual(['For all']);
		expect(await ask(ORDERS, 'name=for&limit=1')).toMatchObject({ total: 2, data: [{}] });
	});

	it('integrations are filtered by provider, by status and by a part of their name', async () => {
		api.store.name = 'Garden';
		const guid = await connected('https://one.example.com');
		api.store.name = 'Kitchen';
		await connected('https://other.example.com');
		await api.ask('POST', `/api/integrations/provider/disable/${guid}`);
		const [generic] = (await api.ask('GET', '/api/integrations/providers')).data.filter(
			({ slug }: { slug: string }) => slug === 'generic',
		);
		expect(await found(STORES, '')).toEqual(['Garden', 'Kitchen']);
		expect(await found(STORES, 'provider=generic')).toEqual(['Garden', 'Kitchen']);
		expect(await found(STORES, `provider=${generic.guid}`)).toEqual(['Garden', 'Kitchen']);
		expect(await found(STORES, 'provider=shopify')).toEqual([]);
		expect(await found(STORES, 'status=disabled')).toEqual(['Garden']);
		expect(await found(STORES, 'name=KIT')).toEqual(['Kitchen']);
	});

	it('both are paged in the order of the whole list, also while others come and go', async () => {
		for (const name of ['e', 'c', 'a', 'd', 'b']) await made(`Stays ${name}`);
		for (const name of ['one', 'other', 'third']) {
			api.store.name = name;
			await connected(`https://${name}.example.com`);
		}
		expect(await onPages(ORDERS)).toEqual(await found(ORDERS, ''));
		expect(await onPages(STORES)).toEqual(await found(STORES, ''));
		const gone = await made('A first one');
		let turn = 0;
		const names = await onPages(ORDERS, async () => {
			turn += 1;
			if (turn === 1) await api.ask('DELETE', `/api/workflows/configured/${gone}`);
			await made(`${turn === 1 ? 'Before' : 'Stays c, and more'} ${turn}`);
		});
		expect(names.filter((name) => /^Stays .$/.test(name))).toEqual(
			['a', 'b', 'c', 'd', 'e'].map((name) => `Stays ${name}`),
		);
	});

	it('what cannot be asked for is refused, and the message says what can', async () => {
		const messages = async (path: string, query: string) => {
			const { status, error } = await ask(path, query);
			return [status, error];
		};
		const refused = (words: string) => [400, expect.stringContaining(words)];
		expect(await messages(ORDERS, 'cursor=x')).toEqual(refused('no nextCursor of a page before'));
		expect(await messages(STORES, 'cursor=x')).toEqual(refused('no nextCursor of a page before'));
		expect(await messages(ORDERS, 'limit=251')).toEqual(refused('limit'));
		expect(await messages(STORES, 'limit=0')).toEqual(refused('limit'));
		expect(await messages(ORDERS, 'trigger=product_created')).toEqual(
			refused('trigger: "product_created" is none of Order. There are order_created, '),
		);
		expect(await messages(ORDERS, `integration=${NOBODY}`)).toEqual(
			refused(`integration: there is no store ${NOBODY}.`),
		);
		expect(await messages(STORES, 'provider=ebay')).toEqual(
			refused('There is no provider "ebay". There are shopify, '),
		);
		expect(await messages(STORES, 'status=on')).toEqual(refused('status'));
	});
});
