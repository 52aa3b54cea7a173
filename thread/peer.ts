import type { MessagePort, Worker } from 'node:worker_threads';

/** What one side does for the other: by the name of the verb, plain data in and out. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- each verb has arguments of its own
export type Verbs = { readonly [verb: string]: (args: any) => unknown };

/** The other side of a thread's border. */
export type Peer<Theirs extends Verbs> = {
	/**
	 * @throws Error with the name, message, code and status of what the other side threw; `PeerGone` when the other
	 *   side ends first
	 */
	ask<K extends keyof Theirs & string>(
		verb: K,
		args: Parameters<Theirs[K]>[0],
	): Promise<Awaited<ReturnType<Theirs[K]>>>;
	/** What was asked and not answered yet, the oldest first. */
	pending(): ReadonlyArray<{ readonly id: number; readonly verb: string; readonly args: unknown }>;
	/** The other side has ended: whatever was asked fails. */
	end(reason: string): void;
};

/** The thread on the other side ended before its answer came: what was asked may have been done or not. */
export class PeerGone extends Error {
	override readonly name = 'PeerGone';
}

type Message =
	| { readonly kind: 'ask'; readonly id: number; readonly verb: string; readonly args: unknown }
	| { readonly kind: 'result'; readonly id: number; readonly value: unknown }
	| { readonly kind: 'error'; readonly id: number; readonly error: PlainError };

type PlainError = {
	readonly name: string;
	readonly message: string;
	/** What callers tell errors apart by, where it is there. */
	readonly marks: { readonly code?: string | number; readonly status?: string | number };
};

/**
 * Connects one side of a thread's border with the other. Both can ask, and each ask has one answer.
 *
 * @param serve does what the other side asks for
 * @param during told of each ask whose synchronous part runs, and `0` when that has ended
 * @param isWaiting told when the first answer is waited for, and when none is any more
 */
export function connectPeer<Theirs extends Verbs>(
	port: MessagePort | Worker,
	serve: (verb: string, args: unknown) => unknown,
	during: (askId: number) => void = () => {},
	isWaiting: (isSo: boolean) => void = () => {},
): Peer<Theirs> {
	const asked = new Map<
		number,
		{ readonly verb: string; readonly args: unknown } & PromiseWithResolvers<unknown>
	>();
	let lastId = 0;

	const answer = async ({ id, verb, args }: Message & { kind: 'ask' }): Promise<void> => {
		try {
			during(id);
			const result = serve(verb, args);
			during(0);
			port.postMessage({ kind: 'result', id, value: await result } satisfies Message);
		} catch (error) {
			during(0);
			port.postMessage({ kind: 'error', id, error: plainError(error) } satisfies Message);
		}
	};

	port.on('message', (message: Message) => {
		if (message.kind === 'ask') return void answer(message);
		const waiting = asked.get(message.id);
		if (asked.delete(message.id) && asked.size === 0) isWaiting(false);
		if (message.kind === 'result') waiting?.resolve(message.value);
		else waiting?.reject(errorOf(message.error));
	});

	return {
		async ask(verb, args) {
			const id = (lastId += 1);
			const waiting = Promise.withResolvers<unknown>();
			// Throws for what cannot cross the border, such as a function.
			port.postMessage({ kind: 'ask', id, verb, args } satisfies Message);
			if (asked.size === 0) isWaiting(true);
			asked.set(id, { verb, args, ...waiting });
			return (await waiting.promise) as never;
		},
		pending: () => [...asked].map(([id, { verb, args }]) => ({ id, verb, args })),
		end(reason) {
			for (const { reject } of asked.values()) reject(new PeerGone(reason));
			asked.clear();
		},
	};
}

/** Classes do not cross a border between threads. */
function plainError(error: unknown): PlainError {
	if (!(error instanceof Error)) return { name: 'Error', message: String(error), marks: {} };
	const { code, status } = error as { code?: unknown; status?: unknown };
	const marks = Object.entries({ code, status }).filter(([, mark]) =>
		['string', 'number'].includes(typeof mark),
	);
	return { name: error.name, message: error.message, marks: Object.fromEntries(marks) };
}

const errorOf = ({ name, message, marks }: PlainError): Error =>
	Object.assign(new Error(message), { name, ...marks });
