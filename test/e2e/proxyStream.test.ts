import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { begin } from '../support/ask.ts';
import { startCaddy, startNginx } from '../support/proxies.ts';

describe('behind a proxy that is configured as docs/proxy.md says', () => {
	it.each([
		['Caddy', startCaddy],
		['nginx', startNginx],
	] as const)(
		'%s: what an answer has said so far arrives while it goes on, as chats and agents need it',
		async (_, startProxy) => {
			const server = createServer();
			await once(server.listen(0, '127.0.0.1'), 'listening');
			const proxy = await startProxy((server.address() as AddressInfo).port);
			try {
				server.on('request', ({ url }: IncomingMessage, response: ServerResponse) => {
					if (url === '/healthz/readiness') response.end();
					else
						response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
				});
				const request = begin(`${proxy.url}/webhook/chat`);
				request.end();
				const [response] = await once(request, 'response', { signal: AbortSignal.timeout(10_000) });
				const [said] = await once(response, 'data', { signal: AbortSignal.timeout(10_000) });
				expect(String(said)).toBe('data: 1\n\n');
				request.destroy();
			} finally {
				server.closeAllConnections();
				server.close();
				await proxy.stop();
			}
		},
		30_000,
	);
});
