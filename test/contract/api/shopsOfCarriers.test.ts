import { axiosStoreHttp } from '../../../engine/providers/axiosStoreHttp.ts';
import type { OpenDatabase } from '../../../engine/state/dialects/dialect.ts';
import { apiInMemory, type ApiInMemory } from '../../support/apiInMemory.ts';
import { eachDialect } from '../../support/eachDialect.ts';
import {
	startSimulatedSendcloud,
	type SimulatedSendcloud,
} from '../../support/simulatedSendcloud.ts';
import { INTEGRATION, saveIntegration } from '../../support/testInbox.ts';

const shop = (digit: string, space = 'default') => ({
	...INTEGRATION,
	...{
		guid: `${digit}1111111-aaaa-5111-8111-111111111111`,
		space,
		workflowId: `workflow ${digit}`,
	},
	storeUrl: `https://shop-${digit}.example.com`,
});
const [ONE, TWO, STRANGERS] = [shop('1'), shop('2'), shop('3', 'another')];

eachDialect('the shops that a carrier works for, through the REST API', (database) => {
	let state: OpenDatabase;
	let account: SimulatedSendcloud;
	let api: ApiInMemory;
	beforeEach(async () => {
		state = await database().open();
		for (const each of [ONE, TWO, STRANGERS]) await saveIntegration(state, each, Date.now());
		account = await startSimulatedSendcloud();
		api = apiInMemory(state, {}, { storeHttp: axiosStoreHttp() });
	});
	afterEach(async () => await account.close());

	const configure = async (settings: object, providerId = 'sendcloud') => {
		const { publicKey: apiKey, secretKey: apiSecret } = account.credential;
		const credentials = { storeUrl: account.url, apiKey, apiSecret };
		const body = { providerId, credentials, settings };
		return await api.ask('POST', '/api/integrations/provider/configure', body);
	};
	const connected = async (settings: object) => {
		const { error, data } = await configure(settings);
		expect(error).toBeUndefined();
		const told = (await api.ask('GET', `/api/integrations/${data.guid}`)).data;
		const row = await state.db
			.selectFrom('integration')
			.select('shopsJson')
			.where('guid', '=', data.guid)
			.executeTakeFirstOrThrow();
		return { guid: data.guid, told: told.settings.shops, kept: row.shopsJson };
	};

	it('are those that were named last, each once, and all where none is', async () => {
		const shops = [ONE.guid.toUpperCase(), TWO.guid, ONE.guid];
		const { guid, ...first } = await connected({ shops });
		expect(first).toEqual({
			told: [ONE.guid, TWO.guid],
			kept: JSON.stringify([ONE.guid, TWO.guid]),
		});
		const again = async (settings: object) => {
			await api.ask('POST', `/api/integrations/provider/disable/${guid}`);
			return await connected(settings);
		};
		expect(await again({ shops: [TWO.guid] })).toMatchObject({ guid, told: [TWO.guid] });
		expect(await again({})).toMatchObject({ guid, told: [TWO.guid] });
		expect(await again({ shops: [] })).toEqual({ guid, told: [], kept: null });
	});

	it('are shops of the same space, and of a carrier: anything else is refused, and nothing is made', async () => {
		const carrier = { ...shop('4'), name: 'Own carrier', provider: 'sendcloud' };
		await saveIntegration(state, carrier, Date.now());
		const refusals = [
			await configure({ shops: [ONE.guid] }, 'generic'),
			await configure({ shops: [STRANGERS.guid] }),
			await configure({ shops: [ONE.guid, carrier.guid] }),
			await configure({ shops: ['77'] }),
			await configure({ shops: Array.from({ length: 101 }, () => ONE.guid) }),
		].map(({ status, error }) => [status, error]);
		expect(refusals).toEqual([
			[
				400,
				expect.stringMatching(/^settings\.shops: .* has orders of its own\. .*Leave it out\.$/),
			],
			[400, expect.stringContaining(`settings.shops: there is no store ${STRANGERS.guid}.`)],
			[400, expect.stringContaining('is "Own carrier", which is no shop')],
			[400, expect.stringContaining('settings.shops.0: "77" is not a guid')],
			[400, expect.stringContaining('settings.shops')],
		]);
		expect([api.n8n.workflows.size, api.n8n.credentials.size]).toEqual([0, 0]);
	});
});
