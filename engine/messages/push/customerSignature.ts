import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../../providers/digests.ts';

/**
 * What a shop writes into the page of a customer who is logged in, so that nobody can ask for another
 * customer's notifications: HMAC-SHA256 over `<integration guid>:<customer id>:<expiry>`, in hexadecimal
 * digits. Shops of the first version sign without an expiry; no such signature is good for one that has one.
 *
 * @param key known to the shop's server and to us; not empty
 * @param expires epoch seconds; `null` for never
 */
export function customerSignature(
	key: string,
	integrationGuid: string,
	customerId: string,
	expires: number | null = null,
): string {
	if (key === '') throw new Error('The key for customer signatures is empty.');
	const signed = [integrationGuid, customerId, ...(expires === null ? [] : [expires])].join(':');
	return createHmac('sha256', key).update(signed).digest('hex');
}

/** Whether a signature is the shop's, checked in constant time. */
export function isCustomerSignature(
	given: string,
	key: string,
	integrationGuid: string,
	customerId: string,
	expires: number | null = null,
): boolean {
	return equalInConstantTime(
		given.toLowerCase(),
		customerSignature(key, integrationGuid, customerId, expires),
	);
}
