import type { Inbox } from '../inbox/inbox.ts';
import { failureOf, type Failure } from './actionError.ts';
import { createActionWorld, type ActionWorld } from './actionWorld.ts';
import { catchUpStore } from './catchUpAction.ts';
import { deliverToDestination, tryDestination } from './destinationAction.ts';
import { sendEmail } from './emailAction.ts';
import { forgetStoreCustomer, getEntity } from './entityAction.ts';
import { importStoreChanges } from './importAction.ts';
import { importMissed } from './importMissedAction.ts';
import { beginAction, noteOutcomes, recordAction } from './ledgerActions.ts';
import { savePushSubscription, sendPush } from './pushAction.ts';
import { findStatusTarget, updateStoreStatus } from './statusAction.ts';
import { addStoreTracking } from './trackingAction.ts';
import { stopWatching, watchNumbers } from './watchAction.ts';
import { callWebhook, composeWebhook } from './webhookAction.ts';

/** What an action needs, and what comes of it: both plain data, which may cross to another thread. */
type Action = (world: ActionWorld, args: never, signal?: AbortSignal) => Promise<unknown>;

const ACTIONS = {
	sendEmail,
	sendPush,
	savePushSubscription,
	composeWebhook,
	callWebhook,
	findStatusTarget,
	beginAction,
	recordAction,
	noteOutcomes,
	importStoreChanges,
	importMissed,
	getEntity,
	updateStoreStatus,
	addStoreTracking,
	watchNumbers,
	stopWatching,
	forgetStoreCustomer,
	catchUpStore,
	deliverToDestination,
	tryDestination,
} satisfies Record<string, Action>;

export type ActionName = keyof typeof ACTIONS;
export type ActionArgs<Name extends ActionName> = Parameters<(typeof ACTIONS)[Name]>[1];
export type ActionResult<Name extends ActionName> = Awaited<ReturnType<(typeof ACTIONS)[Name]>>;

export type Outcome<Name extends ActionName = ActionName> =
	| { readonly kind: 'done'; readonly result: ActionResult<Name> }
	| { readonly kind: 'failed'; readonly error: Failure };

/** All that the nodes of actions ask of the engine. */
export type Actions = {
	/** Never throws: what goes wrong is an outcome. `signal` is given when the run is cancelled. */
	perform<Name extends ActionName>(
		name: Name,
		args: ActionArgs<Name>,
		signal?: AbortSignal,
	): Promise<Outcome<Name>>;
	/** Ends connections that are kept for the next action. */
	close(): void;
};

export function createActions(inbox: Inbox, info: ActionWorld['info']): Actions {
	const world = createActionWorld(inbox, info);
	return {
		async perform(name, args, signal) {
			const action = ACTIONS[name] as (...given: unknown[]) => Promise<ActionResult<typeof name>>;
			try {
				return { kind: 'done', result: await action(world, args, signal) };
			} catch (error) {
				return { kind: 'failed', error: failureOf(error) };
			}
		},
		close() {
			world.mailServers.close();
			world.pushGates.close();
		},
	};
}
