import { z } from 'zod/v4';
import { language, told } from '../payloadFields.ts';
import { attributes, id, list, text, time, word } from './dataFields.ts';
import { address, lineItem, person, presentment, refund, sums } from './dataParts.ts';
import { orderSums, type OrderParts } from '../../money/orderSums.ts';
import { paymentsOf } from './paymentsOf.ts';
import { fulfillmentStatusOf, orderStatusOf, paymentStatusOf, statusFields } from './statuses.ts';

/** `data` of an `order.*` message. */
export const orderData = z
	.object({
		id,
		number: text,
		status: word,
		nativeStatus: text,
		paymentStatus: word,
		fulfillmentStatus: word,
		taxesIncluded: z.boolean().nullish(),
		...sums,
		presentment,
		createdAt: time,
		updatedAt: time,
		paidAt: time,
		completedAt: time,
		cancelledAt: time,
		cancelReason: text,
		customer: person,
		language,
		billingAddress: address,
		shippingAddress: address,
		lineItems: list(lineItem),
		refunds: list(refund),
		paymentMethod: text,
		transactionId: text,
		shippingMethod: text,
		note: text,
		tags: list(z.string()),
		url: text,
		attributes,
	})
	.transform(({ status, nativeStatus, paymentStatus, fulfillmentStatus, ...fields }) =>
		told({
			...fields,
			...statusFields(status, nativeStatus, orderStatusOf),
			paymentStatus: paymentStatus ? paymentStatusOf(paymentStatus) : undefined,
			fulfillmentStatus: fulfillmentStatus ? fulfillmentStatusOf(fulfillmentStatus) : undefined,
			...sumsOf(fields),
			...paymentsOf({ ...fields, status, paymentStatus }),
			presentment: fields.presentment && {
				...fields.presentment,
				...sumsOf(fields.presentment),
				...paymentsOf({ ...fields.presentment, status, paymentStatus }),
			},
		}),
	);

/**
 * A message that does not tell the lines, or the total, tells nothing of how they fit. zod comes here also
 * with lists that it has found to be none, before it refuses the message.
 */
function sumsOf(given: OrderParts & { readonly subtotal?: number | null }) {
	const isRead = Array.isArray(given.lineItems) && Array.isArray(given.fees ?? []);
	if (!isRead || given.total === undefined) return {};
	const { subtotal, ...sums } = orderSums(given);
	return { ...sums, subtotal: subtotal ?? given.subtotal };
}
