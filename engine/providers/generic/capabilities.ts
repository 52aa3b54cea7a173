import type { Capabilities } from '../provider.ts';

export const capabilities: Capabilities = {
	webhooks: { Order: true, Shipment: true, Customer: true, Product: true },
};
