import { bodyOf, startServer, type SimulatedServer } from './simulatedServer.ts';

export type StoreCall = {
	readonly method: string;
	readonly path: string;
	readonly query: Readonly<Record<string, string>>;
	readonly headers: Readonly<Record<string, string>>;
	/** The JSON that was sent; `undefined` for none. */
	readonly json: unknown;
};

export type StoreAnswer = {
	readonly status: number;
	/** The JSON; `undefined` for no body. */
	readonly json?: unknown;
	/** Instead of JSON. */
	readonly text?: string;
	readonly headers?: Readonly<Record<string, string>>;
	/** Never answers. */
	readonly isSilent?: boolean;
};

export type StorePosting = {
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string;
};

/** What a store does otherwise than the one behind it. */
export type Deviation = {
	/** Changes what is asked, or answers itself: whatever has a `status` is an answer. */
	readonly call?: (call: StoreCall) => StoreCall | StoreAnswer;
	readonly answer?: (answer: StoreAnswer, call: StoreCall) => StoreAnswer;
	/** Changes a message on its way to us; `null` loses it. */
	readonly message?: (posting: StorePosting) => StorePosting | null;
};

const RELAY = '/relay/';
const PASSED_ON = [
	'authorization',
	'content-type',
	'webhook-id',
	'webhook-timestamp',
	'webhook-signature',
];

/** A store that does what the one at `target` does, but for one deviation. */
export async function startDeviatingStore(
	target: string,
	deviation: Deviation,
): Promise<SimulatedServer> {
	const { call: alterCall, answer: alterAnswer, message: alterMessage } = deviation;
	const server: SimulatedServer = await startServer((request, response) => {
		void (async () => {
			const body = (await bodyOf(request)).toString('utf8');
			const url = new URL(request.url ?? '/', server.url);
			const headers = headersOf(request.headers);
			if (url.pathname.startsWith(RELAY)) {
				const posting = alterMessage ? alterMessage({ headers, body }) : { headers, body };
				const to = Buffer.from(url.pathname.slice(RELAY.length), 'base64url').toString();
				const status = posting === null ? 200 : await post(to, posting);
				return void response.writeHead(status).end();
			}
			const asked: StoreCall = {
				method: request.method ?? 'GET',
				path: url.pathname,
				query: Object.fromEntries(url.searchParams),
				headers,
				json: body === '' ? undefined : (JSON.parse(body) as unknown),
			};
			const altered = alterCall?.(asked) ?? asked;
			const plain = 'status' in altered ? altered : direct(await forward(target, relayed(altered)));
			const answer = alterAnswer && !('status' in altered) ? alterAnswer(plain, asked) : plain;
			if (answer.isSilent) return;
			response.writeHead(answer.status, {
				'content-type': 'application/json; charset=utf-8',
				...answer.headers,
			});
			response.end(answer.text ?? (answer.json === undefined ? '' : JSON.stringify(answer.json)));
		})();
	});

	/** Lets messages come through here. */
	function relayed(call: StoreCall): StoreCall {
		const { url } = Object(call.json) as { url?: string };
		if (url === undefined || alterMessage === undefined) return call;
		const relay = `${server.url}${RELAY}${Buffer.from(url).toString('base64url')}`;
		return { ...call, json: { ...(call.json as object), url: relay } };
	}

	/** Shows the addresses that were asked for. */
	function direct(answer: StoreAnswer): StoreAnswer {
		const text = JSON.stringify(answer.json ?? null).replaceAll(
			new RegExp(`${server.url}${RELAY}([\\w-]+)`, 'g'),
			(_all, encoded: string) => Buffer.from(encoded, 'base64url').toString(),
		);
		return { ...answer, json: answer.json === undefined ? undefined : JSON.parse(text) };
	}

	return server;
}

async function forward(target: string, call: StoreCall): Promise<StoreAnswer> {
	const query = new URLSearchParams(call.query).toString();
	const answer = await fetch(`${target}${call.path}${query && `?${query}`}`, {
		method: call.method,
		headers: call.headers,
		...(call.json !== undefined && { body: JSON.stringify(call.json) }),
	});
	const text = await answer.text();
	return {
		status: answer.status,
		...(text !== '' && { json: JSON.parse(text) as unknown }),
	};
}

async function post(url: string, { headers, body }: StorePosting): Promise<number> {
	const answer = await fetch(url, { method: 'POST', headers, body });
	await answer.arrayBuffer();
	return answer.status;
}

function headersOf(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
	return Object.fromEntries(
		PASSED_ON.flatMap((name) =>
			headers[name] === undefined ? [] : [[name, String(headers[name])]],
		),
	);
}
