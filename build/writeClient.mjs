import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import openapiTypes, { astToString } from 'openapi-typescript';
import { rolldown } from 'rolldown';
import ts from 'typescript';

const SOURCE = path.resolve(import.meta.dirname, '..', 'client');

/** What the client has to know of each operation when it runs. */
function operationsOf({ paths }) {
	const all = Object.entries(paths).flatMap(([at, item]) =>
		Object.entries(item).map(([method, { operationId, parameters, requestBody }]) => {
			const query = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
			const hasBody = requestBody !== undefined;
			return [operationId, { method: method.toUpperCase(), path: at, query, hasBody }];
		}),
	);
	return Object.fromEntries(all);
}

/**
 * Writes the typed client: its code as ES module and as CommonJS, and its types, which are made of openapi.json.
 *
 * @param document openapi.json
 * @throws Error with what TypeScript says, where the client does not fit the document
 */
export async function writeClient(document, into) {
	await mkdir(into, { recursive: true });
	const types = astToString(await openapiTypes(structuredClone(document)));
	await writeFile(path.join(into, 'openapi.d.ts'), types);
	writeDeclarations(into);
	await copyFile(path.join(into, 'index.d.ts'), path.join(into, 'index.d.mts'));

	const build = await rolldown({
		input: path.join(SOURCE, 'index.ts'),
		platform: 'neutral',
		transform: { define: { OPERATIONS: JSON.stringify(operationsOf(document)) } },
		checks: { pluginTimings: false },
	});
	await build.write({ file: path.join(into, 'index.mjs'), format: 'es' });
	await build.write({ file: path.join(into, 'index.js'), format: 'cjs', exports: 'named' });
	await build.close();
}

function writeDeclarations(into) {
	const program = ts.createProgram([path.join(SOURCE, 'index.ts')], {
		...{ strict: true, noUncheckedIndexedAccess: true, noImplicitOverride: true },
		...{ noUnusedLocals: true, noUnusedParameters: true, types: [] },
		...{
			target: ts.ScriptTarget.ES2022,
			lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
		},
		...{ module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
		...{ declaration: true, emitDeclarationOnly: true, outDir: into, rootDir: SOURCE },
		// The types of openapi.json, as if they stood beside the source.
		rootDirs: [SOURCE, into],
	});
	const { diagnostics } = program.emit();
	const problems = [...ts.getPreEmitDiagnostics(program), ...diagnostics];
	if (problems.length === 0) return;
	const host = {
		getCanonicalFileName: (file) => file,
		getCurrentDirectory: () => SOURCE,
		getNewLine: () => '\n',
	};
	throw new Error(ts.formatDiagnostics(problems, host));
}

const [, script, file, into] = process.argv;
if (script === import.meta.filename) {
	await writeClient(JSON.parse(await readFile(file, 'utf8')), path.resolve(into));
}
