import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { kindsIn, REVIEW_PAGE, withFindings } from '../../build/reviewPage.ts';
import type { Finding } from '../../build/scanFindings.ts';

const run = promisify(execFile);
const ROOT = join(__dirname, '../..');

describe("docs/n8n-review.md, what n8n's own checks say", () => {
	let findings: readonly Finding[];
	let page: string;

	beforeAll(async () => {
		page = await readFile(join(ROOT, REVIEW_PAGE), 'utf8');
		// Jest cannot load n8n's rules.
		const { stdout } = await run(
			process.execPath,
			['--no-warnings', join(ROOT, 'build/review.ts'), '--print'],
			// The rules look for other names of files where they are tested themselves.
			{ cwd: ROOT, env: { ...process.env, NODE_ENV: '' }, maxBuffer: 64 * 1024 * 1024 },
		);
		findings = JSON.parse(stdout) as Finding[];
	}, 180_000);

	it('counts each finding of the scan as it is today (`npm run review` counts anew)', () => {
		expect(findings.length).toBeGreaterThan(0);
		expect(page).toBe(withFindings(page, findings));
	});

	it('says of each kind of finding why it is so', () => {
		const prose = withFindings(page, []);
		expect(kindsIn(findings).filter((kind) => !prose.includes(kind))).toEqual([]);
	});

	it('finds no key in the code, and nothing made of text that came from outside', () => {
		const grave = findings.filter(
			({ rule, place }) =>
				/no-hardcoded-secrets$/.test(rule) ||
				(/no-dangerous-functions$/.test(rule) && place !== 'libraries'),
		);
		expect(grave).toEqual([]);
	});
});
