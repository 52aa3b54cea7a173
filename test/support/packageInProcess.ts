import { spawn } from 'node:child_process';
import { join } from 'node:path';

/** One process that has loaded the built package, and in which order triggers can be started as n8n does. */
export type PackageInProcess = {
	/** Starts a trigger of the copy that is loaded; `name` is that of its workflow. */
	start(name: string): Promise<void>;
	/** Stops one, by what the copy that started it has given. */
	stop(name: string): Promise<void>;
	/** Forgets all modules of the package, as n8n does in an update: the next start loads them again. */
	update(): Promise<void>;
	/** Names of the workflows whose runs have been started, one for each run. They do not end until `endRuns`. */
	readonly started: string[];
	endRuns(): Promise<void>;
	/** Files of the package that the process itself has loaded; its threads load theirs. */
	loaded(): Promise<readonly string[]>;
	/** How many threads of the package there are. */
	threads(): Promise<number>;
	readonly warnings: string[];
	kill(): void;
};

/** n8n, as far as a trigger sees it. */
const SCRIPT = `
const [folder, file] = process.argv.slice(1);
const threading = require('node:worker_threads');
const threads = new Set();
threading.Worker = class extends threading.Worker {
	constructor(...given) {
		super(...given);
		threads.add(this);
		this.on('exit', () => threads.delete(this));
	}
};
const tell = (what) => (message) => process.send({ what, message });
const logger = { debug() {}, info() {}, warn: tell('warning'), error: tell('warning') };
const open = [];
const contextOf = (name) => ({
	logger,
	getNode: () => ({ id: 'node', name: 'Commerce Order Trigger', parameters: {} }),
	getWorkflow: () => ({ id: name, name, active: true }),
	getNodeParameter: (parameter, fallback) => (parameter === 'events' ? ['order_created'] : fallback),
	getMode: () => 'trigger',
	getActivationMode: () => 'activate',
	emit(data, response, done) {
		open.push(done);
		process.send({ what: 'started', message: name });
	},
});
const closing = new Map();
const orders = {
	async start(name) {
		const { CommerceOrderTrigger } = require(file);
		const { closeFunction } = await new CommerceOrderTrigger().trigger.call(contextOf(name));
		closing.set(name, closeFunction);
	},
	stop: async (name) => await closing.get(name)(),
	loaded: () => Object.keys(require.cache).filter((cached) => cached.startsWith(folder)),
	threads: () => threads.size,
	update() {
		for (const cached of Object.keys(require.cache)) {
			if (cached.startsWith(folder)) delete require.cache[cached];
		}
	},
	endRuns() {
		const run = { status: 'success', data: { resultData: {} } };
		for (const done of open.splice(0)) done.resolve(run);
	},
};
process.on('message', async ({ order, name }) => {
	try {
		process.send({ what: 'done', value: await orders[order](name) });
	} catch (error) {
		process.send({ what: 'failed', message: String(error.stack) });
	}
});
process.on('disconnect', () => process.exit());
`;

/** @param folder where the package is unpacked */
export function loadPackage(folder: string, env: Record<string, string>): PackageInProcess {
	const root = join(__dirname, '..', '..');
	const file = join(folder, 'dist/nodes/CommerceOrderTrigger/CommerceOrderTrigger.node.js');
	const child = spawn(process.execPath, ['--no-warnings', '-e', SCRIPT, folder, file], {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		env: { ...process.env, ...env, NODE_PATH: join(root, 'node_modules') },
	});
	const started: string[] = [];
	const warnings: string[] = [];
	let answered = Promise.withResolvers<unknown>();
	type Told = { readonly what: string; readonly message: string; readonly value?: unknown };
	child.on('message', ({ what, message, value }: Told) => {
		if (what === 'started') started.push(message);
		else if (what === 'warning') warnings.push(message);
		else if (what === 'done') answered.resolve(value);
		else answered.reject(new Error(message));
	});
	const ask = async (order: string, name?: string): Promise<unknown> => {
		answered = Promise.withResolvers();
		child.send({ order, name });
		return await answered.promise;
	};
	return {
		started,
		warnings,
		start: async (name) => void (await ask('start', name)),
		stop: async (name) => void (await ask('stop', name)),
		update: async () => void (await ask('update')),
		endRuns: async () => void (await ask('endRuns')),
		loaded: async () => (await ask('loaded')) as readonly string[],
		threads: async () => Number(await ask('threads')),
		kill: () => void child.kill('SIGKILL'),
	};
}
