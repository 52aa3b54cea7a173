import { z } from 'zod/v4';
import type { Connection } from '../provider.ts';
import { amount, requiredId, text } from '../payloadFields.ts';
import { isMissingRoute } from './absence.ts';
import { metaOf } from './attributesOf.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readAnswer } from './readAnswer.ts';

const item = z.object({ item_id: requiredId, qty: amount });

const meta = z.object({
	_tracking_number: text,
	_tracking_url: text,
	_provider_name: text,
	_shipment_provider: text,
	_shipping_provider: text,
	_date_fulfilled: text,
	_items: z.array(item).catch([]),
});

const fulfillment = z
	.object({ id: requiredId, status: text, is_fulfilled: z.unknown(), meta_data: z.unknown() })
	.transform(({ meta_data: given, is_fulfilled: isFulfilled, ...rest }) => ({
		...rest,
		isFulfilled: isFulfilled === true || isFulfilled === 1 || isFulfilled === '1',
		meta: meta.parse(metaOf(given)),
	}));

/** A package of an order, as the Fulfillments feature of WooCommerce 10.1 and later keeps it. */
export type Fulfillment = z.output<typeof fulfillment>;

/**
 * The fulfillments of an order; `null` where the shop has the feature switched off, as is the default.
 *
 * @see woocommerce/woocommerce `src/Admin/Features/Fulfillments/OrderFulfillmentsRestController.php`
 */
export async function readFulfillments(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	orderId: string,
): Promise<Fulfillment[] | null> {
	const path = `/orders/${orderId}/fulfillments`;
	try {
		const { body } = await call(connection, { method: 'GET', path });
		return readAnswer(connection.credentials.storeUrl, `GET ${path}`, () =>
			z.array(fulfillment).parse(body),
		);
	} catch (error) {
		if (isMissingRoute(error)) return null;
		throw error;
	}
}
