import { z } from 'zod/v4';
import type { Provider } from '../../engine/providers/provider.ts';
import { writtenReadingSchema } from '../../engine/providers/storeReading.ts';
import { writtenShopsSchema } from '../../engine/parcels/shops.ts';
import type { NamedReading } from '../canvas/readingPart.ts';
import { ApiError } from '../http/apiError.ts';

const { statuses, noiseKeys } = writtenReadingSchema.shape;

/** The settings of an integration, as the REST API takes and tells them. */
export const storeSettingsSchema = z.strictObject({
	autoImportOrders: z
		.boolean()
		.optional()
		.describe(
			'Every ten minutes, and when n8n starts, bring in what webhooks missed of orders, shipments, customers. Left out: yes, and for a store that is connected again, as it was.',
		),
	syncProducts: z.boolean().optional().describe('The same for products.'),
	pushTracking: z
		.boolean()
		.optional()
		.describe(
			'Of a shop: tell it what other connected systems report of parcels of its orders: the tracking number, that the order is fulfilled, that the parcel has arrived. Of a tracker: have it follow the tracking numbers that connected shops report, which may cost something (`trackingCosts` of its provider). Left out: no, and for a store that is connected again, as it was.',
		),
	statuses: statuses
		.removeDefault()
		.optional()
		.describe(
			'Of WooCommerce, BigCommerce and PrestaShop: what the shop\'s own statuses mean, by its words for them, in PrestaShop by their ids or names: `{"at-workshop": "processing"}`. Left out: none, and for a store that is connected again, as it was.',
		),
	noiseKeys: noiseKeys
		.removeDefault()
		.optional()
		.describe(
			'Of WooCommerce: keys of meta data that a plugin changes by itself, and that are no change; `*` at the end of one stands for all that begin so.',
		),
	shops: writtenShopsSchema
		.optional()
		.describe(
			'Of a carrier or tracker: guids of the connected shops whose orders its parcels may belong to; an empty list is all. Left out: all, and for one that is connected again, as it was.',
		),
});

/** What a request names of them. */
export type NamedSettings = z.output<typeof storeSettingsSchema>;

export type StoreSettings = {
	readonly autoImportOrders: boolean;
	readonly syncProducts: boolean;
	readonly pushTracking: boolean;
};

/**
 * How the store's words are to be read, as far as a request names it.
 *
 * @throws ApiError 400 for a kind of store whose words are known
 */
export function readingIn(
	{ name, abilities }: Provider,
	{ statuses: words, noiseKeys: keys }: NamedSettings,
): NamedReading {
	const named = words !== undefined ? 'statuses' : keys !== undefined ? 'noiseKeys' : null;
	if (named !== null && abilities.ownStatuses !== true) {
		throw new ApiError(
			'CONFIGURATION_ERROR',
			`settings.${named}: ${name} has no words of a shop's own. Leave it out.`,
		);
	}
	return { ...(words && { statuses: words }), ...(keys && { noiseKeys: keys }) };
}

/** The settings of a store that is connected for the first time. */
export function settingsOf(named: NamedSettings): StoreSettings {
	const { autoImportOrders = true, syncProducts = true, pushTracking = false } = named;
	return { autoImportOrders, syncProducts, pushTracking };
}
