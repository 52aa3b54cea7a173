import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ApiAnswer } from '../../api/http/answerRequest.ts';

/**
 * What n8n itself gives to the pages of webhooks: without `allow-same-origin` the page has an origin of its own, and a
 * fault in the page reaches neither n8n's session nor its REST API. The page needs less of n8n's list.
 */
const SANDBOX =
	'sandbox allow-downloads allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-scripts';

const POLICY = [
	SANDBOX,
	"default-src 'none'",
	"script-src 'self'",
	// A mail that is shown in a frame has its styles in itself, and the frame has this policy, too.
	"style-src 'self' 'unsafe-inline'",
	"connect-src 'self'",
	'img-src data:',
	"base-uri 'none'",
	"form-action 'none'",
	"frame-ancestors 'none'",
].join('; ');

const FILES: Readonly<Record<string, readonly [name: string, contentType: string]>> = {
	'/api/console': ['console.html', 'text/html; charset=utf-8'],
	'/api/console/console.js': ['console.js', 'text/javascript; charset=utf-8'],
	'/api/console/console.css': ['console.css', 'text/css; charset=utf-8'],
};

const known = new Map<string, Promise<string>>();

/**
 * The console's page, script and style. They are served without the engine: where the engine cannot be reached, the
 * page is what says so.
 *
 * @param folder where the built files are
 * @returns `null` for any other path
 */
export async function consoleFile(
	method: string,
	path: string,
	folder: string,
): Promise<ApiAnswer | null> {
	const file = Object.hasOwn(FILES, path) ? FILES[path]! : null;
	if ((method !== 'GET' && method !== 'HEAD') || file === null) return null;
	const [name, contentType] = file;
	return {
		status: 200,
		headers: {
			'Content-Type': contentType,
			'Content-Security-Policy': POLICY,
			// The page's origin is none: to n8n's usual `same-origin`, its own script would be a stranger's.
			'Cross-Origin-Resource-Policy': 'cross-origin',
			'Cache-Control': 'no-cache',
			'Referrer-Policy': 'no-referrer',
			'X-Content-Type-Options': 'nosniff',
		},
		body: await read(join(folder, name)),
	};
}

async function read(file: string): Promise<string> {
	const reading = known.get(file) ?? readFile(file, 'utf8');
	known.set(file, reading);
	reading.catch(() => known.delete(file));
	return await reading;
}
