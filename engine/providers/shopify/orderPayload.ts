import { z } from 'zod/v4';
import {
	language,
	line,
	listOf,
	partOf,
	reference,
	requiredId,
	text,
	time,
} from '../payloadFields.ts';
import { address } from './address.ts';
import { lineItem } from './lineItem.ts';
import { moneyFields } from './moneyFields.ts';
import { fulfillment } from './normaliseFulfillment.ts';
import { refund } from './refund.ts';
import { tagList } from './tagList.ts';

/** Of one order: each is an entity of its own, with the order's address in it. */
const MOST_SHIPMENTS = 500;

const person = z.object({
	id: reference,
	email: line,
	first_name: line,
	last_name: line,
	phone: line,
});

/** What is read of an order. */
export const orderPayload = z.object({
	id: requiredId,
	name: text,
	order_number: text,
	financial_status: text,
	fulfillment_status: text,
	cancelled_at: time,
	cancel_reason: text,
	closed_at: time,
	...moneyFields,
	created_at: time,
	updated_at: time,
	email: line,
	contact_email: line,
	phone: line,
	customer: partOf(person),
	customer_locale: language,
	billing_address: partOf(address),
	shipping_address: partOf(address),
	line_items: listOf(lineItem),
	refunds: listOf(refund),
	payment_gateway_names: listOf(z.string()),
	note: text,
	tags: tagList,
	order_status_url: text,
	fulfillments: listOf(fulfillment, MOST_SHIPMENTS),
});
export type OrderPayload = z.output<typeof orderPayload>;
