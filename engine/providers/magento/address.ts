import { z } from 'zod/v4';
import { addressOrNone, line, listOf, partOf } from '../payloadFields.ts';

export const addressPart = partOf(
	z.object({
		firstname: line,
		lastname: line,
		company: line,
		street: listOf(z.string()),
		city: line,
		// An order has the text, a customer an object with it.
		region: z.unknown(),
		postcode: line,
		country_id: line,
		telephone: line,
	}),
);
export type AddressPayload = NonNullable<z.output<typeof addressPart>>;

export function addressOf(given: AddressPayload) {
	const [line1, ...rest] = given.street ?? [];
	return addressOrNone({
		firstName: given.firstname,
		lastName: given.lastname,
		company: given.company,
		line1,
		line2: rest.join(', ') || null,
		city: given.city,
		region: line.parse(
			typeof given.region === 'object' && given.region !== null
				? (given.region as { region?: unknown }).region
				: given.region,
		),
		postalCode: given.postcode,
		country: given.country_id,
		phone: given.telephone,
	});
}
