import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { createRouter } from '../../api/http/createRouter.ts';
import { EXAMPLES, type Example } from '../../api/openapi/examples.ts';
import { API_TOKEN, startApiWorld, withPush, type ApiWorld } from '../support/apiWorld.ts';
import { exampleOf, kept, shapeOf } from '../support/apiExamples.ts';
import { clientFolder, type ClientFolder } from '../support/clientProgram.ts';
import { withHeyApi, withOpenapiFetch, withOwnClient } from '../support/clientPrograms.ts';
import { startDemoStore, type DemoStore } from '../support/demoStore.ts';
import { chain, waitUntil } from '../support/n8n.ts';
import { newSecret } from '../support/postSigned.ts';
import { unpackPackage } from '../support/unpackPackage.ts';
import { entityTrigger, shipmentData } from '../support/world.ts';

const run = promisify(execFile);
const README = readFileSync(join(__dirname, '../../README.md'), 'utf8');
const SECTION = /## The REST API\n([\s\S]*?)\n## /.exec(README)?.[1] ?? '';

/** The address of the shop in the README. */
const SHOP = 'https://shop.example.com/api';

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

	/** A workflow that waits when an order comes. */
	async function pauseOn(name: string): Promise<string> {
		const pause = {
			...{ name: 'Pause', type: 'n8n-nodes-commerce.commercePause', typeVersion: 2 },
			...{ position: [220, 0] as [number, number], parameters: {}, webhookId: randomUUID() },
		};
		const trigger = entityTrigger({ entityType: 'Order', events: ['order_created'] });
		const { id } = await world.n8n.createWorkflow(chain(name, [trigger, pause]));
		await world.publish(id);
		return id;
	}

	/** What waits is asleep in n8n, too: before, it cannot be resumed. */
	async function untilPaused(
		count: number,
	): Promise<ReadonlyArray<{ id: string; workflow: { name: string } }>> {
		return await waitUntil(
			async () => {
				const asleep = await world.n8n.listExecutions({ status: 'waiting' });
				const { data } = (await world.api('GET', '/api/pauses')).body;
				return asleep.length === count && data.length === count && data;
			},
			{ what: 'the runs to wait' },
		);
	}

	/** Runs that wait, and an event that could not be delivered: somebody's workflow without a recipient. */
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
		const paused = await pauseOn('Ask for a photo');
		await pauseOn('Wait for the payment');
		await pauseOn('Wait for the payment');
		await world.report('order.created', {
			...{ id: 'readme', number: '#7001', status: 'paid' },
			customer: { id: 'reader', email: 'reader@example.com' },
		});
		await world.report('shipment.delivered', shipmentData('readme'));
		const dead = await waitUntil(
			async () => (await world.api('GET', '/api/dead-letters')).body.data?.[0],
			{ what: 'a dead letter' },
		);
		await waitUntil(async () => (await world.api('GET', '/api/alerts?open=true')).body.data?.[0], {
			what: 'an alert of it',
		});
		const [{ guid }] = (await world.api('GET', '/api/integrations')).body.data;
		const brand = { trackingPage: `${world.base}/api/track` };
		await world.api('PUT', `/api/integrations/${guid}/brand`, { brand });
		const timeline = await world.api('GET', '/api/orders/timeline?number=7001');
		const [event] = (await world.api('GET', '/api/events?entityType=Shipment')).body.data;
		const pauses = await untilPaused(3);
		const pause = pauses.find(({ workflow }) => workflow.name === 'Wait for the payment')!;
		return {
			...{ PAUSE: pause.id, PAUSED_WORKFLOW: paused },
			...{ PARCEL: await world.database.tellUnknownParcel(), SHOP: guid },
			CODE: timeline.body.data.orders[0].trackingPage.split('/').at(-1),
			...{ EVENT: event.id, ORDER_NUMBER: '7001', DEAD_LETTER: dead.id },
			TRACKING_NUMBER: 'TRACK-readme',
		};
	}

	/** What openapi.json is to print of commands. */
	const examples: Record<string, Example> = {};
	async function note(command: string, env: Record<string, string>, body: string): Promise<void> {
		const words = `curl() { printf '%s\\0' "$@"; }; ${command}`;
		const { stdout } = await run('bash', ['-c', words], { env: { ...process.env, ...env } });
		const given = stdout.split('\0');
		const method = given.includes('-X') ? given[given.indexOf('-X') + 1]! : null;
		const sent = given.filter((_, position) => given[position - 1] === '-d');
		const isForm = sent.length > 0 && !given.includes('Content-Type: application/json');
		const example = exampleOf({
			method: method ?? (sent.length === 0 ? 'GET' : 'POST'),
			address: given.find((word) => word.startsWith(env.API!))!.slice(world.base.length),
			body: isForm
				? Object.fromEntries(new URLSearchParams(sent.join('&')))
				: JSON.parse(sent[0] ?? 'null'),
			answer: body.startsWith('{') ? JSON.parse(body) : null,
		});
		if (example !== null) examples[example[0]] = example[1];
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
				.replace(SHOP, shop.url)
				.replace('whsec_…', apiSecret)
				.replace(/^curl/, "curl -sS -w '\\n%{http_code}'");
			const { stdout } = await run('bash', ['-c', typed], { env: { ...process.env, ...env } });
			const [, body, status] = /^([\s\S]*)\n(\d+)$/.exec(stdout)!;
			expect([command, status, body]).toEqual([command, '200', body]);
			await note(command, env, body!.replaceAll(shop.url, SHOP));
			if (command.includes('provider/configure')) env.INTEGRATION = JSON.parse(body!).data.guid;
			if (command.includes('"start": true')) env.CATCH_UP = JSON.parse(body!).data.catchUp.guid;
			if (command.includes('/destinations -d')) env.DESTINATION = JSON.parse(body!).data.guid;
			if (command.includes('/tokens -d')) env.API_TOKEN_ID = JSON.parse(body!).data.id;
			if (command.includes('workflows/configure ')) env.WORKFLOW = JSON.parse(body!).data.guid;
		}
	}, 120_000);

	it('are answered as openapi.json prints it: npm run examples prints it anew', async () => {
		const { COMMERCE_RECORD_EXAMPLES: file } = process.env;
		if (file !== undefined) await writeFile(file, JSON.stringify(kept(examples)));
		else expect(shapeOf(examples)).toEqual(shapeOf(EXAMPLES));
	});

	describe('and typed clients', () => {
		let folder: ClientFolder;
		let unpacked: string;
		const place = () => ({ baseUrl: world.base, token: API_TOKEN });

		beforeAll(async () => {
			({ folder: unpacked } = await unpackPackage());
			folder = await clientFolder(join(unpacked, 'package'));
			const { body } = await world.api('GET', '/api/openapi.json');
			await writeFile(join(folder.path, 'openapi.json'), JSON.stringify(body));
			await world.report('order.created', { id: 'typed', number: '#7002', status: 'paid' });
			await waitUntil(
				async () => (await world.api('GET', '/api/orders/timeline?number=7002')).status === 200,
				{ what: 'the order' },
			);
		}, 60_000);
		afterAll(async () => {
			await folder?.remove();
			await rm(unpacked, { recursive: true, force: true });
		});

		it('one of openapi-typescript compiles strictly, and runs', async () => {
			const given = ['openapi.json', '-o', 'schema.ts'];
			await folder.tool('openapi-typescript/bin/cli.js', ...given);
			const said = await folder.runProgram(withOpenapiFetch(place()), 'bundler');
			expect(said.trim().split('\n')).toEqual([
				...['delivery_confirmation', '#7002', 'true', 'NOT_FOUND'],
			]);
		}, 120_000);

		it('one of Hey API compiles strictly, and runs', async () => {
			const plugins = ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'];
			const given = ['-i', 'openapi.json', '-o', 'hey', '-p', ...plugins];
			await folder.tool('@hey-api/openapi-ts/bin/run.js', ...given);
			const said = await folder.runProgram(withHeyApi(place()), 'bundler');
			expect(said.trim().split('\n')).toEqual([
				...['delivery_confirmation', '#7002', 'true', 'NOT_FOUND'],
			]);
		}, 120_000);

		it('the one of this package repeats, versions and pages requests, and tells errors', async () => {
			const said = await folder.runProgram(withOwnClient(place()), 'nodenext');
			expect(said.trim().split('\n')).toEqual([
				...['true', 'delivery_confirmation', '412 PRECONDITION_FAILED late'],
				...['true true null', 'true true', '#7002', 'true', 'true'],
				...[
					'NOT_FOUND Workflow not found',
					expect.stringMatching(/^(ok|degraded)$/),
					'UNAUTHORIZED',
				],
			]);
		}, 120_000);

		it('the program of the README does what it says', async () => {
			const [program] = [...SECTION.matchAll(/```ts\n([\s\S]*?)```/g)].map(([, text]) => text!);
			const here = program!
				.replace('http://localhost:5678/webhook/commerce', world.base)
				.replace('the-token-of-the-credential', API_TOKEN);
			expect(here).toContain(world.base);
			const said = await folder.runProgram(here, 'nodenext');
			expect(said).toMatch(/^order_created #700\d$/m);
			const { body } = await world.api('GET', '/api/workflows/Shipment/configured');
			expect(body.data).toContainEqual(
				expect.objectContaining({ name: 'Your parcel has arrived', isActive: true }),
			);
		}, 120_000);
	});

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
