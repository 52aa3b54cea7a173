import { list, text } from '../templates/itemFields.ts';

/** A number that is longer is nobody's. */
const LONGEST_CHARACTERS = 100;

/**
 * What two spellings of one tracking number have in common: `jd 01-46` and `JD0146` are the same.
 *
 * @returns `null` for what is no tracking number
 */
export function trackingKey(trackingNumber: string | null | undefined): string | null {
	if (!trackingNumber || trackingNumber.length > LONGEST_CHARACTERS) return null;
	return (
		trackingNumber
			.normalize('NFKC')
			.toUpperCase()
			.replaceAll(/[^\p{L}\p{N}]/gu, '') || null
	);
}

/** Those of all parcels of a shipment, each once; whatever is not readable has none. */
export function trackingKeysIn({
	trackingNumber,
	parcels,
}: {
	readonly trackingNumber?: unknown;
	readonly parcels?: unknown;
}): string[] {
	const numbers = [trackingNumber, ...list(parcels).map((parcel) => parcel.trackingNumber)];
	return [...new Set(numbers.map((number) => trackingKey(text(number))))].filter(
		(key) => key !== null,
	);
}
