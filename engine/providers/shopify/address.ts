import { z } from 'zod/v4';
import { addressOrNone, line } from '../payloadFields.ts';

/** @see https://shopify.dev/docs/api/admin-rest/latest/resources/order#resource-object (`billing_address`) */
export const address = z
	.object({
		first_name: line,
		last_name: line,
		company: line,
		address1: line,
		address2: line,
		city: line,
		province: line,
		province_code: line,
		zip: line,
		country_code: line,
		phone: line,
	})
	.transform((given) =>
		addressOrNone({
			firstName: given.first_name,
			lastName: given.last_name,
			company: given.company,
			line1: given.address1,
			line2: given.address2,
			city: given.city,
			region: regionOf(given),
			postalCode: given.zip,
			country: given.country_code,
			phone: given.phone,
		}),
	);

/** The code of the region, without its country's: `ON` of `CA-ON`, which some apps write into orders. */
function regionOf(given: {
	readonly province?: string | null;
	readonly province_code?: string | null;
	readonly country_code?: string | null;
}): string | null | undefined {
	const { province_code: code, country_code: country } = given;
	if (!code) return code === null ? (given.province ?? null) : given.province;
	const isPrefixed = country && code.toUpperCase().startsWith(`${country.toUpperCase()}-`);
	return isPrefixed ? code.slice(country.length + 1) || null : code;
}
