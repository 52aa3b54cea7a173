import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'prettier';

/**
 * `npm run examples`: runs the commands of the README against a real n8n, as their end-to-end test does, and writes what
 * was sent and answered into api/openapi/examples.ts, for openapi.json.
 */
const FILE = join(import.meta.dirname, '..', 'api', 'openapi', 'examples.ts');
const BEGINNING = 'export const EXAMPLES: Readonly<Record<string, Example>> = ';

const folder = mkdtempSync(join(tmpdir(), 'commerce-examples-'));
try {
	const recorded = join(folder, 'examples.json');
	execFileSync(process.execPath, ['test/run.mjs', 'e2e', 'e2e/readmeApi'], {
		cwd: join(import.meta.dirname, '..'),
		env: { ...process.env, COMMERCE_RECORD_EXAMPLES: recorded },
		stdio: 'inherit',
	});
	const [head] = readFileSync(FILE, 'utf8').split(BEGINNING);
	const text = `${head}${BEGINNING}${readFileSync(recorded, 'utf8')};`;
	const style = {
		parser: 'typescript',
		useTabs: true,
		singleQuote: true,
		printWidth: 100,
	} as const;
	writeFileSync(FILE, await format(text, style));
} finally {
	rmSync(folder, { recursive: true });
}
