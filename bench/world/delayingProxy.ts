import { connect, createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { parentPort, Worker, workerData } from 'node:worker_threads';

/** A network between a client and a server of this machine. */
export type DelayingProxy = {
	readonly port: number;
	/** By how much each answer comes later from now on. */
	setDelay(milliseconds: number): void;
	stop(): Promise<void>;
};

type Target = { readonly targetPort: number };

/** In a thread of its own: what is measured beside it must not make it late. */
export async function startDelayingProxy(targetPort: number): Promise<DelayingProxy> {
	const data: Target = { targetPort };
	const worker = new Worker(new URL(import.meta.url), { workerData: data });
	const [port] = (await once(worker, 'message')) as [number];
	return {
		port,
		setDelay: (milliseconds) => worker.postMessage(milliseconds),
		stop: async () => void (await worker.terminate()),
	};
}

function serve({ targetPort }: Target): void {
	let delayMs = 0;
	parentPort!.on('message', (given: number) => {
		delayMs = given;
	});
	const server = createServer({ noDelay: true }, (client) => {
		const target = connect({ port: targetPort, host: '127.0.0.1', noDelay: true });
		const end = () => {
			client.destroy();
			target.destroy();
		};
		for (const socket of [client, target]) socket.on('error', end).on('close', end);
		client.pipe(target);
		// Timers of the same length come in their order.
		target.on('data', (chunk) => {
			if (delayMs === 0) client.write(chunk);
			else setTimeout(() => client.write(chunk), delayMs);
		});
	});
	server.listen(0, '127.0.0.1', () => {
		parentPort!.postMessage((server.address() as AddressInfo).port);
	});
}

if (parentPort !== null) serve(workerData as Target);
