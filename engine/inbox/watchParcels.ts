import { ENDS, type Snapshot } from '../events/detectChange.ts';
import { heardOf, unwatching, type HeardParcel } from '../parcels/watchedParcels.ts';
import { providerOf } from '../providers/providers.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Statement } from '../state/together.ts';
import type { Integration } from './integration.ts';

/** Which shipments of some messages are on their way, and asked for again when nothing is heard of them. */
export type ParcelWatch = {
	/** Takes note of a shipment that was told of. @param now what is known of it by now; `null` for nothing */
	note(shipmentId: string, now: Snapshot | null, isNews: boolean): void;
	/** What writes it down. */
	statements(trx: OpenDatabase['db'], nowMs: number): Array<Statement<unknown>>;
};

/** @returns a watch that notes nothing where the provider tells all changes in a list */
export function createParcelWatch({ guid, provider }: Integration): ParcelWatch {
	const isRefreshed = providerOf(provider)?.abilities.refreshes !== undefined;
	const heard = new Map<string, HeardParcel | null>();
	return {
		note(shipmentId, now, isNews) {
			if (!isRefreshed || now === null) return;
			const { entity, deletedAt } = now;
			const isOver = deletedAt !== null || ENDS.has(entity.status);
			const hadNews = (heard.get(shipmentId)?.isNews ?? false) || isNews;
			heard.set(shipmentId, isOver ? null : { shipmentId, isNews: hadNews });
		},
		statements(trx, nowMs) {
			const onTheirWay = [...heard.values()].filter((parcel) => parcel !== null);
			const over = [...heard].flatMap(([id, parcel]) => (parcel === null ? [id] : []));
			return [...heardOf(trx, guid, onTheirWay, nowMs), ...unwatching(trx, guid, over)];
		},
	};
}
