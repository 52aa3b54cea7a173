import { RECIPES } from '../../../api/recipes/recipes.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import { changeOrder, connect, REAL_CLOCK as clock, testInbox } from '../../support/testInbox.ts';

const OWNER = 'owner@shop.example';
const SETTINGS: Readonly<Record<string, string>> = {
	owner: OWNER,
	url: 'https://hooks.example.com/x',
};

eachDialect('the gallery of recipes', (database) => {
	let state: OpenDatabase;
	let api: ApiInMemory;

	beforeEach(async () => {
		state = await database().open();
		api = apiInMemory(state);
	});

	const listed = async () => (await api.ask('GET', '/api/recipes')).data;
	const settingsOf = ({ settings }: (typeof RECIPES)[number]) =>
		Object.fromEntries(
			settings.flatMap(({ name, default: usual }) =>
				usual === null ? [[name, SETTINGS[name]]] : [],
			),
		);

	it('lists each with what it does, needs and is made of, and whether it is on', async () => {
		const recipes = await listed();
		expect(recipes.map(({ id }: { id: string }) => id)).toEqual(RECIPES.map(({ id }) => id));
		expect(recipes[0]).toMatchObject({
			...{ name: 'Order confirmation', entityType: 'Order', triggers: ['order_created'] },
			...{ steps: ['Order Created', 'Mail the customer'], settings: [], used: [] },
			credentials: [{ type: 'commerceSmtpApi', isChosen: true }],
			workflow: { name: 'Order confirmation', nodes: expect.any(Array) },
		});
	});

	it.each(RECIPES.map((recipe) => [recipe.id, recipe] as const))(
		'%s is drawn, published, and the same when it is asked for again',
		async (id, recipe) => {
			const settings = settingsOf(recipe);
			const made = await api.ask('POST', `/api/recipes/${id}/use`, { settings });
			expect([made.status, made.error]).toEqual([200, undefined]);
			expect(made.data).toMatchObject({ name: recipe.name, isActive: true });
			const again = await api.ask('POST', `/api/recipes/${id}/use`, { settings });
			expect(again.data).toEqual(made.data);
			expect(api.n8n.workflows.size).toBe(1);
			const { used } = (await listed()).find((each: { id: string }) => each.id === id);
			expect(used).toMatchObject([{ guid: made.data.guid, isActive: true, integrations: [] }]);
		},
	);

	it('renamed in n8n, it is known by its note, and switched on again it mails nobody twice', async () => {
		const use = async () => await api.ask('POST', '/api/recipes/welcome/use', { settings: {} });
		const made = await use();
		const [id] = [...api.n8n.workflows.keys()] as [string];
		api.n8n.edit(id, (workflow) => ({ ...workflow, name: 'Greetings' }));
		const { used } = (await listed()).find((each: { id: string }) => each.id === 'welcome');
		expect(used).toMatchObject([{ guid: made.data.guid, name: 'Greetings', isActive: true }]);
		expect((await use()).data).toMatchObject({ guid: made.data.guid, name: 'Greetings' });
		expect(api.n8n.workflows.size).toBe(1);
	});

	it('without the credential that it needs is refused, and nothing is made', async () => {
		const bare = apiInMemory(state, { commerceSmtpApi: null });
		const { status, error } = await bare.ask('POST', '/api/recipes/welcome/use', { settings: {} });
		expect([status, error]).toEqual([
			400,
			'This recipe needs a mail server. Choose one in n8n in the Commerce API node, and publish its workflow again.',
		]);
		expect(bare.n8n.workflows.size).toBe(0);
	});

	it('a workflow of its name that is set up differently stays as it is, and the answer says what to do', async () => {
		const use = async (pieces: number) =>
			await api.ask('POST', '/api/recipes/low-stock/use', { settings: { owner: OWNER, pieces } });
		await use(5);
		expect(await use(3)).toMatchObject({
			status: 409,
			error: expect.stringMatching(/"Low stock" already.*another name/),
		});
		const settings = { owner: OWNER, pieces: 3 };
		const named = { settings, name: 'Low stock of Anna' };
		expect((await api.ask('POST', '/api/recipes/low-stock/use', named)).status).toBe(200);
		expect(api.n8n.workflows.size).toBe(2);
	});

	it('shows what it would have sent for the last order, and sends nothing', async () => {
		await connect(state, clock);
		const customer = {
			id: null,
			email: 'ada@example.com',
			firstName: 'Ada',
			lastName: null,
			phone: null,
		};
		await changeOrder(testInbox(state, clock), 'one', { customer });
		const { data } = await api.ask('POST', '/api/recipes/order-confirmation/preview', {});
		expect(data).toMatchObject({
			...{ lookedAt: 1, wouldStart: 1 },
			events: [{ messages: [{ action: 'email', subject: expect.stringMatching(/^Thank you/) }] }],
		});
		expect(api.n8n.workflows.size).toBe(0);
	});

	it('names the recipes that there are, where one is asked for that there is not', async () => {
		expect(await api.ask('POST', '/api/recipes/nothing/use', {})).toMatchObject({
			status: 404,
			error: expect.stringMatching(/no recipe "nothing".*order-confirmation/),
		});
	});
});
