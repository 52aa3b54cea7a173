import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '../digests.ts';
import type { StorePost, Verification } from '../provider.ts';
import type { ShipStationV1Credentials } from './credentials.ts';

/** Where the secret stands in the address that ShipStation posts to. */
export const TOKEN = 'token';

/**
 * Version 1 signs nothing: who knows the address is ShipStation. So the address has a secret in it, which is made from
 * the API secret whenever it is needed, and kept nowhere.
 */
export const webhookToken = (
	{ apiSecret }: ShipStationV1Credentials,
	integrationGuid: string,
): string =>
	createHmac('sha256', apiSecret)
		.update(`n8n-nodes-commerce webhook ${integrationGuid}`)
		.digest('hex');

/** A message only names what is then read with our own keys: nothing in it is believed. */
export function verify(
	{ query }: StorePost,
	credentials: ShipStationV1Credentials,
	integrationGuid: string,
): Verification {
	const given = query?.[TOKEN];
	if (!given) {
		return {
			valid: false,
			reason: 'signature_missing',
			detail: `The address that was posted to has no "${TOKEN}".`,
		};
	}
	if (equalInConstantTime(given, webhookToken(credentials, integrationGuid))) {
		return { valid: true };
	}
	return {
		valid: false,
		reason: 'signature_wrong',
		detail: `The "${TOKEN}" in the address is not the one of this connection. Publish the workflow once more: the address is entered in ShipStation anew.`,
	};
}
