import { DAILY_DIGEST } from '../alerts/alertKinds.ts';
import type { AlertItem } from '../alerts/alertNotice.ts';
import type { Digest } from './digest.ts';
import { tellDigest } from './tellDigest.ts';

const { kind, name } = DAILY_DIGEST;

/** The item that a trigger emits for a digest: with the fields of an alert, so that what tells of those tells of it. */
export function composeDigest(
	digest: Digest,
	endedAtMs: number,
	event: Pick<AlertItem['event'], 'id' | 'attempt' | 'isSample'>,
): AlertItem {
	const endOfDay = new Date(endedAtMs).toISOString();
	const { id, attempt, isSample } = event;
	return {
		event: {
			...{ id, code: kind, name, entityType: 'Alert', occurredAt: endOfDay },
			...{ attempt, isSample },
		},
		...{ integration: null, kind, state: 'opened' },
		...tellDigest(digest),
		...{ store: null, openedAt: endOfDay, endedAt: null, link: null },
		digest,
	};
}
