import type { Inbox } from '../inbox/inbox.ts';
import type { StateLocation } from '../state/stateLocation.ts';
import { expiringKeys } from './expiringKeys.ts';
import { whatImportsShow } from './importCauses.ts';
import { keepAlerts } from './keepAlerts.ts';
import {
	freeBytesAt,
	fullDatabase,
	receiversDown,
	restartFinding,
	RESTART_SHOWN_MS,
	restarts,
} from './serviceCauses.ts';
import { keysForTests, refusedMessages } from './storeCauses.ts';
import { silentStores, SILENT_FLOOR_MS } from './storeRhythm.ts';
import { createWatch, type Watch } from './watch.ts';
import { deadLetters, stoppedWorkflows } from './workflowCauses.ts';

export type WatchSettings = {
	readonly state: StateLocation;
	/** Shorter silence of a store is never told. */
	readonly silentFloorMs?: number | undefined;
};

/** Looks for everything that there are alerts of. */
export function watchEverything(inbox: Inbox, { state, silentFloorMs }: WatchSettings): Watch {
	const { database, now } = inbox;
	return createWatch(inbox, [
		silentStores(database, silentFloorMs ?? SILENT_FLOOR_MS),
		refusedMessages(database),
		keysForTests(database),
		whatImportsShow(database),
		expiringKeys(database),
		deadLetters(database),
		stoppedWorkflows(database, now()),
		restarts(database),
		receiversDown(database),
		fullDatabase(freeBytesAt(state)),
	]);
}

/** An end of the engine that nobody asked for, as whoever comes after it knows. */
export async function noteRestart(
	{ database, now, wake }: Inbox,
	processId: string,
	lastEnd: { readonly at: number; readonly reason: string } | null,
): Promise<void> {
	if (lastEnd === null || now() - lastEnd.at >= RESTART_SHOWN_MS) return;
	const others = (await restarts(database).find(now())) ?? [];
	const findings = [...others, restartFinding(processId, lastEnd)];
	const woken = await database.db
		.transaction()
		.execute(async (trx) => await keepAlerts(trx, ['engine_restarted'], findings, now()));
	if (woken.length > 0) wake(woken);
}
