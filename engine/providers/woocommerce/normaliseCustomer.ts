import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { ObservationOf } from '../../events/observation.ts';
import { partOf, requiredId, text, timeInUtc, told } from '../payloadFields.ts';
import { AS_KNOWN, type StoreReading } from '../storeReading.ts';
import { address } from './address.ts';
import { attributesOf } from './attributesOf.ts';
import { typedLine } from './title.ts';

const customerPayload = z.object({
	id: requiredId,
	email: text,
	first_name: typedLine,
	last_name: typedLine,
	role: text,
	date_created_gmt: timeInUtc,
	date_modified_gmt: timeInUtc,
	billing: partOf(address),
	shipping: partOf(address),
});

const MAPPED: ReadonlySet<string> = new Set(Object.keys(customerPayload.shape));

/**
 * Roles of people who write, run or only read the site. Shops and extensions have more roles for those who
 * buy: wholesale customers, for example.
 *
 * @see https://wordpress.org/documentation/article/roles-and-capabilities/
 * @see woocommerce/woocommerce `includes/class-wc-install.php` (`create_roles`)
 */
const NO_CUSTOMERS: ReadonlySet<string> = new Set([
	'administrator',
	'author',
	'contributor',
	'editor',
	'shop_manager',
	'subscriber',
	'super_admin',
	// Yoast SEO
	'wpseo_editor',
	'wpseo_manager',
	// Loco Translate, Polylang and WPML
	'translator',
	'wpml_translation_manager',
	// Who sells in a marketplace: Dokan, WC Vendors, MultiVendorX, WCFM
	'seller',
	'vendor_staff',
	'vendor',
	'pending_vendor',
	'dc_vendor',
	'dc_pending_vendor',
	'wcfm_vendor',
	'disable_vendor',
]);

/**
 * An account of the shop. WooCommerce has no states for one: that it is there means that it can be used.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#customer-properties
 */
export function normaliseCustomer(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
	reading: StoreReading = AS_KNOWN,
): ObservationOf<'Customer'> {
	const given = customerPayload.parse(payload);
	return {
		entityType: 'Customer',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			status: 'enabled' as const,
			email: given.email,
			firstName: given.first_name,
			lastName: given.last_name,
			role: given.role,
			phone: given.billing && (given.billing.phone ?? null),
			createdAt: given.date_created_gmt,
			updatedAt: given.date_modified_gmt,
			billingAddress: given.billing,
			shippingAddress: given.shipping,
			attributes: attributesOf(payload as object, MAPPED, reading),
		}),
		changedAt: given.date_modified_gmt ?? null,
		clock: 'record',
		topicCodes,
		...(given.role && NO_CUSTOMERS.has(given.role) ? { isNeverCreated: true } : {}),
	};
}
