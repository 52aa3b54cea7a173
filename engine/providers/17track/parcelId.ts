/** A number that 17TRACK follows. Two carriers may have the same: each of both is a parcel. */
export type FollowedNumber = { readonly number: string; readonly carrier: number };

/** Our name for a parcel of 17TRACK, which has none: `3011-RR123456789CN`. */
export const parcelId = ({ number, carrier }: FollowedNumber): string =>
	`${carrier}-${number.toUpperCase()}`;

/** @returns `null` for what is no such name */
export function followedNumberIn(id: string): FollowedNumber | null {
	const [, carrier, number] = /^(\d{1,9})-([A-Z0-9-]{5,50})$/i.exec(id) ?? [];
	return carrier && number ? { number, carrier: Number(carrier) } : null;
}
