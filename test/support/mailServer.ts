import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { simpleParser, type AddressObject } from 'mailparser';
import { SMTPServer, type SMTPServerSession } from 'smtp-server';
import { freePort } from '../../demo/n8n/freePort.ts';

/** One e-mail that the server has taken, as a mail program would show it. */
export type ReceivedMail = {
	/** With angle brackets, as in the header. */
	readonly messageId: string;
	/** The envelope: who it really came from and went to. */
	readonly sender: string;
	readonly recipients: readonly string[];
	/** The headers' addresses: `Anna <anna@example.com>`. */
	readonly from: string;
	readonly to: string;
	readonly cc: string;
	readonly replyTo: string;
	readonly subject: string;
	readonly html: string;
	readonly text: string;
	/** Every header line's name and value, in order. */
	readonly headerLines: ReadonlyArray<{ readonly key: string; readonly line: string }>;
	readonly raw: string;
	readonly receivedAt: Date;
	/** Whether it came over an encrypted connection. */
	readonly encrypted: boolean;
	/** The user who logged in; `null` without a login. */
	readonly user: string | null;
};

/** `true`, or an SMTP answer, refuses; nothing or `false` accepts. */
export type Refusal = boolean | { readonly code: number; readonly message: string } | undefined;

export type MailServerOptions = {
	/** 0 takes a free one. */
	readonly port?: number;
	/** Asks for this login. */
	readonly auth?: { readonly user: string; readonly password: string };
	/** `none` (default), `implicit` from the first byte, or `starttls`. The certificate is self-signed. */
	readonly tls?: 'none' | 'implicit' | 'starttls';
	readonly refuse?: (address: string) => Refusal;
	readonly refuseSender?: (address: string) => Refusal;
	/** Whether it takes addresses with letters beyond ASCII (SMTPUTF8). As most do. */
	readonly unicode?: boolean;
	/** Takes two dots in a quoted local part, as RFC 5321 has it; smtp-server otherwise does not. */
	readonly quotedDots?: boolean;
	/** How long the answer to an e-mail takes. */
	readonly delayMs?: number;
};

export type MailServer = {
	readonly host: string;
	readonly port: number;
	/** All that were taken, in order of arrival. */
	readonly mails: readonly ReceivedMail[];
	/** Resolves once `count` e-mails are there, and with them; rejects after the time. */
	waitForMails(count: number, timeoutMs?: number): Promise<readonly ReceivedMail[]>;
	mailsTo(address: string): readonly ReceivedMail[];
	/** Message-IDs that were taken more than once, and how often. */
	doubles(): ReadonlyMap<string, number>;
	forgetMails(): void;
	setRefuse(refuse: (address: string) => Refusal): void;
	setDelay(delayMs: number): void;
	/** Takes the next e-mails, but breaks the connection instead of answering. */
	loseNextAnswers(count: number): void;
	/** Connections that have been opened so far. */
	connectionCount(): number;
	/** Down: open connections break, new ones are refused. What was received stays. */
	stop(): Promise<void>;
	/** Up again, on the same port. */
	restart(): Promise<void>;
};

/** Starts a real SMTP server on 127.0.0.1 that keeps what it is sent. */
export async function startMailServer(options: MailServerOptions = {}): Promise<MailServer> {
	const mails: ReceivedMail[] = [];
	const watchers = new Set<() => void>();
	const sockets = new Set<Socket>();
	let refuse = options.refuse ?? (() => false);
	let delayMs = options.delayMs ?? 0;
	let answersToLose = 0;
	let connections = 0;
	// Not one that the system hands out by itself: while the server is down, nobody else is given its port.
	const port = options.port ?? (await freePort());
	let server = createServer();

	function createServer(): SMTPServer {
		const tls = options.tls ?? 'none';
		const created = new SMTPServer({
			secure: tls === 'implicit',
			disabledCommands: [
				...(tls === 'starttls' ? [] : ['STARTTLS']),
				...(options.auth === undefined ? ['AUTH'] : []),
			],
			authOptional: options.auth === undefined,
			allowInsecureAuth: true,
			disableReverseLookup: true,
			logger: false,
			lenientAddressParsing: options.quotedDots === true,
			hideSMTPUTF8: options.unicode === false,
			closeTimeout: 100,
			onAuth({ username, password }, _session, done) {
				const { auth } = options;
				if (auth !== undefined && username === auth.user && password === auth.password) {
					return done(null, { user: username });
				}
				done(answer({ code: 535, message: `Authentication failed for ${username}` }));
			},
			onMailFrom: ({ address }, _session, done) =>
				done(refusalOf(options.refuseSender?.(address), 'Sender not allowed')),
			onRcptTo: ({ address }, _session, done) =>
				done(refusalOf(refuse(address), 'No such mailbox')),
			async onData(stream, session, done) {
				// A sender that is killed in the middle leaves half an e-mail, which no server keeps.
				const raw = await readAll(stream).catch(() => null);
				if (raw === null) return;
				mails.push(await received(raw, session));
				for (const watcher of watchers) watcher();
				if (answersToLose > 0) {
					answersToLose -= 1;
					for (const socket of sockets) {
						if (socket.remotePort === session.remotePort) socket.destroy();
					}
					return;
				}
				setTimeout(done, delayMs);
			},
		});
		created.on('error', () => {});
		created.server.on('connection', (socket: Socket) => {
			connections += 1;
			sockets.add(socket);
			socket.once('close', () => sockets.delete(socket));
		});
		return created;
	}

	async function listen(): Promise<void> {
		server.listen(port, '127.0.0.1');
		await once(server.server, 'listening');
	}

	await listen();
	return {
		host: '127.0.0.1',
		port,
		mails,
		async waitForMails(count, timeoutMs = 30_000) {
			if (mails.length >= count) return mails;
			return await new Promise((resolve, reject) => {
				const settle = () => {
					watchers.delete(check);
					clearTimeout(timer);
				};
				const check = () => {
					if (mails.length < count) return;
					settle();
					resolve(mails);
				};
				const timer = setTimeout(() => {
					settle();
					reject(
						new Error(`${mails.length} of ${count} e-mails have arrived after ${timeoutMs} ms`),
					);
				}, timeoutMs);
				watchers.add(check);
			});
		},
		mailsTo: (address) => mails.filter(({ recipients }) => recipients.includes(address)),
		doubles() {
			const counts = new Map<string, number>();
			for (const { messageId } of mails) counts.set(messageId, (counts.get(messageId) ?? 0) + 1);
			return new Map([...counts].filter(([, count]) => count > 1));
		},
		forgetMails: () => void mails.splice(0),
		setRefuse: (given) => void (refuse = given),
		setDelay: (given) => void (delayMs = given),
		loseNextAnswers: (count) => void (answersToLose = count),
		connectionCount: () => connections,
		async stop() {
			if (!server.server.listening) return;
			const closed = new Promise<void>((resolve) => server.close(() => resolve()));
			for (const socket of sockets) socket.destroy();
			await closed;
		},
		async restart() {
			server = createServer();
			await listen();
		},
	};
}

async function received(raw: string, session: SMTPServerSession): Promise<ReceivedMail> {
	const mail = await simpleParser(raw);
	const { mailFrom, rcptTo } = session.envelope;
	return {
		messageId: mail.messageId ?? '',
		sender: mailFrom === false ? '' : mailFrom.address,
		recipients: rcptTo.map(({ address }) => address),
		from: textOf(mail.from),
		to: textOf(mail.to),
		cc: textOf(mail.cc),
		replyTo: textOf(mail.replyTo),
		subject: mail.subject ?? '',
		html: typeof mail.html === 'string' ? mail.html : '',
		text: mail.text ?? '',
		headerLines: mail.headerLines.map(({ key, line }) => ({ key, line })),
		raw,
		receivedAt: new Date(),
		encrypted: session.secure,
		user: session.user ?? null,
	};
}

function textOf(addresses: AddressObject | AddressObject[] | undefined): string {
	return [addresses ?? []]
		.flat()
		.flatMap(({ value }) => value)
		.map(({ name, address }) => (name === '' ? (address ?? '') : `${name} <${address}>`))
		.join(', ');
}

function refusalOf(refusal: Refusal, message: string): Error | null {
	if (refusal === undefined || refusal === false) return null;
	return answer(refusal === true ? { code: 550, message } : refusal);
}

function answer({ code, message }: { code: number; message: string }): Error {
	return Object.assign(new Error(message), { responseCode: code });
}
