import { z } from 'zod/v4';

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
