import { z } from 'zod/v4';
import type { ObservationOf } from '../../events/observation.ts';
import { line, listOf, requiredId, text, told } from '../payloadFields.ts';
import { customerAddress } from './address.ts';
import { storeTime } from './storeTime.ts';

const customerPayload = z.object({
	id: requiredId,
	email: line,
	first_name: line,
	last_name: line,
	phone: line,
	notes: text,
	date_created: storeTime,
	date_modified: storeTime,
	addresses: listOf(customerAddress),
});

const MAPPED: ReadonlySet<string> = new Set([
	...Object.keys(customerPayload.shape),
	'address_count',
	'authentication',
]);

/**
 * An account of the shop. BigCommerce has no states for one, and one book of addresses for both purposes: the first
 * of them is given.
 *
 * @see https://developer.bigcommerce.com/docs/rest-management/customers
 */
export function normaliseCustomer(payload: unknown): ObservationOf<'Customer'> {
	const given = customerPayload.parse(payload);
	const address = given.addresses && (given.addresses[0] ?? null);
	return {
		entityType: 'Customer',
		id: given.id,
		kind: 'upsert',
		entity: told({
			id: given.id,
			status: 'enabled' as const,
			email: given.email,
			firstName: given.first_name,
			lastName: given.last_name,
			phone: given.phone,
			createdAt: given.date_created,
			updatedAt: given.date_modified,
			billingAddress: address,
			shippingAddress: address,
			note: given.notes,
			attributes: Object.fromEntries(
				Object.entries(payload as object).filter(([name]) => !MAPPED.has(name)),
			),
		}),
		changedAt: given.date_modified ?? null,
		clock: 'record',
		topicCodes: [],
	};
}
