import { integrationOf } from '../../../engine/inbox/integration.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { API_SECRET, apiInMemory, STORE_URL, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';

const BRAND = {
	shopName: 'Fjord & Falke',
	accentColor: '#0f766e',
	font: 'georgia',
	imprint: ['Fjord & Falke GmbH', 'Hauptstraße 5'],
	links: [{ label: 'Instagram', url: 'https://instagram.example/ff' }],
	language: 'de',
};

eachDialect("a shop's look is asked for and set over the REST API", (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;
	let guid: string;

	beforeEach(async () => {
		state = await database().open();
		api = apiInMemory(state);
		const { data } = await api.ask('POST', '/api/integrations/provider/configure', {
			providerId: 'generic',
			credentials: { storeUrl: STORE_URL, apiKey: 'key', apiSecret: API_SECRET },
			settings: { autoImportOrders: false, syncProducts: false },
		});
		guid = data.guid;
	});

	const get = async () => await api.ask('GET', `/api/integrations/${guid}/brand`);
	const put = async (brand: object, more: object = {}) =>
		await api.ask('PUT', `/api/integrations/${guid}/brand`, { brand, ...more });
	const inState = async () => (await integrationOf(state, 'default', guid))!;
	const workflow = () => [...api.n8n.workflows.values()][0]!;
	const inForm = () => workflow().nodes[0]!.parameters.brand;

	it("stands in the form of the shop's node as a person would have entered it, and is in the mails once that is published", async () => {
		expect((await get()).data).toEqual({ brand: {}, logo: null, remark: null });
		const before = await inState();
		const { status, data } = await put(BRAND);
		expect(status).toBe(200);
		expect(data).toMatchObject({ brand: BRAND, logo: null, remark: null });
		expect(inForm()).toEqual({
			...BRAND,
			imprint: 'Fjord & Falke GmbH\nHauptstraße 5',
			links: { rows: BRAND.links },
		});
		const after = await inState();
		expect(JSON.parse(after.brandJson!)).toEqual(BRAND);
		expect(after).toMatchObject({ status: 'active', lastError: null, name: before.name });
		expect((await get()).data.brand).toEqual(BRAND);
		expect(api.store.webhooks.length).toBeGreaterThan(0);

		const { data: emptied } = await put({});
		expect(emptied.brand).toEqual({});
		expect(workflow().nodes[0]!.parameters).not.toHaveProperty('brand');
		expect((await inState()).brandJson).toBeNull();
	});

	it('a preview shows the mail, and changes nothing', async () => {
		const before = [workflow(), await inState()];
		const { data } = await put(BRAND, { preview: true });
		expect(data.mail.html).toContain('background-color:#0f766e');
		expect(data.mail.text).toContain('Fjord & Falke GmbH');
		expect(data.mail.subject).toContain('#1001');
		const { data: welcome } = await put(BRAND, { preview: true, template: 'welcome' });
		expect(welcome.mail.subject).not.toContain('#1001');
		expect([workflow(), await inState()]).toEqual(before);
	});

	it('what a person has entered in n8n is what it tells, and what cannot be used it says', async () => {
		const enter = (brand: object) =>
			api.n8n.edit(workflow().id, (edited) => ({
				...edited,
				nodes: edited.nodes.map((node, index) =>
					index === 0 ? { ...node, parameters: { ...node.parameters, brand } } : node,
				),
			}));
		enter({ accentColor: '#123456' });
		expect((await get()).data.brand).toEqual({ accentColor: '#123456' });
		enter({ accentColor: 'blue' });
		expect((await get()).data).toMatchObject({
			brand: {},
			remark: expect.stringContaining('Brand, "Accent Color": "blue" is no color'),
		});
	});

	it.each([
		[{ accentColor: 'blue' }, 'brand.accentColor: "blue" is no color. Write it as #1d4ed8'],
		[
			{ accentColor: '#ffd400' },
			'brand.accentColor: links in #ffd400 cannot be read well on white',
		],
		[
			{ logoUrl: 'http://a.example/l.png' },
			'brand.logoUrl: "http://a.example/l.png" is no address',
		],
		[{ logoUrl: 'https://127.0.0.1:9/l.png' }, 'brand.logoUrl: 127.0.0.1:9 is not on the internet'],
		[{ imprint: ['a', 'b'.repeat(201)] }, 'brand.imprint.1: it has more than 200 characters'],
		[{ links: [{ label: 'A', url: 'x' }] }, 'brand.links.0.url: "x" is no address of a page'],
		[{ colour: '#123456' }, 'brand.colour: there is no such field'],
		[{ shopName: '={{ $env.SECRET }}' }, 'must not begin with "="'],
	])(
		'what it cannot be is refused with the field, and nothing is changed: %j',
		async (brand, words) => {
			const before = [workflow(), await inState()];
			for (const more of [{}, ...(words.startsWith('brand.') ? [{ preview: true }] : [])]) {
				const { status, error } = await put(brand, more);
				expect([status, error]).toEqual([400, expect.stringContaining(words)]);
			}
			expect([workflow(), await inState()]).toEqual(before);
		},
	);

	it('two clients change one look: one gets 412, and nothing is lost', async () => {
		const { headers } = await get();
		const ifMatch = headers.ETag!;
		const change = async (shopName: string) =>
			await api.ask('PUT', `/api/integrations/${guid}/brand`, { brand: { shopName } }, { ifMatch });
		const [one, other] = await Promise.all([change('One'), change('Other')]);
		expect([one!.status, other!.status].toSorted()).toEqual([200, 412]);
		const [done, refused] = one!.status === 200 ? [one, other] : [other, one];
		expect((await get()).data.brand).toEqual(done!.data.brand);
		expect(refused!.error).toContain('the look has been changed since it was read');
		const { headers: later } = await get();
		const again = await api.ask(
			...(['PUT', `/api/integrations/${guid}/brand`, { brand: BRAND }] as const),
			{ ifMatch: later.ETag! },
		);
		expect(again.status).toBe(200);
	});

	it('a change that somebody has not published yet is not overwritten', async () => {
		api.n8n.workflows.set(workflow().id, { ...workflow(), hasDraft: true });
		const { status, error } = await put(BRAND);
		expect([status, error]).toEqual([409, expect.stringContaining('has not published that yet')]);
		expect(inForm()).toBeUndefined();
	});

	it('a shop that is paused gets it, and stays paused; there is none of a shop that is not there', async () => {
		await api.ask('GET', `/api/integrations/provider/disable/${guid}`);
		expect((await put(BRAND)).status).toBe(200);
		expect((await get()).data.brand).toEqual(BRAND);
		expect((await inState()).status).toBe('disabled');
		await api.ask('GET', `/api/integrations/provider/enable/${guid}`);
		expect(JSON.parse((await inState()).brandJson!)).toEqual(BRAND);
		const gone = '8f7b6c5d-4e3f-4a2b-9c1d-0e9f8a7b6c5d';
		expect((await api.ask('GET', `/api/integrations/${gone}/brand`)).status).toBe(404);
	});
});
