import { z } from 'zod/v4';
import { told } from '../told.ts';
import { attributes, id, list, number, text, time, word } from './dataFields.ts';
import { address, lineItem, person, refund } from './dataParts.ts';
import { fulfillmentStatusOf, orderStatusOf, paymentStatusOf } from './statuses.ts';
import { statusFields } from './statusFields.ts';

/** `data` of an `order.*` message. */
export const orderData = z
	.object({
		id,
		number: text,
		status: word,
		nativeStatus: text,
		paymentStatus: word,
		fulfillmentStatus: word,
		currency: text,
		total: number,
		subtotal: number,
		totalTax: number,
		shippingTotal: number,
		discountTotal: number,
		refundedTotal: number,
		createdAt: time,
		updatedAt: time,
		paidAt: time,
		completedAt: time,
		cancelledAt: time,
		cancelReason: text,
		customer: person,
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
		}),
	);
