import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../providers/equalInConstantTime.ts';

/**
 * What a shop writes into the page of a customer who is logged in, so that nobody can ask for another
 * customer's notifications: HMAC-SHA256 over `<integration guid>:<customer id>`, in hexadecimal digits.
 *
 * @param key known to the shop's server and to us; not empty
 */
export function customerSignature(
	key: string,
	integrationGuid: string,
	customerId: string,
): string {
	if (key === '') throw new Error('The key for customer signatures is empty.');
	return createHmac('sha256', key).update(`${integrationGuid}:${customerId}`).digest('hex');
}

/** Whether a signature is the shop's, checked in constant time. */
export function isCustomerSignature(
	given: string,
	key: string,
	integrationGuid: string,
	customerId: string,
): boolean {
	return equalInConstantTime(
		given.toLowerCase(),
		customerSignature(key, integrationGuid, customerId),
	);
}
