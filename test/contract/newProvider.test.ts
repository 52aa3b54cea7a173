import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');
const LEFT_OUT = new Set(['.git', 'node_modules', 'dist']);

/** The lint of n8n judges files otherwise where it takes itself for tested. */
const AS_TYPED = { ...process.env, NODE_ENV: '', JEST_WORKER_ID: '' };

describe('npm run new-provider', () => {
	let copy: string;
	const inCopy = async (script: string, ...given: string[]) =>
		await run(process.execPath, [script, ...given], { cwd: copy, env: AS_TYPED });
	const generate = async (...given: string[]) => await inCopy('build/newProvider/run.ts', ...given);
	const tool = async (name: string, ...given: string[]) =>
		await inCopy(join('node_modules', '.bin', name), ...given);

	beforeAll(async () => {
		copy = await mkdtemp(join(tmpdir(), 'commerce-provider-'));
		await cp(ROOT, copy, {
			recursive: true,
			filter: (from) => !LEFT_OUT.has(basename(from)),
		});
		await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
	}, 120_000);
	afterAll(async () => await rm(copy, { recursive: true, force: true }));

	it('says what a slug and a name may be, and writes nothing for others', async () => {
		for (const [given, said] of [
			[['Sample-Cart'], /"Sample-Cart" is no slug: it is 2 to 30 small letters and digits/],
			[[''], /"" is no slug/],
			[['cart', "it's"], /"it's" is no name/],
			[['sendcloud'], /There is a provider "sendcloud" already/],
		] as const) {
			await expect(generate(...given)).rejects.toMatchObject({
				code: 1,
				stderr: expect.stringMatching(said),
			});
		}
		const listed = await readFile(join(copy, 'engine/providers/providers.ts'), 'utf8');
		expect(listed).toBe(await readFile(join(ROOT, 'engine/providers/providers.ts'), 'utf8'));
	});

	it('makes a provider that compiles, is linted, and passes its own tests and the suite of all at once', async () => {
		const { stdout } = await generate('harbourcart', 'Harbour & Cart');
		const made = stdout.split('\n').filter((line) => /^[\w/.]+\.(ts|svg|json|md)$/.test(line));
		expect(made).toContain('engine/providers/harbourcart/index.ts');
		const texts = await Promise.all(
			made.map(async (file) => await readFile(join(copy, file), 'utf8')),
		);
		expect(texts.join('\n')).not.toMatch(/sample ?cart/i);
		const sources = made.filter((file) => file.endsWith('.ts'));
		await tool('prettier', '--check', ...made.filter((file) => !file.endsWith('.svg')));
		await tool('tsc', '--noEmit');
		await tool('eslint', '--max-warnings', '0', ...sources);
		const { stderr } = await tool(
			'jest',
			...['--selectProjects', 'unit', 'contract', '--runInBand', '--testPathPatterns'],
			...[
				'providers/everyProvider',
				'providers/harbourcart',
				'unit/credentials',
				'providers/providers',
			],
		);
		expect(stderr).toMatch(/Test Suites: 4 passed, 4 total/);
	}, 400_000);
});
