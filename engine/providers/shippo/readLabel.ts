import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { orderIn } from '../orderIn.ts';
import { line, partOf, time, told } from '../payloadFields.ts';
import { carrierWordOf } from './carriers.ts';
import { readOne, type ShippoConnection } from './client.ts';
import { knownTrack } from './knownTrack.ts';
import { transactionStatus } from './statuses.ts';
import { observe, trackData } from './trackData.ts';

const rateData = z.object({ provider: line });

/** A label that was bought at Shippo. */
const labelData = z.object({
	status: line,
	/** `null` until the label is made. */
	tracking_number: line,
	metadata: line,
	/** Its id; the rate itself where the label was bought without asking for rates. */
	rate: z.union([z.string().regex(/^\w{1,100}$/), partOf(rateData)]).catch(null),
	object_created: time,
	object_updated: time,
});
type Label = z.output<typeof labelData>;

/** How a message names a label: it does not say which carrier's the number is. @param id of the transaction */
export const idOfLabel = (id: string): string => `transaction:${id}`;

/** The transaction in an id of `idOfLabel`; `null` for what is none. */
export const transactionIn = (id: string): string | null =>
	/^transaction:(\w{1,100})$/.exec(id)?.[1] ?? null;

/** @returns `null` where Shippo does not have it, or not for this token */
export const labelOf = async (
	connection: ShippoConnection,
	transaction: string,
): Promise<Label | null> => await readOne(connection, `/transactions/${transaction}`, labelData);

/**
 * The parcel of a label: what its carrier says, and before that, or once the label was given back, what Shippo says
 * of the label.
 *
 * @returns empty for one that has no number yet, or is of a carrier that is not known here
 */
export async function readLabel(
	connection: ShippoConnection,
	transaction: string,
): Promise<Array<ObservationOf<'Shipment'>>> {
	const label = await labelOf(connection, transaction);
	if (!label?.tracking_number) return [];
	const carrier = await carrierOf(connection, label.rate);
	if (carrier === null) return [];
	const { tracking_number: number } = label;
	const track = await knownTrack(connection, `${carrier}/${number}`);
	const parcel = observe(
		track ?? trackData.parse({ carrier, tracking_number: number }),
		orderIn(label.metadata),
	);
	const isUnderWay = (track?.tracking_status?.status ?? 'UNKNOWN') !== 'UNKNOWN';
	const isGood = transactionStatus(label.status).status === 'label_created';
	return [isGood && isUnderWay ? parcel : asLabel(parcel, label)];
}

/** A parcel by what Shippo says of its label. @param parcel what is known of its number */
export function asLabel(
	parcel: ObservationOf<'Shipment'>,
	{ status, object_created: createdAt, object_updated: updatedAt }: Label,
): ObservationOf<'Shipment'> {
	const times = [parcel.changedAt, updatedAt].filter((at) => at != null).toSorted();
	return {
		...parcel,
		changedAt: times.at(-1) ?? null,
		isCarriersStatus: false,
		entity: { ...told({ createdAt }), ...parcel.entity, ...transactionStatus(status) },
	};
}

async function carrierOf(
	connection: ShippoConnection,
	rate: Label['rate'],
): Promise<string | null> {
	const known =
		typeof rate === 'string' ? await readOne(connection, `/rates/${rate}`, rateData) : rate;
	return carrierWordOf(known?.provider ?? null);
}
