import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { openState } from '../../engine/state/openState.ts';
import { waitUntil } from '../support/n8n.ts';
import { loadPackage } from '../support/packageInProcess.ts';
import { readByLoader, type Icon, type LoadedPackage } from '../support/readByLoader.ts';
import { changeOrder, connect, REAL_CLOCK as clock, testInbox } from '../support/testInbox.ts';
import { unpackPackage } from '../support/unpackPackage.ts';

const run = promisify(execFile);

/** A version that somebody's workflow has never goes, nor changes its meaning. */
const NODE_VERSIONS = {
	commerceAlertTrigger: [1, 2],
	commerceApi: [1, 2],
	commerceCallWebhook: [1, 2],
	commerceCustomerTrigger: [1, 2, 3, 4],
	commerceOrderTrigger: [1, 2, 3, 4],
	commercePause: [2, 3],
	commerceProductTrigger: [1, 2, 3, 4],
	commerceSendEmail: [1, 2, 3],
	commerceSendPush: [1, 2, 3, 4],
	commerceShipmentTrigger: [1, 2, 3, 4],
	commerceStore: [1, 2, 3],
	commerceStoreTrigger: [2, 3, 4],
	commerceUpdateStatus: [1, 2, 3],
};
const CREDENTIALS = [
	'commerce17TrackApi',
	'commerceMagentoApi',
	'commerceAfterShipApi',
	'commerceApi',
	'commerceBigCommerceApi',
	'commerceEasyPostApi',
	'commerceGenericStoreApi',
	'commercePrestaShopApi',
	'commerceSendcloudApi',
	'commerceShipStationApi',
	'commerceShipStationV1Api',
	'commerceShippoApi',
	'commerceShopifyApi',
	'commerceSmtpApi',
	'commerceSpaceApi',
	'commerceWebPushApi',
	'commerceWebhookApi',
	'commerceWooCommerceApi',
];

describe('the packed package', () => {
	let folder: string;
	let tarball: string;
	let files: readonly string[];
	let manifest: {
		dependencies?: unknown;
		peerDependencies?: unknown;
		engines: { node: string };
		n8n: { nodes: string[] };
	};
	let readme: string;

	beforeAll(async () => {
		({ folder, tarball, files } = await unpackPackage());
		readme = await readFile(join(folder, 'package', 'README.md'), 'utf8');
		manifest = JSON.parse(await readFile(join(folder, 'package', 'package.json'), 'utf8'));
	}, 120_000);
	afterAll(async () => await rm(folder, { recursive: true, force: true }));

	it('has no dependencies', () => {
		expect(manifest.dependencies).toBeUndefined();
	});

	it('holds no tests and no sources', () => {
		const strays = files.filter(
			(file) =>
				!/^package\/(dist\/|package\.json$|README\.md$|LICENSE$|CHANGELOG\.md$)/.test(file) ||
				/(?<!\.d)\.tsx?$|\.test\.|\/(test|demo|runtime|engine|thread|api)\//.test(file),
		);
		expect(strays).toEqual([]);
	});

	it('asks for the Node.js that the README names, and takes n8n-workflow from whichever n8n it is in', () => {
		const [, node] = /on Node\.js (\d+\.\d+) or newer/.exec(readme) ?? [];
		expect(manifest.engines).toEqual({ node: `>=${node}` });
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
	});

	it('is as small as the README says, packed and unpacked', async () => {
		const [, packed, unpacked] =
			/The package has (\d+\.\d) MB to download and takes (\d+\.\d) MB on the disk/.exec(readme) ??
			[];
		const sizes = await Promise.all(
			files
				.filter((file) => !file.endsWith('/'))
				.map(async (file) => (await stat(join(folder, file))).size),
		);
		const megabytes = (bytes: number) => bytes / 1_000_000;
		const whole = megabytes(sizes.reduce((sum, size) => sum + size, 0));
		// What is said may be a little too much, and never too little.
		for (const [said, is] of [
			[Number(packed), megabytes((await stat(tarball)).size)],
			[Number(unpacked), whole],
		] as const) {
			expect(is).toBeLessThanOrEqual(said);
			expect(is).toBeGreaterThan(said * 0.85);
		}
	});

	it('is installed by the commands of the README, and n8n finds it where they put it', async () => {
		const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)]
			.map(([, text]) => text!)
			.find((text) => text.startsWith('mkdir -p ~/.n8n/nodes'))!;
		expect(commands).toContain(basename(tarball));
		const home = join(folder, 'home');
		await mkdir(home);
		await copyFile(tarball, join(home, basename(tarball)));
		await run('sh', ['-e', '-c', commands], { cwd: home, env: { ...process.env, HOME: home } });
		const loaded = await readByLoader(
			join(home, '.n8n', 'nodes', 'node_modules', 'n8n-nodes-commerce'),
		);
		expect(Object.keys(loaded.nodes)).toContain('commerceStoreTrigger 4');
		// Nothing else came along: not n8n-workflow either, of which n8n has its own.
		expect(await readdir(join(home, '.n8n', 'nodes', 'node_modules'))).toEqual([
			'.package-lock.json',
			'n8n-nodes-commerce',
		]);
	}, 60_000);

	it('has a client for ES modules and CommonJS, and leaves its other files within reach', async () => {
		const modules = join(folder, 'program', 'node_modules');
		await mkdir(modules, { recursive: true });
		await symlink(join(folder, 'package'), join(modules, 'n8n-nodes-commerce'));
		const cwd = join(folder, 'program');
		const client = "new client.CommerceApiError('no', null, new Response()) instanceof Error";
		for (const program of [
			`const client = require('n8n-nodes-commerce/client'); console.log(${client})`,
			`import * as client from 'n8n-nodes-commerce/client'; console.log(${client})`,
			"const { name } = require('n8n-nodes-commerce/package.json'); console.log(name === 'n8n-nodes-commerce')",
			`console.log(require.resolve('n8n-nodes-commerce/${manifest.n8n.nodes[0]}').endsWith('.js'))`,
		]) {
			const type = program.startsWith('import') ? 'module' : 'commonjs';
			const given = [`--input-type=${type}`, '-e', program];
			expect((await run(process.execPath, given, { cwd })).stdout).toBe('true\n');
		}
	});

	it('holds the licences of what is bundled', () => {
		expect(files).toContain('package/dist/THIRD_PARTY_LICENCES.txt');
	});

	describe("in n8n's own loader", () => {
		let loaded: LoadedPackage;
		beforeAll(async () => {
			loaded = await readByLoader(join(folder, 'package'));
		}, 60_000);
		const nodes = () => Object.entries(loaded.nodes);
		const isThere = ({ light, dark }: Icon) =>
			[light, dark].every((icon) =>
				files.includes(icon.replace(/^icons\/n8n-nodes-commerce\//, 'package/')),
			);

		it('has all nodes, each in every version that workflows were made with', () => {
			expect(Object.keys(loaded.nodes).toSorted()).toEqual(
				Object.entries(NODE_VERSIONS)
					.flatMap(([name, versions]) => versions.map((version) => `${name} ${version}`))
					.toSorted(),
			);
		});

		it('has all credentials, each with a page that describes it', () => {
			expect(Object.keys(loaded.credentials).toSorted()).toEqual(CREDENTIALS.toSorted());
			for (const { documentationUrl } of Object.values(loaded.credentials)) {
				expect(documentationUrl).toMatch(/^https:\/\//);
			}
		});

		it('shows an icon for each, on light and on dark ground', () => {
			const shown = [...nodes(), ...Object.entries(loaded.credentials)];
			expect(shown.filter(([, { iconUrl }]) => !isThere(iconUrl)).map(([name]) => name)).toEqual(
				[],
			);
		});

		it('lists each node where somebody looks for it, by category and by other words', () => {
			for (const [name, { codex }] of nodes()) {
				expect([name, codex.categories.length > 0, codex.alias.length > 0]).toEqual([
					name,
					true,
					true,
				]);
			}
		});

		it('has a test button for each credential in each node, by a function that the node has', () => {
			for (const [name, { credentials, tests }] of nodes()) {
				const missing = credentials.filter(({ testedBy }) => !tests.includes(testedBy ?? 'none'));
				expect([name, missing]).toEqual([name, []]);
			}
			const used = nodes().flatMap(([, node]) => node.credentials.map(({ name }) => name));
			expect([...new Set(used)].toSorted()).toEqual(CREDENTIALS.toSorted());
		});
	});

	it('loads its nodes without opening a database, a mail library or an HTTP client', async () => {
		const nodes = manifest.n8n.nodes.map((file) => join(folder, 'package', file));
		const script = `
			for (const file of ${JSON.stringify(nodes)}) require(file);
			const loaded = Object.keys(require.cache).filter((file) => file.includes('/chunks/'));
			console.log(JSON.stringify(loaded));`;
		const { stdout } = await run(process.execPath, ['-e', script], {
			cwd: join(__dirname, '..', '..'),
			env: { ...process.env, NODE_PATH: join(__dirname, '..', '..', 'node_modules') },
		});
		const chunks = (JSON.parse(stdout) as string[]).map((file) => file.split('/').at(-1)!);
		expect(
			chunks.filter((chunk) => /^(nodemailer|axios|commerce-|esm|sendEmails)/.test(chunk)),
		).toEqual([]);
	});

	it("refuses n8n's own database file, which it would damage, as a place for its own", async () => {
		const file = join(folder, '.n8n', 'database.sqlite');
		await mkdir(join(folder, '.n8n'));
		await writeFile(file, '');
		const n8n = loadPackage(join(folder, 'package'), {
			N8N_USER_FOLDER: folder,
			COMMERCE_DATABASE_URL: `sqlite:${file}`,
		});
		await expect(n8n.start('any')).rejects.toThrow(/names n8n's own database.*Name another file/);
		expect(await readFile(file, 'utf8')).toBe('');
		n8n.kill();
	});

	it('loaded twice into one process, as an update in n8n does: the new copy serves the triggers of the old one, and no thread, timer or connection of the old one is left', async () => {
		const server = process.env.COMMERCE_TEST_POSTGRES_URL!;
		const database = `twice_${randomUUID().replaceAll('-', '')}`;
		const admin = new pg.Client(`${server}/postgres`);
		await admin.connect();
		await admin.query(`create database ${database}`);
		const connectionString = `${server}/${database}`;
		const state = await openState({ kind: 'postgres', connectionString, schema: 'commerce' }, 1);
		const inbox = testInbox(state, clock);
		await connect(state, clock);
		const n8n = loadPackage(join(folder, 'package'), { COMMERCE_DATABASE_URL: connectionString });
		const listeners = async () => {
			const { rows } = await admin.query<{ pid: number }>(
				`select pid from pg_stat_activity where datname = '${database}' and query = 'listen commerce_wake'`,
			);
			return rows.map(({ pid }) => pid);
		};
		const claims = async () =>
			await state.db
				.selectFrom('delivery')
				.innerJoin('subscription', 'subscription.id', 'delivery.subscriptionId')
				.select(['workflowName', 'claimedBy'])
				.where('status', '=', 'claimed')
				.orderBy('seq')
				.execute();
		const untilStarted = async (...names: string[]) =>
			await waitUntil(() => names.every((name) => n8n.started.includes(name)), {
				what: `the runs of ${names.join(', ')}`,
			});
		try {
			await n8n.start('before');
			const [first] = await waitUntil(async () => (await listeners()).length === 1 && listeners(), {
				what: 'the first copy to listen',
			});
			await changeOrder(inbox, 'under way');
			await untilStarted('before');
			const sources = await Promise.all(
				(await n8n.loaded()).map(async (file) => await readFile(file, 'utf8')),
			);
			// Whatever opens a database, writes an e-mail or calls a store does so in the engine's thread.
			expect(sources.filter((source) => /\bkysely\b|liquidjs|nodemailer/.test(source))).toEqual([]);

			await n8n.update();
			await n8n.start('after');
			await changeOrder(inbox, 'later');
			await waitUntil(() => n8n.started.length === 3, { what: 'the runs of both' });
			expect(n8n.started.toSorted()).toEqual(['after', 'before', 'before']);
			const [underWay, ...later] = (await claims()).map(({ claimedBy }) => claimedBy);
			expect(later).toHaveLength(2);
			expect(new Set(later).size).toBe(1);
			expect(later).not.toContain(underWay);
			const listening = await waitUntil(
				async () => {
					const pids = await listeners();
					return pids.length === 1 && pids[0] !== first && pids;
				},
				{ what: 'the first copy to end its connection' },
			);
			expect(listening).toHaveLength(1);

			// What the old copy had under way is written down by it.
			await n8n.endRuns();
			await waitUntil(async () => (await claims()).length === 0, { what: 'the runs to end' });
			await waitUntil(async () => (await n8n.threads()) === 1, { what: 'the old thread to end' });
			const { rows } = await admin.query<{ pid: number }>(
				`select pid from pg_stat_activity where datname = '${database}' and pid = ${first}`,
			);
			expect(rows).toEqual([]);
			await n8n.stop('before');
			await changeOrder(inbox, 'last');
			await waitUntil(() => n8n.started.length === 4, { what: 'the run of the one that is left' });
			expect(n8n.started.at(-1)).toBe('after');
			expect(n8n.warnings).toEqual([]);
		} finally {
			n8n.kill();
			await state.close();
			await admin.query(`drop database ${database} with (force)`);
			await admin.end();
		}
	}, 60_000);
});
