import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';

/**
 * What a server says to a command. `null` says nothing at all; `close` ends the connection after it.
 *
 * @param count how many commands of this kind came over this connection, this one counted
 */
export type SmtpAnswer = (
	command: string,
	count: number,
	line: string,
) =>
	| {
			readonly say: string | null;
			readonly close?: boolean;
			/** Says this again and again, and never the end of it. */
			readonly drip?: string;
	  }
	| undefined;

/** A mail server that answers what it is told to, for what real ones do that no library does. */
export async function startScriptedMailServer(answer: SmtpAnswer = () => undefined) {
	const taken: string[] = [];
	const sockets = new Set<Socket>();
	let connections = 0;
	const server = createServer((socket) => {
		connections += 1;
		sockets.add(socket);
		socket.on('error', () => {});
		socket.on('close', () => sockets.delete(socket));
		serve(socket);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');

	function serve(socket: Socket): void {
		const counts = new Map<string, number>();
		let text = '';
		let isData = false;
		const reply = (command: string, usual: string, line = '') => {
			const count = (counts.get(command) ?? 0) + 1;
			counts.set(command, count);
			const told: NonNullable<ReturnType<SmtpAnswer>> = answer(command, count, line) ?? {
				say: usual,
			};
			if (told.say !== null) socket.write(`${told.say}\r\n`);
			if (told.drip !== undefined) {
				const timer = setInterval(() => socket.write(`${told.drip}\r\n`), 20);
				socket.once('close', () => clearInterval(timer));
			}
			if (told.close) socket.end();
		};
		reply('CONN', '220 mail.example ESMTP');
		socket.setEncoding('utf8').on('data', (chunk: string) => {
			text += chunk;
			for (;;) {
				const end = isData ? text.indexOf('\r\n.\r\n') : text.indexOf('\r\n');
				if (end < 0) return;
				const line = text.slice(0, end);
				text = text.slice(end + (isData ? 5 : 2));
				if (isData) {
					isData = false;
					taken.push(line);
					reply('BODY', '250 2.0.0 queued');
					continue;
				}
				const command = /^(MAIL FROM|RCPT TO|[A-Z]+)/i.exec(line)?.[1]?.toUpperCase() ?? line;
				if (command === 'EHLO') reply(command, '250-mail.example\r\n250 8BITMIME', line);
				else if (command === 'DATA') {
					isData = true;
					reply(command, '354 go on');
				} else if (command === 'QUIT') reply(command, '221 bye');
				else reply(command, '250 2.0.0 ok');
			}
		});
	}

	return {
		host: '127.0.0.1',
		port: (server.address() as AddressInfo).port,
		/** The e-mails as they came. */
		taken,
		connectionCount: () => connections,
		async untilSomebodyIsConnected() {
			while (sockets.size === 0) await once(server, 'connection');
		},
		async untilNobodyIsConnected() {
			for (const socket of sockets) await once(socket, 'close');
		},
		dropConnections() {
			for (const socket of sockets) socket.destroy();
		},
		async stop() {
			for (const socket of sockets) socket.destroy();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
