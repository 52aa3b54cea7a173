import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Stands between the REST API and n8n's public API, and sees every request that changes something. */
export type StepProxy = {
	readonly url: string;
	/** Where requests go. */
	target: string;
	/** What was changed, in order: `POST /credentials`. */
	readonly steps: string[];
	/** Called when n8n has done a step, before its answer goes on; the answer is lost when it throws. */
	onStep: (step: string) => Promise<void>;
	stop(): Promise<void>;
};

export async function startStepProxy(): Promise<StepProxy> {
	const server = createServer((asked, response) => {
		const upstream = send(
			new URL(asked.url!, proxy.target),
			{ method: asked.method!, headers: asked.headers },
			(answer) => {
				const isChange = asked.method !== 'GET';
				const step = `${asked.method} ${asked.url!.replace('/api/v1', '')}`;
				const goOn = () => {
					response.writeHead(answer.statusCode!, answer.headers);
					answer.pipe(response);
				};
				if (!isChange) return goOn();
				proxy.steps.push(step);
				proxy.onStep(step).then(goOn, () => response.destroy());
			},
		);
		upstream.on('error', () => response.destroy());
		asked.pipe(upstream);
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const proxy: StepProxy = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		target: '',
		steps: [],
		onStep: async () => {},
		async stop() {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return proxy;
}
