import { z } from 'zod/v4';
import { addressOrNone, line } from '../payloadFields.ts';
import { typedLine } from './title.ts';

/** @see https://woocommerce.github.io/woocommerce-rest-api-docs/#order-billing-properties */
export const address = z
	.object({
		first_name: typedLine,
		last_name: typedLine,
		company: typedLine,
		address_1: typedLine,
		address_2: typedLine,
		city: typedLine,
		state: typedLine,
		postcode: typedLine,
		country: typedLine,
		phone: typedLine,
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
