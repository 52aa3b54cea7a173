import { parentPort, workerData } from 'node:worker_threads';
import { keepFollowing } from '../engine/deliveries/followContinued.ts';
import { openEngine, type Engine } from '../engine/engine.ts';
import { problemsIn } from '../engine/providers/problemsIn.ts';
import { connectPeer, type Peer } from './peer.ts';
import { PULSE, type HostVerbs, type ThreadData } from './protocol.ts';
import { statelessVerbsOf, verbsOf } from './verbs.ts';

/** Requests that come in the meantime are told the same, instead of trying each by itself. */
const RETRY_MS = 2_000;
const BEAT_MS = 50;

const { pulse, past, ...settings } = workerData as ThreadData;

let engine: Engine | null = null;
let opening: Promise<Engine> | null = null;

async function open(): Promise<Engine> {
	opening ??= openEngine(settings, warn, info, past.lastEnd).then(
		(opened) => (engine = following(opened)),
		(error: unknown) => {
			// A database server may only have been late.
			setTimeout(() => (opening = null), RETRY_MS).unref();
			throw error;
		},
	);
	return await opening;
}

/** Also follows the runs with which n8n goes on, for as long as it is open. */
function following(opened: Engine): Engine {
	const stop = keepFollowing(opened.inbox, async (keys) => await host.ask('runsOf', keys));
	const ending = (end: () => Promise<void>) => async () => {
		await stop();
		await end();
	};
	return { ...opened, finish: ending(opened.finish), close: ending(opened.close) };
}

const warn = (message: string, error: unknown): void => {
	host.ask('warn', { message, said: problemsIn(error) }).catch(() => {});
};

const info = (message: string): void => {
	host.ask('info', message).catch(() => {});
};

const host: Peer<HostVerbs> = connectPeer<HostVerbs>(
	parentPort!,
	(verb, args) => {
		if (Object.hasOwn(stateless, verb)) return stateless[verb]!(args);
		const serve = withState[verb]!;
		// Without a wait where the engine is open: which ask takes too long is told by the one under way.
		return engine === null ? open().then((opened) => serve(opened, args)) : serve(engine, args);
	},
	(askId) => Atomics.store(pulse, PULSE.askId, askId),
);

// A verb's name is checked by the types of who asks, on the other side of the border.
type Verbs<Args extends unknown[]> = { readonly [verb: string]: (...args: Args) => unknown };
const withState = verbsOf({ host }) as unknown as Verbs<[Engine, unknown]>;
const stateless = statelessVerbsOf({ host, warn, past, open }) as unknown as Verbs<[unknown]>;

setInterval(() => Atomics.add(pulse, PULSE.turns, 1), BEAT_MS);
