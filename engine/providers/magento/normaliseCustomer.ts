import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { line, listOf, reference, requiredId, timeInUtc, told } from '../payloadFields.ts';
import { addressOf, addressPart } from './address.ts';
import type { StoreViews } from './storeViews.ts';

const customerPayload = z.object({
	id: requiredId,
	store_id: reference,
	email: line,
	firstname: line,
	lastname: line,
	created_at: timeInUtc,
	updated_at: timeInUtc,
	default_billing: reference,
	default_shipping: reference,
	addresses: listOf(z.object({ id: reference }).loose()),
});

/** An account as the API has it. Magento does not tell whether it is locked. @throws ZodError */
export function normaliseCustomer(payload: unknown, { languages }: StoreViews): Observation {
	const given = customerPayload.parse(payload);
	const addressBy = (id: string | null | undefined) => {
		const found = id && given.addresses?.find((one) => one.id === id);
		return found ? (addressPart.parse(found) ?? null) : null;
	};
	const billing = addressBy(given.default_billing);
	const shipping = addressBy(given.default_shipping);
	return {
		entityType: 'Customer',
		id: given.id,
		kind: 'upsert',
		changedAt: given.updated_at ?? null,
		clock: 'record',
		topicCodes: [],
		entity: {
			id: given.id,
			status: 'enabled',
			...told({
				email: given.email,
				firstName: given.firstname,
				lastName: given.lastname,
				createdAt: given.created_at,
				updatedAt: given.updated_at,
			}),
			phone: billing?.telephone ?? null,
			language: languages.get(given.store_id ?? '') ?? null,
			billingAddress: billing && addressOf(billing),
			shippingAddress: shipping && addressOf(shipping),
		},
	};
}
