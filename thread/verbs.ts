import type { ActionArgs, ActionName, Outcome } from '../engine/actions/actions.ts';
import {
	attachSubscription,
	detachSubscription,
	EDIT_GRACE_MS,
} from '../engine/deliveries/attachSubscription.ts';
import { listTriggers } from '../engine/catchUps/catchUps.ts';
import type { Subscription } from '../engine/deliveries/subscription.ts';
import type { Engine } from '../engine/engine.ts';
import { shownDryRun } from '../engine/history/dryRun.ts';
import { testEvent, type ChosenEvent, type TestEvent } from '../engine/history/testEvent.ts';
import { listTestEvents, type WantedTestEvents } from '../engine/history/testEvents.ts';
import type { Answer } from '../engine/inbox/answer.ts';
import {
	connectStore,
	disconnectStore,
	type Connecting,
	type Disconnecting,
} from '../engine/inbox/connectStore.ts';
import { listIntegrations } from '../engine/inbox/integration.ts';
import type { Receiver } from '../engine/inbox/openPost.ts';
import { keptOrderStatuses } from '../engine/inbox/orderStatuses.ts';
import { preview } from '../engine/inbox/preview.ts';
import { receive } from '../engine/inbox/receive.ts';
import { takeLease } from '../engine/leases.ts';
import { endPause, recordPause, type Pause } from '../engine/pauses/pauses.ts';
import type { StorePost } from '../engine/providers/provider.ts';
import { providerOf } from '../engine/providers/providers.ts';
import type { AskedApi } from '../api/serve.ts';
import type { ApiAnswer } from '../api/http/answerRequest.ts';
import type { Peer } from './peer.ts';
import type { Attachment, EnginePast, HostVerbs, PostedTo } from './protocol.ts';

/** What a thread of the engine has beside its state. */
export type Surroundings = {
	readonly host: Peer<HostVerbs>;
	readonly warn: (message: string, error: unknown) => void;
	readonly past: EnginePast;
	/** @throws StateError, in the words of whoever runs n8n */
	readonly open: () => Promise<Engine>;
};

/** An action that a node asks for. */
export type AskedAction<Name extends ActionName = ActionName> = {
	/** Of this ask, to cancel it by. */
	readonly id: string;
	readonly name: Name;
	readonly args: ActionArgs<Name>;
};

/** What n8n asks of an engine that has its state. */
export function verbsOf({ host }: Pick<Surroundings, 'host'>) {
	const detaching = new Map<string, () => Promise<void>>();
	const performing = new Map<string, AbortController>();
	return {
		/** @see receive */
		async post({ inbox }: Engine, posted: PostedTo): Promise<Answer> {
			const answer = await receive(inbox, receiverOf(posted), postOf(posted));
			return posted.isAttached ? answer : { ...answer, events: [] };
		},
		/** @returns how many events are not delivered, for they came while the workflow was unpublished */
		async attach({ inbox, dispatcher }: Engine, attachment: Attachment): Promise<number> {
			const { id, subscription, options, isRestart, editGraceMs } = attachment;
			const { database, holder, now } = inbox;
			const lease = holder.lease('subscription', subscription.id);
			const dropped = await attachSubscription(
				database,
				subscription,
				lease,
				isRestart,
				now(),
				editGraceMs ?? EDIT_GRACE_MS,
			);
			const takeOff = dispatcher().attach({
				subscription,
				lease,
				options,
				handOver: async (items, { key, isHandedOverAgain }) =>
					await host.ask('run', { attachmentId: id, items, batch: { key, isHandedOverAgain } }),
			});
			detaching.set(id, async () => {
				takeOff();
				await detachSubscription(database, lease, now());
			});
			return dropped;
		},
		/** Hands nothing more to a trigger; also one that a thread before had, and gave back to nobody. */
		async detach(
			{ inbox: { database, holder, now } }: Engine,
			asked: { readonly attachmentId: string; readonly subscriptionId: string },
		): Promise<void> {
			const detach = detaching.get(asked.attachmentId);
			detaching.delete(asked.attachmentId);
			if (detach !== undefined) return await detach();
			const lease = holder.lease('subscription', asked.subscriptionId);
			const isOurs = await takeLease(database, lease, now());
			if (isOurs) await detachSubscription(database, lease, now());
		},
		/** @see connectStore */
		connect: async ({ inbox }: Engine, asked: Connecting) => await connectStore(inbox, asked),
		/** @see disconnectStore */
		disconnect: async ({ inbox }: Engine, asked: Disconnecting) =>
			await disconnectStore(inbox, asked),
		/** @see listIntegrations */
		stores: async ({ inbox }: Engine, space: string) =>
			await listIntegrations(inbox.database, space),
		/** @see listTriggers */
		triggers: async (
			{ inbox }: Engine,
			asked: { readonly space: string; readonly entityType: string },
		) => await listTriggers(inbox.database, asked),
		/** @see keptOrderStatuses */
		orderStatuses: async (
			{ inbox }: Engine,
			{ space, stores }: { readonly space: string; readonly stores: readonly string[] },
		) => await keptOrderStatuses(inbox.database, space, stores),
		/** @see recordPause */
		pause: async ({ inbox }: Engine, pause: Pause) => await recordPause(inbox.database, pause),
		/** @see endPause */
		endPause: async ({ inbox }: Engine, pause: Pick<Pause, 'executionId' | 'nodeId'>) =>
			await endPause(inbox.database, pause),
		/** @see testEvent */
		testEvent: async (
			{ inbox }: Engine,
			{
				subscription,
				chosen,
			}: { readonly subscription: Subscription; readonly chosen: ChosenEvent },
		): Promise<TestEvent> => await testEvent(inbox.database, subscription, chosen),
		/** @see listTestEvents */
		testEvents: async ({ inbox }: Engine, wanted: WantedTestEvents) =>
			await listTestEvents(inbox.database, wanted),
		/** @see shownDryRun */
		dryRun: async (
			{ inbox }: Engine,
			{ subscription, last }: { readonly subscription: Subscription; readonly last: number },
		) => await shownDryRun(inbox.database, subscription, last),
		/** @see Actions.perform */
		async perform(
			{ actions, dispatcher }: Engine,
			{ id, name, args }: AskedAction,
		): Promise<Outcome> {
			// Only the process that runs triggers imports by itself, and posts to destinations.
			if (name === 'importMissed') dispatcher();
			const run = new AbortController();
			performing.set(id, run);
			try {
				return await actions.perform(name, args, run.signal);
			} finally {
				performing.delete(id);
			}
		},
		/** The run that has asked for an action is cancelled. */
		cancel: (_engine: Engine, id: string) => performing.get(id)?.abort(),
		/** @see Engine.finish */
		finish: async (engine: Engine) => await engine.finish(),
		/** @see Engine.close */
		close: async (engine: Engine) => await engine.close(),
	} as const;
}

/** What is answered where the state cannot be used, too. */
export function statelessVerbsOf(surroundings: Surroundings) {
	return {
		/** Opens the state. @throws StateError */
		open: async (): Promise<void> => void (await surroundings.open()),
		/** @see preview */
		preview: async (posted: PostedTo): Promise<Answer> =>
			await preview(receiverOf(posted), postOf(posted)),
		/** @see serve */
		async serve(asked: AskedApi): Promise<ApiAnswer> {
			const api = await import('../api/serve.ts');
			return await api.serve(surroundings, asked);
		},
	} as const;
}

type StateVerbs = ReturnType<typeof verbsOf>;
type StatelessVerbs = ReturnType<typeof statelessVerbsOf>;
/** The verbs as n8n asks for them: which engine is not its business. A verb without arguments is given `null`. */
export type EngineVerbs = {
	readonly [K in keyof StateVerbs]: (
		args: Parameters<StateVerbs[K]> extends [unknown, infer Args] ? Args : null,
	) => ReturnType<StateVerbs[K]>;
} & {
	readonly [K in keyof StatelessVerbs]: (
		args: Parameters<StatelessVerbs[K]> extends [infer Args] ? Args : null,
	) => ReturnType<StatelessVerbs[K]>;
};

function receiverOf({ integration, credentials, isProvisional = false }: PostedTo): Receiver {
	const provider = providerOf(integration.provider)!;
	return { integration, credentials, isProvisional, provider };
}

function postOf({ post: { headers, query = {}, body, receivedAtMs } }: PostedTo): StorePost {
	return {
		headers,
		query,
		body: Buffer.from(body.buffer, body.byteOffset, body.byteLength),
		receivedAt: new Date(receivedAtMs),
	};
}
