import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { ApiAnswer } from '../api/http/answerRequest.ts';
import type { ApiSettings, AskedApi } from '../api/serve.ts';
import type { RunOutcome } from '../engine/deliveries/settleBatch.ts';
import type { EngineSettings } from '../engine/engine.ts';
import { PeerGone } from './peer.ts';
import type { Attachment, EnginePast, HostVerbs, Poison, PostedTo } from './protocol.ts';
import type { EngineVerbs } from './verbs.ts';
import {
	startEngineThread,
	type EngineThread,
	type ThreadEnd,
	type ThreadLimits,
} from './worker.ts';

/** The engine as n8n's side sees it: a thread that is started when it is needed, and again when it ends. */
export type EngineClient = {
	/**
	 * @throws whatever the engine throws, as an Error with its name, message and code; `PeerGone` when its
	 *   thread ended first
	 */
	ask<K extends keyof EngineVerbs>(
		verb: K,
		args: Parameters<EngineVerbs[K]>[0],
	): Promise<Awaited<ReturnType<EngineVerbs[K]>>>;
	/** Asks again for as long as the thread ends before it answers: for what may be done twice. */
	insist: EngineClient['ask'];
	/** Attaches a trigger, and again whenever the thread was started anew. @returns see the verb `attach` */
	attach(attachment: Attachment, run: StartRun): Promise<number>;
	detach(attachmentId: string): Promise<void>;
	/** @see serve */
	serve(asked: AskedApi, caller: ApiCaller): Promise<ApiAnswer>;
	past(): EnginePast;
	/** Why a message is refused without being read: the thread did not survive it. */
	poisonIn(posted: PostedTo): string | null;
	/**
	 * Hands nothing over any more, and ends the thread when what is under way has been written down. Who still
	 * asks is answered by a thread that ends as soon as nobody does.
	 */
	retire(): Promise<void>;
	/** Ends everything, and takes no more. */
	close(): Promise<void>;
};

/** What only n8n knows of a request to the API. */
export type ApiCaller = {
	readonly isRightToken: (token: string) => Promise<boolean>;
	readonly settingsFor: () => Promise<ApiSettings>;
	readonly body: () => Promise<Buffer>;
};

/** Starts a run of a trigger's workflow, and tells how it ended. */
export type StartRun = (
	items: Parameters<HostVerbs['run']>[0]['items'],
	batch: Parameters<HostVerbs['run']>[0]['batch'],
) => Promise<RunOutcome>;

export const THREAD_LIMITS: ThreadLimits = { busyMs: 10_000, heapMegabytes: 1_024 };
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 60_000;
/** A thread that has lived for so long has recovered. */
const STEADY_MS = 60_000;
/** How long the end of a run is kept for a thread that asks for it again; its claims expire sooner. */
const REMEMBERED_MS = 120_000;
/** So often a thread must end over a message that may only have been its neighbour. */
const STRIKES = 3;
const MOST_POISONS = 1_000;
const POISONS_SHOWN = 20;
/** How long a retired engine waits for more to do. */
const IDLE_MS = 1_000;

/**
 * @param warn told what whoever runs n8n has to know
 * @param info told how something that takes long goes on
 * @param runsOf how n8n remembers runs
 */
export function createEngineClient(
	settings: EngineSettings,
	warn: (message: string, said: string) => void,
	limits: ThreadLimits = THREAD_LIMITS,
	info: (message: string) => void = () => {},
	runsOf: HostVerbs['runsOf'] = async () => new Map(),
): EngineClient {
	const attached = new Map<string, { readonly attachment: Attachment; readonly run: StartRun }>();
	const callers = new Map<string, ApiCaller>();
	const runs = new Map<string, Promise<RunOutcome>>();
	const strikes = new Map<string, number>();
	const poisons = new Map<string, Poison>();
	let ends = 0;
	let lastEnd: EnginePast['lastEnd'] = null;
	let thread: EngineThread | null = null;
	let restarting: Promise<void> | null = null;
	let startedAt = 0;
	let pauseMs = FIRST_PAUSE_MS;
	let state: 'working' | 'retired' | 'closed' = 'working';

	const host: HostVerbs = {
		async run({ attachmentId, items, batch }) {
			const known = runs.get(batch.key);
			if (known !== undefined) return await known;
			const trigger = attached.get(attachmentId);
			if (trigger === undefined) throw new Error('The trigger is not live any more.');
			const running = trigger.run(items, batch);
			runs.set(batch.key, running);
			const forget = () => setTimeout(() => runs.delete(batch.key), REMEMBERED_MS).unref();
			running.then(forget, forget);
			return await running;
		},
		warn: ({ message, said }) => warn(message, said),
		info,
		isRightToken: async ({ id, token }) => await callers.get(id)!.isRightToken(token),
		settingsFor: async ({ id }) => await callers.get(id)!.settingsFor(),
		bodyOf: async ({ id }) => await callers.get(id)!.body(),
		runsOf,
	};

	const past = (): EnginePast => ({
		ends,
		lastEnd,
		poisons: [...poisons.values()].slice(-POISONS_SHOWN),
	});

	const start = (): EngineThread => {
		startedAt = performance.now();
		const started = startEngineThread({ ...settings, past: past() }, limits, host);
		void started.ended.then((end) => {
			if (thread !== started) return;
			thread = null;
			const at = Date.now();
			convict(end, at);
			ends += 1;
			lastEnd = { reason: end.reason, at };
			warn('The engine ended, and is started again', end.reason);
			restarting ??= restart().finally(() => (restarting = null));
		});
		return started;
	};

	/**
	 * What kept the thread busy for too long is refused from now on. Of whatever else was under way nobody knows
	 * that it was the cause: the store sends it again, until it has happened again and again.
	 */
	const convict = ({ reason, culprit, underWay }: ThreadEnd, at: number): void => {
		for (const { id, verb, args } of underWay) {
			if (verb !== 'post') continue;
			const posted = args as PostedTo;
			const digest = digestOf(posted);
			const count = id === culprit ? STRIKES : (strikes.get(digest) ?? 0) + 1;
			strikes.set(digest, count);
			if (count >= STRIKES) poisons.set(digest, { store: posted.integration.name, reason, at });
		}
		for (const map of [strikes, poisons]) {
			for (const [digest] of map) {
				if (map.size <= MOST_POISONS) break;
				map.delete(digest);
			}
		}
	};

	const restart = async (): Promise<void> => {
		if (performance.now() - startedAt >= STEADY_MS) pauseMs = FIRST_PAUSE_MS;
		await wait(pauseMs, undefined, { ref: false });
		pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS);
		if (state !== 'working') return;
		thread = start();
		for (const { attachment } of attached.values()) {
			thread.peer.ask('attach', { ...attachment, isRestart: true }).catch((error: unknown) => {
				if (!(error instanceof PeerGone)) {
					warn('A trigger could not be attached again', String(error));
				}
			});
		}
	};

	const ask = (async (verb, args) => {
		await restarting;
		if (state === 'closed') throw new PeerGone('The engine of the Commerce nodes has ended.');
		try {
			return await (thread ??= start()).peer.ask(verb, args);
		} finally {
			if (state === 'retired') endWhenIdle();
		}
	}) as EngineClient['ask'];

	const insist = (async (verb, args) => {
		for (;;) {
			try {
				return await ask(verb, args);
			} catch (error) {
				if (!(error instanceof PeerGone) || state === 'closed') throw error;
				await wait(FIRST_PAUSE_MS);
			}
		}
	}) as EngineClient['ask'];

	/** Ends a thread on purpose: it is not started again for that. */
	const end = async (): Promise<void> => {
		const ending = thread;
		if (ending === null) return;
		await ending.peer.ask('close', null).catch(() => {});
		if (thread === ending) thread = null;
		await ending.terminate();
	};

	let idle: NodeJS.Timeout | undefined;
	const endWhenIdle = (): void => {
		clearTimeout(idle);
		idle = setTimeout(() => {
			if (thread?.peer.pending().length === 0) void end();
		}, IDLE_MS).unref();
	};

	return {
		ask,
		insist,
		async attach(attachment, run) {
			attached.set(attachment.id, { attachment, run });
			try {
				return await ask('attach', attachment);
			} catch (error) {
				attached.delete(attachment.id);
				throw error;
			}
		},
		async detach(attachmentId) {
			const trigger = attached.get(attachmentId);
			attached.delete(attachmentId);
			if (trigger === undefined) return;
			const { subscription } = trigger.attachment;
			await insist('detach', { attachmentId, subscriptionId: subscription.id });
		},
		async serve(asked, caller) {
			callers.set(asked.id, caller);
			try {
				return await ask('serve', asked);
			} finally {
				callers.delete(asked.id);
			}
		},
		past,
		poisonIn: (posted) =>
			poisons.size === 0 ? null : (poisons.get(digestOf(posted))?.reason ?? null),
		async retire() {
			state = 'retired';
			await thread?.peer.ask('finish', null);
			endWhenIdle();
		},
		async close() {
			state = 'closed';
			await end();
		},
	};
}

const digestOf = ({ integration: { guid }, post: { body } }: PostedTo): string =>
	createHash('sha256').update(guid).update(body).digest('base64');
