import { z } from 'zod/v4';
import type { TriggerCode } from '../../events/catalog.ts';
import type { ObservationOf } from '../../events/observation.ts';
import { partOf, requiredId, text, time, told } from '../payloadFields.ts';
import { address } from './address.ts';
import { customerStatusOf } from './statuses.ts';
import { tagList } from './tagList.ts';

const attributes = z.object({
	verified_email: z.unknown(),
	tax_exempt: z.unknown(),
});

const customerPayload = z.object({
	id: requiredId,
	email: text,
	state: text,
	first_name: text,
	last_name: text,
	phone: text,
	created_at: time,
	updated_at: time,
	default_address: partOf(address),
	tags: tagList,
	note: text,
});

/**
 * Left out: `orders_count`, `total_spent` and `last_order_*`, which move with every order and would make
 * each of them a change of the customer; and the marketing consents, which messages have only before
 * version 2025-01 of the API.
 *
 * @see https://shopify.dev/docs/api/admin-rest/latest/resources/customer
 * @see https://shopify.dev/changelog/new-customer-s-webhook-and-changes-to-existing-customer-s-webhooks-payload
 */
export function normaliseCustomer(
	payload: unknown,
	topicCodes: readonly TriggerCode[],
): ObservationOf<'Customer'> {
	const given = customerPayload.parse(payload);
	return {
		entityType: 'Customer',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			status: given.state === undefined ? undefined : customerStatusOf(given.state),
			nativeStatus: given.state,
			email: given.email,
			firstName: given.first_name,
			lastName: given.last_name,
			phone: given.phone,
			createdAt: given.created_at,
			updatedAt: given.updated_at,
			shippingAddress: given.default_address,
			tags: given.tags,
			note: given.note,
			attributes: told(attributes.parse(payload)),
		}),
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes,
	};
}
