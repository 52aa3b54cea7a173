const { mkdtempSync, readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const gulp = require('gulp');
const { writeLicences } = require('./build/writeLicences.js');

const OUT = 'dist';
const { n8n } = JSON.parse(readFileSync(join(__dirname, 'package.json'), 'utf8'));

/** `dist/nodes/X/X.node.js` in package.json is built from `nodes/X/X.node.ts`. */
const entries = Object.fromEntries(
	[...n8n.nodes, ...n8n.credentials].map((file) => {
		const path = file.replace(/^dist\//, '').replace(/\.js$/, '');
		return [path, join(__dirname, `${path}.ts`)];
	}),
);
/** The thread of the engine. */
entries.engine = join(__dirname, 'thread', 'main.ts');

async function clean() {
	rmSync(OUT, { recursive: true, force: true });
}

/** What the console is made of: one script, without a module for the browser to load. */
async function bundleConsole(rolldown) {
	const build = await rolldown({
		input: join(__dirname, 'console', 'main.tsx'),
		platform: 'browser',
		tsconfig: join(__dirname, 'console', 'tsconfig.json'),
		checks: { pluginTimings: false },
	});
	const file = join(OUT, 'web', 'console.js');
	const { output } = await build.write({ file, format: 'iife', minify: true });
	await build.close();
	return output;
}

/** What our TypeScript is bundled with, to run in Node.js. */
const FOR_NODE = {
	platform: 'node',
	external: ['n8n-workflow', 'pg-native', 'pg-cloudflare'],
	// zod announces no side effects, but has one: it installs the words of its errors. Without them, a bad
	// request is told "Invalid input" and nothing else.
	treeshake: { moduleSideEffects: [{ test: /[\\/]zod[\\/]v4[\\/]/, sideEffects: true }] },
	checks: { pluginTimings: false },
};

/** All nodes in one build, so that they share their modules, and with them one open state database. */
async function bundle() {
	const { rolldown } = await import('rolldown');
	const build = await rolldown({ input: entries, ...FOR_NODE });
	const { output } = await build.write({
		dir: OUT,
		format: 'cjs',
		// A line of a stack can be found with them; what it says stands in the repository.
		sourcemap: true,
		sourcemapExcludeSources: true,
		exports: 'named',
		entryFileNames: '[name].js',
		chunkFileNames: 'chunks/[name]-[hash].js',
	});
	await build.close();
	const page = await bundleConsole(rolldown);
	writeLicences([...output, ...page], join(OUT, 'THIRD_PARTY_LICENCES.txt'));
}

/** The typed client of the REST API. Its types are made of openapi.json, and that of the endpoints. */
async function client() {
	const { rolldown } = await import('rolldown');
	const { writeClient } = await import('./build/writeClient.mjs');
	const input = join(__dirname, 'build', 'openApiDocument.ts');
	const build = await rolldown({ input, ...FOR_NODE });
	// Not in the system's temporary folder: what is external is looked for from here.
	const folder = mkdtempSync(join(__dirname, 'node_modules', '.openapi-'));
	try {
		const file = join(folder, 'document.cjs');
		await build.write({ file, format: 'cjs', codeSplitting: false });
		await writeClient(require(file).openApiDocument, join(OUT, 'client'));
	} finally {
		await build.close();
		rmSync(folder, { recursive: true });
	}
}

const icons = () => gulp.src('icons/*.svg', { encoding: false }).pipe(gulp.dest(`${OUT}/icons`));

const codex = () => gulp.src('nodes/*/*.node.json').pipe(gulp.dest(`${OUT}/nodes`));

const templates = () => gulp.src('templates/**/*.{json,svg}').pipe(gulp.dest(`${OUT}/templates`));

const scripts = () => gulp.src(['web/*.js', 'console/*.{html,css}']).pipe(gulp.dest(`${OUT}/web`));

exports.build = gulp.series(clean, gulp.parallel(bundle, client, icons, codex, templates, scripts));
