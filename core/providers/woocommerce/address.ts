import { z } from 'zod/v4';
import { addressOrNone } from '../addressOrNone.ts';
import { text } from '../payloadFields.ts';

/** @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-billing-properties */
export const address = z
	.object({
		first_name: text,
		last_name: text,
		company: text,
		address_1: text,
		address_2: text,
		city: text,
		state: text,
		postcode: text,
		country: text,
		phone: text,
	})
	.transform((given) =>
		addressOrNone({
			firstName: given.first_name,
			lastName: given.last_name,
			company: given.company,
			line1: given.address_1,
			line2: given.address_2,
			city: given.city,
			region: given.state,
			postalCode: given.postcode,
			country: given.country,
			phone: given.phone,
		}),
	);

/** Who an order's billing address is about; the address has no place for the e-mail. */
export const billingContact = z.object({ email: text });
