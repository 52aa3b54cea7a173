import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../demo/n8n/freePort.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';

const ROOT = join(import.meta.dirname ?? __dirname, '../..');
const TLS = join(ROOT, 'test/fixtures/tls');
const DOCS = readFileSync(join(ROOT, 'docs/proxy.md'), 'utf8');

/** A real reverse proxy with its configuration of docs/proxy.md, of which only names, ports and files are others. */
export type Proxy = {
	readonly kind: 'Caddy' | 'nginx';
	/** Without a trailing slash. nginx has the certificate of test/fixtures/tls. */
	readonly url: string;
	stop(): Promise<void>;
};

/** Puts Caddy in front of an n8n. Over http: it would make a certificate that nobody trusts. */
export async function startCaddy(n8nPort: number): Promise<Proxy> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-caddy-'));
	const port = await freePort();
	const url = `http://127.0.0.1:${port}`;
	const file = join(folder, 'Caddyfile');
	await writeFile(
		file,
		configuration('caddyfile', {
			'n8n.example.com {': `${url} {`,
			'127.0.0.1:5678': `127.0.0.1:${n8nPort}`,
		}),
	);
	const env = {
		CADDY_ADMIN: `unix/${join(folder, 'admin')}`,
		XDG_CONFIG_HOME: folder,
		XDG_DATA_HOME: folder,
	};
	const program = process.env.CADDY_PATH ?? 'caddy';
	const stop = await startProgram(program, ['run', '--config', file], { port, folder, env });
	return { kind: 'Caddy', url, stop };
}

/** Puts nginx in front of an n8n. */
export async function startNginx(n8nPort: number): Promise<Proxy> {
	const folder = await mkdtemp(join(tmpdir(), 'commerce-nginx-'));
	const port = await freePort();
	const site = configuration('nginx', {
		'listen 443 ssl': `listen 127.0.0.1:${port} ssl`,
		'127.0.0.1:5678': `127.0.0.1:${n8nPort}`,
		'/etc/ssl/n8n.example.com/fullchain.pem': join(TLS, 'selfSigned.cert.pem'),
		'/etc/ssl/n8n.example.com/privkey.pem': join(TLS, 'selfSigned.key.pem'),
	});
	const file = join(folder, 'nginx.conf');
	await writeFile(file, aroundSite(site, folder));
	const program = process.env.NGINX_PATH ?? 'nginx';
	const stop = await startProgram(program, ['-c', file, '-e', 'stderr'], { port, folder });
	return { kind: 'nginx', url: `https://127.0.0.1:${port}`, stop };
}

/** What docs/proxy.md says. @param others what stands for what there */
function configuration(language: string, others: Readonly<Record<string, string>>): string {
	const written = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'ms').exec(DOCS)?.[1];
	return Object.entries(others).reduce((text, [there, here]) => {
		if (!text?.includes(there)) throw new Error(`docs/proxy.md has no "${there}" (${language}).`);
		return text.replaceAll(there, here);
	}, written)!;
}

/** What a package of a Linux distribution has around the file of a site, with all that is written in one folder. */
const aroundSite = (site: string, folder: string) => `
daemon off;
pid ${folder}/pid;
${process.getuid?.() === 0 ? 'user root;' : ''}
events {}
http {
	access_log off;
	${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
		.map((kind) => `${kind}_temp_path ${folder}/${kind};`)
		.join('\n\t')}
${site}
}
`;

/**
 * Starts a program, and waits until it listens.
 *
 * @param where its port, and the folder that is removed when it has ended
 * @returns ends it
 */
async function startProgram(
	program: string,
	given: readonly string[],
	where: { readonly port: number; readonly folder: string; readonly env?: Record<string, string> },
): Promise<() => Promise<void>> {
	const child = spawn(program, given, {
		env: { ...process.env, ...where.env },
		stdio: ['ignore', 'ignore', 'pipe'],
	});
	let said = '';
	child.stderr.on('data', (data) => (said = `${said}${data}`.slice(-5_000)));
	const failed = once(child, 'error').then(([error]) => {
		throw new Error(`${program} cannot be started: ${error.message}`);
	});
	const gone = once(child, 'exit');
	const ended = gone.then(() => {
		throw new Error(`${program} has ended: ${said}`);
	});
	const up = waitUntil(async () => await listens(where.port), { what: `${program} to listen` });
	await Promise.race([up, failed, ended]);
	for (const promise of [failed, ended]) promise.catch(() => {});
	return async () => {
		child.kill('SIGTERM');
		await gone;
		await rm(where.folder, { recursive: true, force: true });
	};
}

async function listens(port: number): Promise<boolean> {
	const socket = connect(port, '127.0.0.1');
	try {
		await once(socket, 'connect');
		return true;
	} catch {
		return false;
	} finally {
		socket.destroy();
	}
}
