import { z } from 'zod/v4';
import type { Connection } from '../storeHttp.ts';
import {
	amount,
	LONGEST_LINE,
	listOf,
	readText,
	requiredId,
	requiredListOf,
	text,
} from '../payloadFields.ts';
import { isMissingRoute } from './absence.ts';
import { metaOf, orderMeta } from './attributesOf.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readAnswer } from './readAnswer.ts';
import { title, typedLine } from './title.ts';

const item = z.object({ item_id: requiredId, qty: amount });

const meta = z.object({
	_tracking_number: text,
	_tracking_url: typedLine,
	_provider_name: title,
	_shipment_provider: text,
	_shipping_provider: text,
	_date_fulfilled: text,
	_items: listOf(item).transform((items) => items ?? []),
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

/** Kept with an order exactly as long as it has fulfillments. */
const FULFILLMENT_STATUS_META = '_fulfillment_status';

/**
 * WooCommerce's word for how much of an order its fulfillments hold.
 *
 * @returns `null` for an order that has none, `undefined` where the message does not tell
 */
export function fulfillmentStatusIn(meta: unknown): string | null | undefined {
	const words = orderMeta(meta, FULFILLMENT_STATUS_META);
	return words && readText(words[0] ?? null, LONGEST_LINE);
}

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
			requiredListOf(fulfillment).parse(body),
		);
	} catch (error) {
		if (isMissingRoute(error)) return null;
		throw error;
	}
}

/** How the ids of shipments begin that are fulfillments of an order, and no tracking numbers of a plugin. */
export const fulfillmentPrefix = (orderId: string) => `${orderId}-fulfillment-`;
