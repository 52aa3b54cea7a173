import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import { openJsonFile } from '../openJsonFile.ts';

const KEPT_MAILS = 200;
const MAX_MAIL_BYTES = 10_000_000;
const PAGES: Readonly<Record<string, readonly [file: string, type: string]>> = {
	'/': ['index.html', 'text/html; charset=utf-8'],
	'/style.css': ['style.css', 'text/css; charset=utf-8'],
	'/inbox.js': ['inbox.js', 'text/javascript; charset=utf-8'],
};

/** A mail that has arrived. */
export type Mail = {
	readonly id: string;
	readonly receivedAt: string;
	readonly from: string;
	readonly to: string;
	readonly subject: string;
	readonly text: string;
	/** `null` for a mail without an HTML part. */
	readonly html: string | null;
	/** All headers, names in lower case, as they came. */
	readonly headers: Readonly<Record<string, string>>;
};

export type Inbox = {
	/** The page that shows the mails, without a trailing slash. */
	readonly url: string;
	readonly smtpPort: number;
	/** Oldest first. */
	readonly mails: readonly Mail[];
	stop(): Promise<void>;
};

/**
 * A mail server of this machine that takes every mail to whomever, and shows it on a page instead of
 * delivering it. Any user name and password, or none, will do.
 */
export async function startInbox(options: {
	/** 0: a free one. */
	readonly smtpPort: number;
	/** 0: a free one. */
	readonly webPort: number;
	readonly dataFile: string;
}): Promise<Inbox> {
	const file = openJsonFile<{ mails: Mail[] }>(options.dataFile, () => ({ mails: [] }));
	const { mails } = file.state;
	const changes = new EventEmitter().setMaxListeners(0);

	async function changed(): Promise<void> {
		mails.splice(0, mails.length - KEPT_MAILS);
		changes.emit('changed');
		await file.save();
	}

	const smtp = new SMTPServer({
		size: MAX_MAIL_BYTES,
		authOptional: true,
		allowInsecureAuth: true,
		disabledCommands: ['STARTTLS'],
		disableReverseLookup: true,
		onAuth: (auth, _session, done) => done(null, { user: auth.username ?? 'anyone' }),
		onData(stream, _session, done) {
			simpleParser(stream)
				.then(async (parsed) => {
					mails.push({
						id: randomUUID(),
						receivedAt: new Date().toISOString(),
						from: parsed.from?.text ?? '',
						to: addresses(parsed.to),
						subject: parsed.subject ?? '',
						text: parsed.text ?? '',
						html: parsed.html || null,
						headers: Object.fromEntries(
							parsed.headerLines.map(({ key, line }) => [key, line.slice(key.length + 1).trim()]),
						),
					});
					await changed();
				})
				.then(() => done(), done);
		},
	});
	smtp.listen(options.smtpPort, '127.0.0.1');
	await once(smtp.server, 'listening');

	async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		const page = PAGES[pathname];
		if (page !== undefined) {
			const content = await readFile(path.join(import.meta.dirname, 'page', page[0]));
			response.writeHead(200, { 'content-type': page[1] }).end(content);
		} else if (pathname === '/mails' && request.method === 'GET') {
			response.writeHead(200, { 'content-type': 'application/json' });
			response.end(JSON.stringify(mails.toReversed()));
		} else if (pathname === '/mails' && request.method === 'DELETE') {
			mails.length = 0;
			await changed();
			response.writeHead(204).end();
		} else if (pathname === '/live') {
			response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
			response.write('retry: 1000\n\n');
			const tell = () => response.write('event: changed\ndata: {}\n\n');
			changes.on('changed', tell);
			request.on('close', () => changes.off('changed', tell));
		} else {
			response.writeHead(404).end();
		}
	}
	const web = createServer((request, response) => {
		answer(request, response).catch((error: unknown) => response.destroy(error as Error));
	});
	web.listen(options.webPort, '127.0.0.1');
	await once(web, 'listening');

	return {
		url: `http://127.0.0.1:${(web.address() as AddressInfo).port}`,
		smtpPort: (smtp.server.address() as AddressInfo).port,
		mails,
		async stop() {
			const closed = once(web, 'close');
			web.close();
			web.closeAllConnections();
			await new Promise<void>((resolve) => {
				smtp.close(() => resolve());
			});
			await closed;
			await file.save();
		},
	};
}

function addresses(to: AddressObject | AddressObject[] | undefined): string {
	return [to ?? []]
		.flat()
		.map(({ text }) => text)
		.join(', ');
}
