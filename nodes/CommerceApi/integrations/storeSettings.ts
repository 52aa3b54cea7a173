import { z } from 'zod/v4';

/** The settings of an integration, as the REST API takes and tells them. */
export const storeSettingsSchema = z.strictObject({
	autoImportOrders: z
		.boolean()
		.default(true)
		.describe(
			'Every ten minutes, and when n8n starts, bring in what webhooks missed of orders, shipments, customers.',
		),
	syncProducts: z.boolean().default(true).describe('The same for products.'),
	pushTracking: z
		.boolean()
		.default(false)
		.describe('Add tracking numbers that other connected stores report to the orders of this one.'),
});

export type StoreSettings = z.output<typeof storeSettingsSchema>;
