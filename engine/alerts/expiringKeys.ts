import { z } from 'zod/v4';
import { safeText } from '../history/safeText.ts';
import type { Row } from '../state/schema.ts';
import { named, type Cause, type Database } from './finding.ts';

const DAY_MS = 24 * 3_600_000;
/** So long before its end a key is told. */
const TOLD_BEFORE_MS = 14 * DAY_MS;
/** One that nobody has used for so long is nobody's trouble. */
export const KEY_IN_USE_MS = 14 * DAY_MS;
const LONGEST_NAME = 100;

const claims = z.object({ exp: z.number().positive().max(8_640_000_000_000) });

/**
 * When a key of n8n's API ends: n8n signs the moment into the key. The key is not checked here.
 *
 * @returns epoch milliseconds; `null` for one that never ends, or does not say
 */
export function endOfN8nKey(apiKey: string): number | null {
	try {
		const [, payload = ''] = apiKey.split('.');
		const { exp } = claims.parse(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
		return exp * 1_000;
	} catch {
		return null;
	}
}

/** Who uses a key, and when it ends. Never the key. */
export type UsedKey = Omit<Row<'expiringKey'>, 'seenAt' | 'expiresAt'> & {
	/** `null` for a key that does not end. */
	readonly expiresAt: number | null;
};

/** Writes down when a key ends that is in use, in the place of the key that was there before. */
export async function noteKey(
	{ db }: Pick<Database, 'db'>,
	{ id, expiresAt, ...key }: UsedKey,
	nowMs: number,
): Promise<void> {
	if (expiresAt === null) {
		await db.deleteFrom('expiringKey').where('id', '=', id).execute();
		return;
	}
	const found = { ...key, name: safeText(key.name, LONGEST_NAME), expiresAt, seenAt: nowMs };
	await db
		.insertInto('expiringKey')
		.values({ id, ...found })
		.onConflict((conflict) => conflict.column('id').doUpdateSet(found))
		.execute();
}

/** Keys that end soon, or have ended, and were in use of late. */
export const expiringKeys = ({ db }: Database): Cause => ({
	kinds: ['keys_expiring'],
	async find(nowMs) {
		const keys = await db
			.selectFrom('expiringKey')
			.selectAll()
			.where('expiresAt', '<=', nowMs + TOLD_BEFORE_MS)
			.where('seenAt', '>', nowMs - KEY_IN_USE_MS)
			.execute();
		return keys.map(({ id, space, name, expiresAt, link }) => {
			const day = new Date(expiresAt).toISOString().slice(0, 10);
			const isOver = expiresAt <= nowMs;
			const ends = isOver ? `expired on ${day}` : `expires on ${day}`;
			return {
				kind: 'keys_expiring',
				subject: id,
				space,
				integrationGuid: null,
				link,
				title: `The n8n API key of ${named(name)} ${ends}`,
				cause: `The n8n API key in the credential ${named(name)} ${ends}. ${isOver ? 'Since then' : 'From then on'} the REST API of the Commerce nodes can neither list nor change workflows. Stores and workflows go on without it.`,
				nextStep: `Make a new key in n8n under Settings > n8n API, and enter it in the credential ${named(name)} as "n8n API Key".`,
			};
		});
	},
});
