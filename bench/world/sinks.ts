import { randomBytes, createECDH } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { SMTPServer } from 'smtp-server';
import type { BrowserSubscription } from '../../test/support/pushService.ts';

const TLS = join(import.meta.dirname, '../../test/fixtures/tls');

/** The certificate of the push sink, which whoever sends to it has to trust. */
export const SINK_CERTIFICATE = join(TLS, 'selfSigned.cert.pem');

/** A server that takes everything and keeps nothing, so that it is never what is waited for. */
export type Sink = {
	readonly port: number;
	/** How many messages it has taken. */
	taken(): number;
	stop(): Promise<void>;
};

export async function startMailSink(): Promise<Sink> {
	let count = 0;
	const server = new SMTPServer({
		authOptional: true,
		disabledCommands: ['STARTTLS', 'AUTH'],
		disableReverseLookup: true,
		logger: false,
		onData(stream, _session, done) {
			stream.resume().on('end', () => {
				count += 1;
				done();
			});
		},
	});
	server.listen(0, '127.0.0.1');
	await once(server.server, 'listening');
	return {
		port: (server.server.address() as AddressInfo).port,
		taken: () => count,
		stop: async () => await new Promise((resolve) => void server.close(() => resolve())),
	};
}

/** A push service, and browsers that are subscribed at it. */
export type PushSink = Sink & {
	readonly url: string;
	subscriptions(count: number): BrowserSubscription[];
};

export async function startPushSink(): Promise<PushSink> {
	let count = 0;
	const server = createServer(
		{
			cert: readFileSync(SINK_CERTIFICATE),
			key: readFileSync(join(TLS, 'selfSigned.key.pem')),
		},
		(request, response) => {
			request.resume().on('end', () => {
				count += 1;
				response.writeHead(201).end();
			});
		},
	).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const { port } = server.address() as AddressInfo;
	const url = `https://127.0.0.1:${port}`;
	let browsers = 0;
	return {
		port,
		url,
		taken: () => count,
		subscriptions: (wanted) =>
			Array.from({ length: wanted }, () => {
				const pair = createECDH('prime256v1');
				pair.generateKeys();
				browsers += 1;
				return {
					endpoint: `${url}/push/${browsers}`,
					keys: {
						p256dh: pair.getPublicKey('base64url'),
						auth: randomBytes(16).toString('base64url'),
					},
				};
			}),
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
