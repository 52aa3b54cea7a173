import { randomBytes } from 'node:crypto';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { TrackingKey } from './trackingCode.ts';

type Database = Pick<OpenDatabase, 'db'>;

const FIRST_VERSION = 1;
const KEY_BYTES = 32;

/** All keys whose codes are good, the newest first. A version that is deleted ends the codes that were made with it. */
export const trackingKeys = async ({ db }: Database): Promise<TrackingKey[]> =>
	await db
		.selectFrom('trackingKey')
		.select(['version', 'key'])
		.orderBy('version', 'desc')
		.execute();

/** The key that new codes are made with. The first time, it is made: of two processes, both take the one that was first. */
export async function newestTrackingKey(database: Database): Promise<TrackingKey> {
	const [known] = await trackingKeys(database);
	if (known !== undefined) return known;
	await database.db
		.insertInto('trackingKey')
		.values({ version: FIRST_VERSION, key: randomBytes(KEY_BYTES).toString('base64url') })
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	const [made] = await trackingKeys(database);
	return made!;
}
