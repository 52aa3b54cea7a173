import { carrierOf } from '../carriers/carrierOf.ts';
import type { Parcel } from '../events/entities.ts';

/** A parcel as a store tells it. */
export type ToldParcel = {
	readonly trackingNumber?: string | null;
	readonly trackingUrl?: string | null;
	/** The store's name or slug for the carrier. */
	readonly carrier?: string | null;
};

/** The parcels of a shipment, and the first of them in the fields that a shipment has for one. */
export type ShipmentParcels = Parcel & { readonly parcels: Parcel[] };

/** A shipment holds at most so many parcels; the rest is left out. */
const MOST_PARCELS = 200;

/**
 * Names the carrier of each parcel, and makes the link to its page where the store gives none.
 *
 * @param alone what the store tells of a shipment that has no tracking number
 */
export function parcelsOf(
	told: readonly ToldParcel[],
	alone: ToldParcel = told[0] ?? {},
): ShipmentParcels {
	const parcels = told
		.slice(0, MOST_PARCELS)
		.map(complete)
		.filter(({ trackingNumber }) => trackingNumber !== null);
	return { ...(parcels[0] ?? complete(alone)), parcels };
}

function complete({ trackingNumber = null, trackingUrl, carrier = null }: ToldParcel): Parcel {
	const named = carrier === null ? null : carrierOf(carrier, trackingNumber);
	return {
		trackingNumber,
		trackingUrl: (isLink(trackingUrl) ? trackingUrl : null) ?? named?.trackingUrl ?? null,
		carrier: named?.name ?? null,
	};
}

const isLink = (url: string | null | undefined): url is string =>
	typeof url === 'string' && /^https?:\/\//i.test(url);
