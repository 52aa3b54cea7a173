import { statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { openBreakers } from '../actions/receivers.ts';
import { safeText } from '../history/safeText.ts';
import type { StateLocation } from '../state/stateLocation.ts';
import { utcTime } from '../history/utcTime.ts';
import { named, type Cause, type Database, type Finding } from './finding.ts';

const MEGABYTE = 1_000_000;
/** A busy shop fills so much in some days; SQLite needs room for its log beside that. */
const LEAST_FREE_BYTES = 500 * MEGABYTE;
/** An end of the engine is told for so long: nothing shows that it will not happen again. */
export const RESTART_SHOWN_MS = 3_600_000;
const LONGEST_REASON = 300;

/** How much is free where the database is; `null` where that cannot be known. */
export type FreeBytes = () => Promise<number | null>;

/** Of a SQLite file, the disk. What a server of Postgres has, it tells nobody. */
export const freeBytesAt = (location: StateLocation): FreeBytes =>
	location.kind === 'postgres'
		? async () => null
		: async () => {
				const { bavail, bsize } = await statfs(dirname(location.file));
				return bavail * bsize;
			};

export const fullDatabase = (freeBytes: FreeBytes): Cause => ({
	kinds: ['database_full'],
	async find() {
		const free = await freeBytes();
		if (free === null || free >= LEAST_FREE_BYTES) return [];
		return [
			{
				kind: 'database_full',
				subject: '',
				...FOR_EVERYBODY,
				title: 'The database is nearly full',
				cause: `The disk of the database of the Commerce nodes has ${Math.floor(free / MEGABYTE)} MB left. When it is full, no event can be stored, and stores are told to send again later.`,
				nextStep:
					'Make room on the disk of the n8n server, or move n8n to a larger one. docs/data.md says how much a shop needs.',
			},
		];
	},
});

/** That the engine has ended by itself: noted by each process, for as long as it is shown. */
export const restartFinding = (
	processId: string,
	{ at, reason }: { readonly at: number; readonly reason: string },
): Finding => ({
	kind: 'engine_restarted',
	subject: processId,
	...FOR_EVERYBODY,
	title: 'The engine was started again',
	cause: `The engine of the Commerce nodes ended at ${utcTime(at)} and was started again. Nothing is lost by that. It said: ${safeText(reason, LONGEST_REASON)}`,
	nextStep:
		'If it happens again, look at the memory of the n8n server and at the log of n8n, and tell the makers of the Commerce nodes what it said.',
	seenAt: at,
});

export const restarts = ({ db }: Database): Cause => ({
	kinds: ['engine_restarted'],
	find: async (nowMs) =>
		await db
			.selectFrom('alert')
			.select(['kind', 'subject', 'space', 'integrationGuid', 'link', 'title', 'cause'])
			.select(['nextStep', 'seenAt'])
			.where('kind', '=', 'engine_restarted')
			.where('endedAt', 'is', null)
			.where('seenAt', '>', nowMs - RESTART_SHOWN_MS)
			.execute(),
});

/** Mail servers, shops and the like that get nothing at present. */
export const receiversDown = (database: Database): Cause => ({
	kinds: ['receiver_down'],
	find: async (nowMs) => [...(await leftAlone(database, nowMs)), ...(await switchedOff(database))],
});

/** Those that have failed again and again. */
const leftAlone = async (database: Database, nowMs: number): Promise<Finding[]> =>
	(await openBreakers(database, nowMs)).map(({ key, space, since, reason }) => ({
		kind: 'receiver_down',
		subject: `${space}/${key}`,
		space,
		integrationGuid: null,
		link: null,
		title: `The ${key} fails`,
		cause: `The ${key} has failed again and again since ${utcTime(since)}, and what is for it waits. It said: ${safeText(reason, LONGEST_REASON)}`,
		nextStep:
			'It is asked again by itself, and what waits is sent then. If it lasts, tell whoever looks after it, or put right what it says.',
	}));

/** Destinations whose address has said that it is gone for good. */
const switchedOff = async ({ db }: Database): Promise<Finding[]> => {
	const rows = await db
		.selectFrom('destination')
		.select(['id', 'space', 'name', 'offReason'])
		.where('isActive', '=', 0)
		.where('offReason', 'is not', null)
		.execute();
	return rows.map(({ id, space, name, offReason }) => ({
		kind: 'receiver_down',
		subject: `destination/${id}`,
		space,
		integrationGuid: null,
		link: null,
		title: `The destination ${named(name)} is switched off`,
		cause: `The address of the destination ${named(name)} has said that it is gone for good, and no more events are posted there. It said: ${safeText(offReason ?? '', LONGEST_REASON)}`,
		nextStep: `Enter its new address and switch it on (PUT /api/destinations/${id}), or delete it. Events that came while it was off can be posted by POST /api/events/{id}/replay.`,
	}));
};

const FOR_EVERYBODY = { space: null, integrationGuid: null, link: null } as const;
