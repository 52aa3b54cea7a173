import { z } from 'zod/v4';
import { isCustomerSignature } from './customerSignature.ts';
import { SubscriptionError } from './subscriptionError.ts';

const schema = z.object({
	integrationGuid: z.string().max(100),
	customerId: z.string().max(200).nullable(),
	customerSignature: z.string().max(200).default(''),
});

/** Whose a subscription is; an absent key leaves it as it is stored. */
export type SubscribedCustomer = {
	readonly integrationGuid?: string;
	readonly customerId?: string | null;
};

/**
 * Reads from what a page sends who is logged in. Nobody is believed without the shop's signature, or
 * whoever names another customer would get that customer's notifications.
 *
 * @param key of the shop's signatures; `''` where there is none
 * @throws SubscriptionError when the signature is missing or not the shop's
 */
export function customerOf(given: unknown, key: string): SubscribedCustomer {
	const parsed = schema.safeParse(given);
	if (!parsed.success) return {};
	const { integrationGuid, customerId, customerSignature } = parsed.data;
	if (customerId === null) return { integrationGuid, customerId };
	if (key === '') {
		throw new SubscriptionError(
			'The page names a customer, and there is no key to check its signature with. Fill in "Customer Signature Secret" in the credential.',
		);
	}
	if (isCustomerSignature(customerSignature, key, integrationGuid, customerId)) {
		return { integrationGuid, customerId };
	}
	throw new SubscriptionError(
		'The signature of the customer is not the shop’s. Does the shop sign with the key of the credential?',
	);
}
