import {
	CannotCatchUp,
	startCatchUp,
	type CatchUpAnswer,
	type CatchUpWish,
} from '../catchUps/catchUps.ts';
import type { Filter } from '../catchUps/matchingEntities.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld, OnlyShown } from './actionWorld.ts';
import { openProvenStore, type StoreRequest } from './openStore.ts';

/** Runs another workflow once for each entity of a store that is known already, or only counts them. */
export async function catchUpStore(
	world: ActionWorld,
	asked: Pick<CatchUpWish, 'perMinute'> & {
		readonly store: StoreRequest;
		readonly workflowId: string;
		readonly trigger: string | null;
		readonly filter: Omit<Filter, 'integrations'>;
		readonly onlyShown: OnlyShown;
	},
): Promise<Record<string, unknown>> {
	const { integration } = await openProvenStore(world, asked.store);
	if (integration === null) {
		throw new ActionError('setup', 'This store is not connected', {
			hint: 'Nothing of it is known yet: connect it by a Commerce Store Trigger first.',
		});
	}
	const wish = {
		filter: { ...asked.filter, integrations: [integration.guid] },
		perMinute: asked.perMinute,
		isToStart: asked.onlyShown === null,
	};
	const { workflowId, trigger, store } = asked;
	const found = await startCatchUp(world.inbox, store.space, workflowId, trigger, wish).catch(
		(error: unknown): CatchUpAnswer => {
			if (error instanceof CannotCatchUp) throw new ActionError('setup', error.message);
			throw error;
		},
	);
	const { count, examples, catchUp } = found;
	return {
		count,
		examples,
		begun: catchUp !== null,
		...(catchUp && { catchUp: catchUp.id }),
		...(asked.onlyShown !== null && { preview: true, reason: asked.onlyShown }),
	};
}
