import { StoreError } from '../storeError.ts';
import { readOne, type ShippoConnection } from './client.ts';
import { pathOf, trackData, type Track } from './trackData.ts';

/** @returns `null` for a number that Shippo does not know, or not for this token */
export async function trackOf(connection: ShippoConnection, id: string): Promise<Track | null> {
	const path = pathOf(id);
	return path === null ? null : await readOne(connection, path, trackData);
}

/** As `trackOf`. Of carriers that only report, and are not asked, Shippo knows nothing before it follows the number. */
export async function knownTrack(connection: ShippoConnection, id: string): Promise<Track | null> {
	try {
		return await trackOf(connection, id);
	} catch (error) {
		if (isRefusal(error)) return null;
		throw error;
	}
}

/** Not of the account, which has no credit: of the number. */
export const isRefusal = (error: unknown): error is StoreError =>
	error instanceof StoreError &&
	(error.kind === 'rejected' || error.kind === 'not_found') &&
	error.status !== 402 &&
	error.status !== 200;
