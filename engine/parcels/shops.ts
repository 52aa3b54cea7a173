import { z } from 'zod/v4';

/** A carrier that works for more shops is not bound to any. */
export const MOST_SHOPS = 100;

/** The shops that a carrier works for, by guid; none is every shop of the space. */
export const writtenShopsSchema = z
	.array(z.guid().transform((guid) => guid.toLowerCase()))
	.max(MOST_SHOPS)
	.transform((guids) => [...new Set(guids)]);

const shopsSchema = z.array(z.guid());

/** The shops whose parcels a carrier tells, by guid; `null` is every shop of the space. */
export function shopsIn(json: string | null): readonly string[] | null {
	if (json === null) return null;
	try {
		return shopsSchema.parse(JSON.parse(json));
	} catch {
		// Of another version: none is better than another merchant's shop.
		return [];
	}
}

/** As the state keeps them. */
export const shopsJsonOf = (guids: readonly string[]): string | null =>
	guids.length === 0 ? null : JSON.stringify(guids);
