import type { Observation } from '../../events/observation.ts';
import type { KnownParcel } from '../storeSide.ts';
import { callOfNumbers, type SeventeenTrackConnection } from './client.ts';
import { followedNumberIn } from './parcelId.ts';
import { observe, trackData } from './trackData.ts';

/** `POST /gettrackinfo`, which costs nothing: of at most 40 numbers. One that 17TRACK does not follow is left out. */
export async function refreshParcels(
	connection: SeventeenTrackConnection,
	parcels: readonly Pick<KnownParcel, 'id'>[],
): Promise<readonly Observation[]> {
	const numbers = parcels.flatMap(({ id }) => followedNumberIn(id) ?? []);
	return numbers.length === 0 ? [] : await infoOf(connection, numbers);
}

/** What 17TRACK knows of numbers. */
export async function infoOf(
	connection: SeventeenTrackConnection,
	numbers: ReadonlyArray<{ readonly number: string; readonly carrier?: number }>,
): Promise<Observation[]> {
	const { accepted } = await callOfNumbers(connection, 'gettrackinfo', numbers);
	return accepted.flatMap((entry) => {
		const read = trackData.safeParse(entry);
		return read.success ? [observe(read.data)] : [];
	});
}
