import type { Capabilities } from '../provider.ts';

/**
 * WooCommerce knows no shipments. They are read from the tracking that the Shipment Tracking extension
 * keeps with an order.
 */
export const capabilities: Capabilities = {
	webhooks: { Order: true, Shipment: true, Customer: true, Product: true },
};
