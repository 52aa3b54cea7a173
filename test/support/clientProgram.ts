import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const MODULES = join(__dirname, '../../node_modules');

/** As a client's developer would have it: strict, and with the types of libraries checked, too. */
const STRICT = {
	...{ strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: false },
	...{ target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], types: [] },
};

/** A folder in which somebody writes a program against the API. */
export type ClientFolder = {
	readonly path: string;
	/** Runs a tool of this project in it. */
	tool(script: string, ...given: readonly string[]): Promise<void>;
	/**
	 * Compiles a program strictly, bundles it with what it imports, and runs it.
	 *
	 * @returns what it has written
	 * @throws Error with what TypeScript or the program says
	 */
	runProgram(source: string, module: 'bundler' | 'nodenext'): Promise<string>;
	remove(): Promise<void>;
};

/** @param packageFolder this package, as it is installed */
export async function clientFolder(packageFolder: string): Promise<ClientFolder> {
	const path = await mkdtemp(join(tmpdir(), 'commerce-client-'));
	const modules = join(path, 'node_modules');
	await mkdir(modules);
	await cp(packageFolder, join(modules, 'n8n-nodes-commerce'), { recursive: true });
	for (const name of ['openapi-fetch', 'openapi-typescript-helpers']) {
		await symlink(join(MODULES, name), join(modules, name));
	}
	await writeFile(join(path, 'package.json'), '{ "type": "module" }');
	const execute = async (file: string, given: readonly string[]) => {
		const said = await run(process.execPath, [file, ...given], { cwd: path }).catch(
			({ stdout, stderr }: { stdout: string; stderr: string }) => {
				throw new Error(`${file} failed:\n${stdout}${stderr}`);
			},
		);
		return said.stdout;
	};
	const tool: ClientFolder['tool'] = async (script, ...given) => {
		await execute(join(MODULES, script), given);
	};
	return {
		path,
		tool,
		async runProgram(source, module) {
			await writeFile(join(path, 'program.ts'), source);
			const options = {
				...STRICT,
				noEmit: true,
				...(module === 'bundler'
					? { module: 'esnext', moduleResolution: 'bundler' }
					: { module: 'nodenext' }),
			};
			const config = { compilerOptions: options, files: ['program.ts'] };
			await writeFile(join(path, 'tsconfig.json'), JSON.stringify(config));
			await tool('typescript/bin/tsc', '-p', '.');
			await tool('rolldown/bin/cli.mjs', 'program.ts', '--format', 'esm', '-o', 'program.mjs');
			return await execute(join(path, 'program.mjs'), []);
		},
		remove: async () => await rm(path, { recursive: true, force: true }),
	};
}
