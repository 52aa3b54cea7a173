import type { OpenParts } from './fulfillmentOrders.ts';
import { change, type Shop } from './shop.ts';

export type TrackingInput = {
	readonly number: string;
	readonly company?: string;
	readonly url?: string;
};

const FULFIL = `mutation fulfil($fulfillment: FulfillmentInput!) {
	done: fulfillmentCreate(fulfillment: $fulfillment) { fulfillment { id } userErrors { field message } }
}`;

/**
 * Makes one shipment of all that is to be sent from one location.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fulfillmentCreate
 */
export async function fulfil(
	shop: Shop,
	orderId: string,
	{ ids }: OpenParts['byLocation'][number],
	{ trackingInfo, notifyCustomer }: { trackingInfo?: TrackingInput; notifyCustomer: boolean },
): Promise<void> {
	await change(shop, `make a shipment of order "${orderId}"`, FULFIL, {
		fulfillment: {
			lineItemsByFulfillmentOrder: ids.map((fulfillmentOrderId) => ({ fulfillmentOrderId })),
			notifyCustomer,
			...(trackingInfo && { trackingInfo }),
		},
	});
}
