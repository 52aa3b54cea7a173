import { z } from 'zod/v4';
import { addressOrNone, line } from '../payloadFields.ts';

/** An address of an order, in the words of version 2. */
export const orderAddress = z
	.object({
		first_name: line,
		last_name: line,
		company: line,
		street_1: line,
		street_2: line,
		city: line,
		state: line,
		zip: line,
		country: line,
		country_iso2: line,
		phone: line,
		email: line,
		shipping_method: line,
	})
	.transform((given) => ({
		email: given.email,
		shippingMethod: given.shipping_method,
		address: addressOrNone({
			firstName: given.first_name,
			lastName: given.last_name,
			company: given.company,
			line1: given.street_1,
			line2: given.street_2,
			city: given.city,
			region: given.state,
			postalCode: given.zip,
			country: given.country_iso2 ?? given.country,
			phone: given.phone,
		}),
	}));

/** An address of a customer, in the words of version 3. */
export const customerAddress = z
	.object({
		first_name: line,
		last_name: line,
		company: line,
		address1: line,
		address2: line,
		city: line,
		state_or_province: line,
		postal_code: line,
		country: line,
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
			region: given.state_or_province,
			postalCode: given.postal_code,
			country: given.country_code ?? given.country,
			phone: given.phone,
		}),
	);
