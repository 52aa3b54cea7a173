import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { createRouter } from '../../api/http/createRouter.ts';
import { API_TOKEN, startApiWorld, withPush, type ApiWorld } from '../support/apiWorld.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { waitUntil } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { shipmentData } from '../support/world.ts';

const run = promisify(execFile);
const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const SECTION = /## The REST API\n([\s\S]*?)\n## /.exec(README)?.[1] ?? '';

/** The commands of the section, in its order. */
const COMMANDS = [...SECTION.matchAll(/```sh\n([\s\S]*?)```/g)]
	.flatMap((block) => block[1]!.split(/\n(?=curl|export)/))
	.map((command) => command.trim())
	.filter((command) => command.startsWith('curl'));

describe('the commands of the README for the REST API', () => {
	let world: ApiWorld;
	let shop: DemoStore;
	const apiSecret = newSecret();

	beforeAll(async () => {
		world = await startApiWorld({}, withPush());
		shop = await startDemoStore({
			port: 0,
			dataFile: join(world.userFolder, 'another-store.json'),
			apiKey: 'key-of-the-shop',
			apiSecret,
		});
	}, 180_000);
	afterAll(async () => {
		await shop?.stop();
		await world?.stop();
	}, 60_000);

	/** An event, and one that could not be delivered: somebody's workflow without a recipient. */
	async function makeHistory(): Promise<Record<string, string>> {
		await world.mailOn(
			{
				entityType: 'Shipment',
				events: ['shipment_delivered'],
				parameters: {
					options: { acknowledge: 'executionFinishesSuccessfully', retryAfter: '' },
				},
			},
			{ recipient: 'addresses', addresses: 'nobody' },
		);
		await world.report('order.created', { id: 'readme', number: '#7001', status: 'paid' });
		await world.report('shipment.delivered', shipmentData('readme'));
		const dead = await waitUntil(
			async () => (await world.api('GET', '/api/dead-letters')).body.data?.[0],
			{ what: 'a dead letter' },
		);
		const [event] = (await world.api('GET', '/api/events?entityType=Shipment')).body.data;
		return {
			PAUSE: 'none-is-paused',
			...{ EVENT: event.id, ORDER_NUMBER: '7001', DEAD_LETTER: dead.id },
			TRACKING_NUMBER: 'TRACK-readme',
		};
	}

	it('all do what they say, one after the other, as a new user would enter them', async () => {
		const env: Record<string, string> = {
			API: `${world.base}/api`,
			TOKEN: API_TOKEN,
			...(await makeHistory()),
		};
		expect(COMMANDS.length).toBeGreaterThan(20);
		for (const command of COMMANDS) {
			const typed = command
				.replace('https://shop.example.com/api', shop.url)
				.replace('whsec_…', apiSecret)
				.replace(/^curl/, "curl -sS -w '\\n%{http_code}'");
			const { stdout } = await run('bash', ['-c', typed], { env: { ...process.env, ...env } });
			const [, body, status] = /^([\s\S]*)\n(\d+)$/.exec(stdout)!;
			const isNothingPaused = /resume-workflow|pauses\/\$PAUSE/.test(command);
			expect([command, status, body]).toEqual([command, isNothingPaused ? '404' : '200', body]);
			if (command.includes('provider/configure')) env.INTEGRATION = JSON.parse(body!).data.guid;
			if (command.includes('"start": true')) env.CATCH_UP = JSON.parse(body!).data.catchUp.guid;
			if (command.includes('/tokens -d')) env.API_TOKEN_ID = JSON.parse(body!).data.id;
			if (command.includes('workflows/configure ')) env.WORKFLOW = JSON.parse(body!).data.guid;
		}
	}, 120_000);

	it('are there for every endpoint', () => {
		const route = createRouter(ENDPOINTS);
		const shown = COMMANDS.map((command) => {
			const path = /\$API(\/[^\s"?]*)/.exec(command)![1]!.replaceAll(/\$\w+/g, 'x');
			const method = /-X (\w+)/.exec(command)?.[1] ?? (command.includes(" -d '") ? 'POST' : 'GET');
			const found = route(method, `/api${path}`);
			return found !== null && 'endpoint' in found ? found.endpoint.operationId : command;
		});
		expect(shown.toSorted()).toEqual(ENDPOINTS.map(({ operationId }) => operationId).toSorted());
	});
});
