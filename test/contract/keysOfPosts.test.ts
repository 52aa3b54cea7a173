import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IWebhookFunctions } from 'n8n-workflow';
import { CommerceStoreTrigger } from '../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts';
import { commerce } from '../../nodes/shared/commerce.ts';
import { newSecret, sign } from '../support/postSigned.ts';

const logger = { debug() {}, info() {}, warn() {}, error() {} } as never;
const storeUrl = 'https://shop.example.com';

/** A Store Trigger, of which a post is answered as n8n would let it be. */
function storeNode(id: string) {
	const keys = { storeUrl, apiKey: 'key', apiSecret: newSecret() };
	let reads = 0;
	const post = async (apiSecret: string, order: string): Promise<number> => {
		const signed = sign(apiSecret, 'order.created', {
			id: order,
			currency: 'EUR',
			total: '1.00',
			status: 'pending',
			createdAt: new Date().toISOString(),
			updatedAt: new Date().toISOString(),
		});
		let status = 0;
		const response = {
			writeHead(given: number) {
				status = given;
				return response;
			},
			end() {},
		};
		const context = {
			logger,
			getMode: () => 'webhook',
			getNode: () => ({ id, name: 'Store', parameters: { provider: 'generic' } }),
			getWorkflow: () => ({ id: 'workflow', name: 'Workflow', active: true }),
			getNodeParameter: (_: string, fallback: unknown) => fallback,
			getNodeWebhookUrl: () => 'https://n8n.example.com/webhook/x/store',
			getChildNodes: () => [],
			async getCredentials() {
				reads += 1;
				return { ...keys };
			},
			getHeaderData: () => signed.headers,
			getQueryData: () => ({}),
			getRequestObject: () => ({ rawBody: Buffer.from(signed.body) }),
			getResponseObject: () => response,
		};
		const { webhook } = new CommerceStoreTrigger().getNodeType();
		await webhook!.call(context as unknown as IWebhookFunctions);
		return status;
	};
	return { keys, post, reads: () => reads };
}

describe("a post of a store is checked with the store's keys", () => {
	let folder: string;
	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-keys-'));
		process.env.N8N_USER_FOLDER = folder;
		// A post that comes while the engine starts is answered 503 when that takes longer than a store waits.
		await (await commerce(logger)).engine.ask('open', null);
	});
	afterAll(async () => {
		await (await commerce(logger)).engine.close();
		await rm(folder, { recursive: true, force: true });
	});

	it('which n8n is asked for once in a burst, and not for each post', async () => {
		const { keys, post, reads } = storeNode('burst');
		const orders = Array.from({ length: 20 }, (_, index) => `o${index}`);
		const answers = await Promise.all(orders.map((order) => post(keys.apiSecret, order)));
		expect(new Set(answers)).toEqual(new Set([200]));
		expect(reads()).toBe(1);
	});

	it('also when they were changed a moment ago, and refused when it is signed with none of them', async () => {
		const { keys, post } = storeNode('changed');
		expect(await post(keys.apiSecret, 'before')).toBe(200);
		keys.apiSecret = newSecret();
		expect(await post(keys.apiSecret, 'after')).toBe(200);
		expect(await post(newSecret(), 'strange')).toBe(401);
	});
});
