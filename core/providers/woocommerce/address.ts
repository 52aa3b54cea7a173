import { z } from 'zod/v4';
import { addressOrNone } from '../addressOrNone.ts';
import { line } from '../payloadFields.ts';

/** @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-billing-properties */
export const address = z
	.object({
		first_name: line,
		last_name: line,
		company: line,
		address_1: line,
		address_2: line,
		city: line,
		state: line,
		postcode: line,
		country: line,
		phone: line,
	})
	.transform((given) =>
		addressOrNone({
			firstName: given.first_name,
			lastName: given.last_name,
			company: given.company,
			line1: given.address_1,
			line2: given.address_2,
			city: given.city,
			region: withoutCountry(given.state, given.country),
			postalCode: given.postcode,
			country: given.country,
			phone: given.phone,
		}),
	);

/** Some countries' regions are kept with the country: `DE-BE`. @see woocommerce/woocommerce `i18n/states.php` */
function withoutCountry(region: string | null | undefined, country: string | null | undefined) {
	const prefix = `${country}-`;
	return country && region?.startsWith(prefix) ? region.slice(prefix.length) || null : region;
}

/** Who an order's billing address is about; the address has no place for the e-mail. */
export const billingContact = z.object({ email: line });
