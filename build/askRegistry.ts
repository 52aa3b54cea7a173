import { execFile } from 'node:child_process';
import type { Audit } from './findings.ts';

const LONGEST_ANSWER_BYTES = 64 * 1024 * 1024;
const LONGEST_REASON_CHARACTERS = 200;

/**
 * Asks the registry that npm is set to what is known against the libraries of the lock file.
 *
 * @throws Error with the reason in one line where it gives no advice
 */
export async function askRegistry(folder: string): Promise<Audit> {
	const registry = (await npm(folder, ['config', 'get', 'registry'])).trim();
	return auditIn(await npm(folder, ['audit', '--json']), registry);
}

/** Reads what `npm audit --json` has written. @throws Error with the reason in one line */
export function auditIn(answer: string, registry: string): Audit {
	const told = parsed(answer);
	if (typeof told?.vulnerabilities === 'object' && told.vulnerabilities !== null) {
		return { vulnerabilities: told.vulnerabilities };
	}
	const said = String(told?.message ?? answer)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
	const reason = said === '' ? 'it answered nothing' : said.slice(0, LONGEST_REASON_CHARACTERS);
	throw new Error(
		`Not audited: the registry ${registry} gives no advice (${reason}). Set one that does, as with npm_config_registry=https://registry.npmjs.org/ where it can be reached directly.`,
	);
}

function parsed(answer: string): (Partial<Audit> & { readonly message?: string }) | null {
	try {
		return JSON.parse(answer) as Partial<Audit>;
	} catch {
		return null;
	}
}

/** What npm writes. It ends with 1 where it has found something, and then writes the same JSON. */
async function npm(cwd: string, args: readonly string[]): Promise<string> {
	return await new Promise((resolve, reject) => {
		execFile('npm', [...args], { cwd, maxBuffer: LONGEST_ANSWER_BYTES }, (error, stdout) => {
			if (stdout === '' && error) reject(new Error(`Not audited: ${error.message.split('\n')[0]}`));
			else resolve(stdout);
		});
	});
}
