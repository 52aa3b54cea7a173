import { z } from 'zod/v4';
import { addressOrNone } from '../addressOrNone.ts';
import { text } from '../payloadFields.ts';

/** @see https://shopify.dev/docs/api/admin-rest/latest/resources/order#resource-object (`billing_address`) */
export const address = z
	.object({
		first_name: text,
		last_name: text,
		company: text,
		address1: text,
		address2: text,
		city: text,
		province: text,
		province_code: text,
		zip: text,
		country_code: text,
		phone: text,
	})
	.transform((given) =>
		addressOrNone({
			firstName: given.first_name,
			lastName: given.last_name,
			company: given.company,
			line1: given.address1,
			line2: given.address2,
			city: given.city,
			region: given.province_code ?? given.province,
			postalCode: given.zip,
			country: given.country_code,
			phone: given.phone,
		}),
	);
