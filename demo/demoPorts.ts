import { once } from 'node:events';
import { createServer } from 'node:net';

/** The ports of the demo, and the environment variable that changes each. */
const PORTS = {
	n8n: { what: 'n8n', variable: 'DEMO_N8N_PORT', usual: 5678 },
	store: { what: 'The demo store', variable: 'DEMO_STORE_PORT', usual: 5680 },
	inbox: { what: 'The inbox page', variable: 'DEMO_INBOX_PORT', usual: 5681 },
	smtp: { what: 'The mail server', variable: 'DEMO_SMTP_PORT', usual: 5682 },
} as const;

export type DemoPorts = Readonly<Record<keyof typeof PORTS, number>>;

const HIGHEST_PORT = 65_535;

/**
 * Where the demo's parts will listen.
 *
 * @throws Error with a line for each port that is no port or that somebody else uses
 */
export async function demoPorts(env: NodeJS.ProcessEnv = process.env): Promise<DemoPorts> {
	const problems: string[] = [];
	const ports: Record<string, number> = {};
	for (const [name, { what, variable, usual }] of Object.entries(PORTS)) {
		const port = Number(env[variable] ?? usual);
		if (!Number.isInteger(port) || port < 1 || port > HIGHEST_PORT) {
			problems.push(`${variable}=${env[variable]} is not a port: give a number from 1 to 65535.`);
		} else if (Object.values(ports).includes(port)) {
			problems.push(`Port ${port} was given twice: choose another one with ${variable}.`);
		} else if (!(await isFree(port))) {
			problems.push(
				`${what} needs port ${port}, which another program uses: stop that program, or choose another port with ${variable}.`,
			);
		}
		ports[name] = port;
	}
	if (problems.length > 0) throw new Error(problems.join('\n'));
	return ports as DemoPorts;
}

/** On the address that the demo uses, and on all addresses, which a program elsewhere may hold. */
async function isFree(port: number): Promise<boolean> {
	for (const host of ['127.0.0.1', undefined]) {
		const server = createServer();
		try {
			server.listen(port, host);
			await once(server, 'listening');
			server.close();
			await once(server, 'close');
		} catch (error) {
			if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') return false;
		}
	}
	return true;
}
