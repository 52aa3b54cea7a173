import { z } from 'zod/v4';
import { isCustomerSignature } from './customerSignature.ts';
import { ActionError } from '../../actions/actionError.ts';

const schema = z.object({
	integrationGuid: z.string().max(100),
	customerId: z.string().max(200).nullable(),
	customerSignature: z.string().max(200).default(''),
	customerSignatureExpires: z.unknown().transform(secondsOf),
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
 * @param nowMs epoch milliseconds
 * @throws ActionError when the signature is missing or not the shop's
 */
export function customerOf(
	given: unknown,
	key: string,
	nowMs: number = Date.now(),
): SubscribedCustomer {
	const parsed = schema.safeParse(given);
	if (!parsed.success) return {};
	const { integrationGuid, customerId, customerSignature, customerSignatureExpires } = parsed.data;
	if (customerId === null) return { integrationGuid, customerId };
	if (key === '') {
		throw new ActionError(
			'setup',
			'The page names a customer, and there is no key to check its signature with. Fill in "Customer Signature Secret" in the credential.',
		);
	}
	const expires = customerSignatureExpires;
	if (isCustomerSignature(customerSignature, key, integrationGuid, customerId, expires)) {
		if (expires === null || expires * 1_000 > nowMs) return { integrationGuid, customerId };
		throw new ActionError(
			'setup',
			'The signature of the customer has expired. The page has to be loaded again.',
		);
	}
	throw new ActionError(
		'setup',
		'The signature of the customer is not the shop’s. Does the shop sign with the key of the credential?',
	);
}

/** Epoch seconds, as a number or as its digits; `null` for none; what is no time fits no signature. */
function secondsOf(given: unknown): number | null {
	if (given === undefined || given === null) return null;
	const seconds = typeof given === 'string' && /^\d{1,12}$/.test(given) ? Number(given) : given;
	return Number.isSafeInteger(seconds) ? (seconds as number) : Number.NaN;
}
