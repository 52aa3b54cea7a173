import type { IncomingMessage, ServerResponse } from 'node:http';

const FIREWALL = '<!DOCTYPE html><html><body>Checking your browser …</body></html>';

/** What can stand between us and a shop, and how it answers. */
export const FAILURES = {
	firewall403: (_request, response) =>
		void response.writeHead(403, { 'content-type': 'text/html' }).end(FIREWALL),
	firewall200: (_request, response) =>
		void response.writeHead(200, { 'content-type': 'text/html' }).end(FIREWALL),
	redirect: (request, response) =>
		void response
			.writeHead(302, { location: `https://www.shop.example${request.url}` })
			.end('Found'),
	silence: () => {},
	truncated: (_request, response) =>
		void response.writeHead(200, { 'content-type': 'application/json' }).end('[{"id":13,"sta'),
	throttled: (_request, response) =>
		void response
			.writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' })
			.end('{"code":"too_many_requests","message":"Slow down.","data":{"status":429}}'),
	maintenance: (_request, response) =>
		void response
			.writeHead(503, { 'content-type': 'text/html', 'retry-after': '120' })
			.end('<html>Briefly unavailable for scheduled maintenance.</html>'),
} as const satisfies Record<string, (request: IncomingMessage, response: ServerResponse) => void>;

export type Failure = keyof typeof FAILURES;
