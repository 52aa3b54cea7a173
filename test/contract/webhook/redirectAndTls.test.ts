import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { webhookCredential } from '../../../engine/messages/webhook/webhookCredential.ts';
import { testNetwork } from './testNetwork.ts';
import {
	call,
	failure,
	keeping,
	status,
	startReceiver,
	type Answer,
	type Receiver,
	type Received,
} from './webhookReceiver.ts';

const TLS = join(__dirname, '../../fixtures/tls');
const SECRET = `whsec_${randomBytes(32).toString('base64')}`;

const closing: Array<() => Promise<void>> = [];

afterEach(async () => {
	for (const close of closing.splice(0)) await close();
});

async function receiver(...answers: Answer[]): Promise<Receiver> {
	const server = await startReceiver(...answers);
	closing.push(() => server.close());
	return server;
}

describe('a redirect', () => {
	it.each([307, 308])('of %d is followed with method, body and signature', async (code) => {
		const target = await receiver();
		const server = await receiver(status(code, { location: `${target.url}/new` }));
		const { signingKeys } = webhookCredential({ signingSecret: SECRET });
		await call(server.url, { signingKeys, request: { method: 'PUT' } });
		const [{ method, url, body, headers }] = target.received as [Received];
		expect({ method, url }).toEqual({ method: 'PUT', url: '/new' });
		expect(new Webhook(SECRET).verify(body, headers as Record<string, string>)).toBeTruthy();
	});

	it('to another server does not take keys along', async () => {
		const target = await receiver();
		const server = await receiver(status(307, { location: target.url }));
		await call(server.url, {
			request: { ownHeaders: { authorization: 'Bearer token', 'x-api-key': 'key' } },
		});
		expect(server.received[0]?.headers).toMatchObject({ 'x-api-key': 'key' });
		expect(target.received[0]?.headers).not.toHaveProperty('x-api-key');
		expect(target.received[0]?.headers).not.toHaveProperty('authorization');
	});

	it('on the same server does', async () => {
		const server = await receiver(status(307, { location: '/new' }), status(200));
		await call(server.url, { request: { ownHeaders: { 'x-api-key': 'key' } } });
		expect(server.received[1]).toMatchObject({ url: '/new', headers: { 'x-api-key': 'key' } });
	});

	it('is followed three times and no more', async () => {
		const again = status(307, { location: '/again' });
		const patient = await receiver(again, again, again, status(200));
		expect((await call(patient.url)).response.status).toBe(200);

		const endless = await receiver(again);
		const error = await failure(endless.url);
		expect(error).toMatchObject({ kind: 'redirect', attempts: 1, retryable: false });
		expect(endless.received).toHaveLength(4);
	});

	it.each([301, 302, 303])('of %d is refused, for it would lose the event', async (code) => {
		const target = await receiver();
		const server = await receiver(status(code, { location: `${target.url}/secret-path` }));
		expect(await failure(server.url)).toMatchObject({
			kind: 'redirect',
			retryable: false,
			message: `${server.url} answered ${code} and sends on to ${target.url}. Following that would lose the event, for it makes a GET of the POST. Enter the address that it leads to in "URL".`,
		});
		expect(target.received).toEqual([]);
	});
});

describe('encryption', () => {
	const cert = readFileSync(join(TLS, 'selfSigned.cert.pem'), 'utf8');
	const key = readFileSync(join(TLS, 'selfSigned.key.pem'), 'utf8');

	async function tlsReceiver(answer: Answer = status(200)) {
		const received: Received[] = [];
		const server = createTlsServer({ cert, key }, keeping(received, [answer]));
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		closing.push(async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		});
		return { port: (server.address() as AddressInfo).port, received };
	}

	it('is used with a certificate that is trusted', async () => {
		const { port, received } = await tlsReceiver();
		const network = { ...testNetwork(), trustedCertificates: cert };
		await call(`https://127.0.0.1:${port}/`, { network });
		expect(received).toHaveLength(1);
	});

	it('is refused with a certificate that nobody has signed', async () => {
		const { port, received } = await tlsReceiver();
		expect(await failure(`https://127.0.0.1:${port}/`)).toMatchObject({
			kind: 'tls',
			attempts: 1,
			retryable: false,
		});
		expect(received).toEqual([]);
	});

	it('is refused with a certificate for another name than that in the URL', async () => {
		const { port, received } = await tlsReceiver();
		const names = testNetwork({ 'shop.test': [['127.0.0.1']] });
		const network = { ...names, trustedCertificates: cert };
		const error = await failure(`https://shop.test:${port}/`, { network });
		expect(error.message).toContain('its certificate is for another name');
		expect(received).toEqual([]);
	});

	it('is not lost on the way of a redirect', async () => {
		const plain = await receiver();
		const { port } = await tlsReceiver(status(307, { location: plain.url }));
		const network = { ...testNetwork(), trustedCertificates: cert };
		const error = await failure(`https://127.0.0.1:${port}/`, { network });
		expect(error).toMatchObject({ kind: 'redirect' });
		expect(error.message).toContain('not encrypted while the URL is');
		expect(plain.received).toEqual([]);
	});
});
