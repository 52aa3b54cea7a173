import { setTimeout as delay } from 'node:timers/promises';
import type { Answered } from './ask.ts';

/** Messages that a store sends without pause, each again until it is answered with 2xx. */
export type PersistentSender = {
	/** Of the messages that were answered with 2xx. */
	readonly accepted: readonly string[];
	/** All other answers. */
	readonly refusals: readonly Answered[];
	/** Returns when what is under way is answered with 2xx. @throws Error where it was not answered at all */
	stop(): Promise<void>;
};

const SIDE_BY_SIDE = 2;
/** So that an n8n that starts has a processor left to do so. */
const PAUSE_AFTER_REFUSAL_MS = 20;

/** @param prepare makes a message with an id; what it returns posts this message, each time that it is called */
export function startSender(
	name: string,
	prepare: (id: string) => () => Promise<Answered>,
): PersistentSender {
	const accepted: string[] = [];
	const refusals: Answered[] = [];
	let isOver = false;
	let sent = 0;

	async function send(id: string): Promise<void> {
		const post = prepare(id);
		for (;;) {
			const answer = await post();
			if (answer.status >= 200 && answer.status < 300) break;
			refusals.push(answer);
			await delay(PAUSE_AFTER_REFUSAL_MS);
		}
		accepted.push(id);
	}
	const lane = async () => {
		while (!isOver) await send(`${name}-${(sent += 1)}`);
	};
	const lanes = Promise.all(Array.from({ length: SIDE_BY_SIDE }, lane));
	// Whoever stops is told.
	lanes.catch(() => {});

	return {
		accepted,
		refusals,
		async stop() {
			isOver = true;
			await lanes;
		},
	};
}
