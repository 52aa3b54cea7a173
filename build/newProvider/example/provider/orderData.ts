import { z } from 'zod/v4';
import type { Observation } from '../../../../engine/events/observation.ts';
import { times } from '../../../../engine/money/amounts.ts';
import { AMOUNTS_AS_TOLD } from '../../../../engine/money/oddOrder.ts';
import { orderSums } from '../../../../engine/money/orderSums.ts';
import { sortAmounts, type AmountShape } from '../../../../engine/providers/amountsAsTold.ts';
import {
	addressOrNone,
	amount,
	language,
	line,
	listOf,
	partOf,
	reference,
	requiredId,
	text,
	time,
	told,
} from '../../../../engine/providers/payloadFields.ts';
import { orderStatusFields } from './statuses.ts';

const person = z.object({
	id: reference,
	email: line,
	first_name: line,
	last_name: line,
	phone: line,
});

const address = z.object({
	first_name: line,
	last_name: line,
	company: line,
	street: line,
	city: line,
	region: line,
	postal_code: line,
	country_code: line,
});

const item = z.object({
	id: reference,
	product_id: reference,
	sku: line,
	name: text,
	quantity: amount,
	price: amount,
	tax: amount,
});

const orderData = z.object({
	id: requiredId,
	number: line,
	status: line,
	currency: line,
	taxes_included: z.boolean().nullish().catch(null),
	total: amount,
	tax_total: amount,
	shipping_total: amount,
	discount_total: amount,
	paid_total: amount,
	items: listOf(item),
	refunds: listOf(z.object({ id: requiredId, amount, reason: text, created_at: time })),
	customer: partOf(person),
	language,
	shipping_address: partOf(address),
	billing_address: partOf(address),
	created_at: time,
	updated_at: time,
});

/** Where an order has amounts: one that cannot be is told apart, and no reason to lose the order. */
const AMOUNTS: AmountShape = {
	total: 'amount',
	tax_total: 'amount',
	shipping_total: 'amount',
	discount_total: 'amount',
	paid_total: 'amount',
	items: [{ quantity: 'amount', price: 'signed', tax: 'signed' }],
	refunds: [{ amount: 'amount' }],
};

/** An order, as a message and as the lists tell it. @throws ZodError */
export function observeOrder(payload: unknown): Observation[] {
	const currency = (Object(payload) as { currency?: unknown }).currency;
	const { usable, asTold } = sortAmounts(payload, AMOUNTS, [currency]);
	const given = orderData.parse(usable);
	const lineItems = given.items?.map((each) => ({
		id: each.id ?? null,
		productId: each.product_id ?? null,
		sku: each.sku ?? null,
		name: each.name ?? null,
		quantity: each.quantity ?? null,
		price: each.price ?? null,
		total: times(each.price ?? null, each.quantity ?? 0) ?? null,
		tax: each.tax ?? null,
	}));
	const parts = {
		currency: given.currency,
		total: given.total,
		taxesIncluded: given.taxes_included,
		totalTax: given.tax_total,
		shippingTotal: given.shipping_total,
		discountTotal: given.discount_total,
		lineItems,
	};
	return [
		{
			entityType: 'Order',
			id: given.id,
			kind: 'upsert',
			changedAt: given.updated_at ?? null,
			clock: 'record',
			topicCodes: [],
			entity: {
				id: given.id,
				...told({ number: given.number, language: given.language }),
				...orderStatusFields(given.status),
				...told(parts),
				...(lineItems && given.total !== undefined && orderSums(parts)),
				...told({
					paidTotal: given.paid_total,
					refunds: given.refunds?.map((each) => ({
						id: each.id,
						amount: each.amount ?? 0,
						currency: given.currency ?? null,
						reason: each.reason ?? null,
						createdAt: each.created_at ?? null,
					})),
					customer: given.customer && personIn(given.customer),
					shippingAddress: given.shipping_address && addressIn(given.shipping_address),
					billingAddress: given.billing_address && addressIn(given.billing_address),
					createdAt: given.created_at,
					updatedAt: given.updated_at,
				}),
				...(asTold && { attributes: { [AMOUNTS_AS_TOLD]: asTold } }),
			},
		},
	];
}

const personIn = (given: z.output<typeof person>) => ({
	id: given.id ?? null,
	email: given.email ?? null,
	firstName: given.first_name ?? null,
	lastName: given.last_name ?? null,
	phone: given.phone ?? null,
});

const addressIn = (given: z.output<typeof address>) =>
	addressOrNone({
		firstName: given.first_name,
		lastName: given.last_name,
		company: given.company,
		line1: given.street,
		line2: null,
		city: given.city,
		region: given.region,
		postalCode: given.postal_code,
		country: given.country_code,
		phone: null,
	});
