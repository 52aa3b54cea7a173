import { z } from 'zod/v4';

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
			'Add tracking numbers that other connected stores report to the orders of this one. Left out: no, and for a store that is connected again, as it was.',
		),
});

/** What a request names of them. */
export type NamedSettings = z.output<typeof storeSettingsSchema>;

export type StoreSettings = {
	readonly autoImportOrders: boolean;
	readonly syncProducts: boolean;
	readonly pushTracking: boolean;
};

/** The settings of a store that is connected for the first time. */
export function settingsOf(named: NamedSettings): StoreSettings {
	const { autoImportOrders = true, syncProducts = true, pushTracking = false } = named;
	return { autoImportOrders, syncProducts, pushTracking };
}
