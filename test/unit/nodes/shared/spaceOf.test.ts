import { spaceOf } from '../../../../nodes/shared/spaceOf.ts';

const node = (hasSpace: boolean, parameters: Record<string, boolean | string> = {}) => ({
	id: 'n',
	name: 'Commerce Order Trigger',
	type: 'commerceOrderTrigger',
	typeVersion: 1,
	position: [0, 0] as [number, number],
	parameters,
	...(hasSpace && { credentials: { commerceSpaceApi: { id: '1', name: 'Space' } } }),
});
const context = (spaceSecret?: string, parameters = {}) => ({
	getNode: () => node(spaceSecret !== undefined, parameters),
	getCredentials: async () => ({ spaceSecret }),
});

describe('the space of a node', () => {
	afterEach(() => {
		delete process.env.COMMERCE_REQUIRE_SPACE;
	});

	it('is that of its key: the same for the same key, another for another, and never the key itself', async () => {
		const [one, same, other] = await Promise.all(
			['a key of sixteen letters', ' a key of sixteen letters ', 'another key of letters'].map(
				async (key) => await spaceOf(context(key)),
			),
		);
		expect(one).toBe(same);
		expect(one).not.toBe(other);
		expect(one).toMatch(/^space-[0-9a-f]{40}$/);
		expect(await spaceOf(context())).toBe('default');
	});

	it('is the one of all nodes while it is switched off, whatever n8n has filled in', async () => {
		expect(await spaceOf(context('a key of sixteen letters', { useSpace: false }))).toBe('default');
	});

	it('stays that of the credential that was chosen in a node without the switch', async () => {
		const before = await spaceOf(context('a key of sixteen letters'));
		expect(await spaceOf(context('a key of sixteen letters', { useSpace: true }))).toBe(before);
		expect(await spaceOf(context(undefined))).toBe('default');
	});

	it('has to be chosen where it is switched on', async () => {
		await expect(spaceOf(context(undefined, { useSpace: true }))).rejects.toThrow(
			'No space is chosen',
		);
	});

	it('cannot be opened by a key that can be guessed', async () => {
		await expect(spaceOf(context('short'))).rejects.toThrow('The space key is too short');
	});

	it('has to be chosen where COMMERCE_REQUIRE_SPACE is set', async () => {
		process.env.COMMERCE_REQUIRE_SPACE = 'true';
		await expect(spaceOf(context())).rejects.toThrow('This node has no space');
		expect(await spaceOf(context('a key of sixteen letters'))).toMatch(/^space-/);
	});
});
