import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { buildPackage } from '../support/n8n.ts';

const run = promisify(execFile);

describe('the packed package', () => {
	let folder: string;
	let files: string[];
	let manifest: { dependencies?: unknown; n8n: { nodes: string[]; credentials: string[] } };

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'commerce-package-'));
		const tarball = process.env.COMMERCE_PACKAGE_TARBALL ?? (await buildPackage());
		await run('tar', ['-xzf', tarball, '-C', folder]);
		const { stdout } = await run('tar', ['-tzf', tarball]);
		files = stdout.split('\n').filter(Boolean);
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
				/\.tsx?$|\.test\.|\/(test|demo|runtime|core)\//.test(file),
		);
		expect(strays).toEqual([]);
	});

	it('holds every node and credential that it announces, and the licences of what is bundled', () => {
		const announced = [...manifest.n8n.nodes, ...manifest.n8n.credentials];
		for (const file of announced) expect(files).toContain(`package/${file}`);
		expect(files).toContain('package/dist/THIRD_PARTY_LICENCES.txt');
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
});
