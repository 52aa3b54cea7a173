import type { ApiCallerVerbs } from '../api/serve.ts';
import type { Batch } from '../engine/deliveries/claimBatches.ts';
import type { EmittedItem } from '../engine/deliveries/loadItems.ts';
import type { RunOutcome } from '../engine/deliveries/settleBatch.ts';
import type { AnySubscription, DeliveryOptions } from '../engine/deliveries/subscription.ts';
import type { EngineSettings } from '../engine/engine.ts';
import type { Integration } from '../engine/inbox/integration.ts';
import type { StorePost } from '../engine/providers/provider.ts';

/** What the thread of the engine is started with. */
export type ThreadData = EngineSettings & {
	/** Numbers that n8n's thread reads while this one is busy. @see PULSE */
	readonly pulse: Int32Array<SharedArrayBuffer>;
	readonly past: EnginePast;
};

/** Where in the pulse a number stands: a count of turns, and the ask that has the thread for itself. */
export const PULSE = { turns: 0, askId: 1 } as const;

/** What became of the threads before, in one process of n8n. */
export type EnginePast = {
	/** How often the engine has ended without being asked to. */
	readonly ends: number;
	readonly lastEnd: { readonly reason: string; readonly at: number } | null;
	/** The messages that the engine did not survive, and refuses: the newest. */
	readonly poisons: readonly Poison[];
};

/** A message that the engine did not survive. Times are epoch milliseconds. */
export type Poison = { readonly store: string; readonly reason: string; readonly at: number };

/** A store's post, and the store that it is for. */
export type PostedTo = {
	readonly integration: Integration;
	/** What the provider's `credentialsSchema` gave. */
	readonly credentials: unknown;
	readonly post: {
		readonly headers: StorePost['headers'];
		readonly query?: StorePost['query'];
		readonly body: Uint8Array;
		readonly receivedAtMs: number;
	};
	/** @see Receiver */
	readonly isProvisional?: boolean;
	/** Whether the events are told; they need not cross the border otherwise. */
	readonly isAttached: boolean;
};

/** A trigger that n8n has started. */
export type Attachment = {
	/** Another one at each start of a trigger. */
	readonly id: string;
	readonly subscription: AnySubscription;
	readonly options: DeliveryOptions;
	/** Whether what came while it was down is to be delivered. */
	readonly isRestart: boolean;
	/** How long unpublishing counts as an edit, in milliseconds; `null` for as long as is usual. */
	readonly editGraceMs: number | null;
};

/** What the engine asks of n8n. */
export type HostVerbs = ApiCallerVerbs & {
	/** Starts a run, and tells how it ended; asked again with the same key where the answer was lost. */
	run(asked: {
		readonly attachmentId: string;
		readonly items: readonly EmittedItem[];
		readonly batch: Pick<Batch, 'key' | 'isHandedOverAgain'>;
	}): Promise<RunOutcome>;
	/** Something that whoever runs n8n has to know. */
	warn(told: { readonly message: string; readonly said: string }): void;
	/** How something that takes long goes on. */
	info(message: string): void;
};
