import type { Entity } from '../events/entities.ts';
import type { StoredEvent } from '../inbox/inbox.ts';

/** A change that is about to become an event. */
export type Draft = {
	readonly event: StoredEvent;
	/** What was known of the entity; `null` where nothing was. */
	readonly before: Entity | null;
	/** It is only to be known, and fires nothing. */
	readonly isSilent: boolean;
};
