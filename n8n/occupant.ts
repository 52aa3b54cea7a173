import type { ITriggerFunctions } from 'n8n-workflow';
import type { AnySubscription } from '../engine/deliveries/subscription.ts';

/** A trigger that n8n has started and not stopped. */
export type LiveTrigger = {
	readonly context: ITriggerFunctions;
	/** What it gets; `Store` is for a trigger that connects a store, which is imported from. */
	readonly entityType: AnySubscription['entityType'] | 'Store';
};

/**
 * The copy of this package that works in this process. There is more than one copy after an update in n8n's
 * dialog: n8n loads the new one and leaves the triggers of the old one running. Copies of different versions
 * read this, so its meaning never changes; more may be added.
 */
export type Occupant = {
	/**
	 * Makes it claim nothing more, end its timers and connections when what is under way has been written
	 * down, and tell which triggers it had, for the copy that comes after it.
	 */
	retire(): readonly LiveTrigger[];
	/** n8n has stopped the trigger that it gave this, by what the copy that started it has given. */
	takeDown(context: ITriggerFunctions): Promise<void>;
};

const PLACE = Symbol.for('n8n-nodes-commerce.occupant');
const place = globalThis as { [PLACE]?: Occupant };

/** Who works in this process now; another copy than this one after an update. */
export const occupant = (): Occupant | undefined => place[PLACE];

/** @returns the triggers that the copy before had, and that are now for this one to serve */
export function occupy(mine: Occupant): readonly LiveTrigger[] {
	const before = place[PLACE];
	place[PLACE] = mine;
	return before?.retire() ?? [];
}
