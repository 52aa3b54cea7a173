import { isIP } from 'node:net';
import { addressProblem } from './addressProblem.ts';
import { ActionError } from '../../actions/actionError.ts';
import type { HostAddress } from '../../http/httpRequest.ts';
import type { WebhookNetwork } from './webhookRequest.ts';

/**
 * The addresses that a URL leads to, each of them checked. Whoever connects must connect to these, and
 * must not look the name up again: the second answer may be another one.
 *
 * One address that must not be called is enough to refuse the name.
 *
 * @param option that allows private addresses, as its form calls it
 * @throws ActionError
 */
export async function allowedAddresses(
	{ hostname, host }: URL,
	resolve: WebhookNetwork['resolve'],
	allowPrivate: boolean,
	option = 'Allow Private Addresses',
): Promise<readonly HostAddress[]> {
	const name = hostname.replace(/^\[(.*)\]$/, '$1');
	const version = isIP(name);
	const addresses: readonly HostAddress[] =
		version === 0 ? await lookUp(name, resolve) : [{ address: name, family: version as 4 | 6 }];
	for (const { address } of addresses) {
		const problem = addressProblem(address, allowPrivate);
		if (problem === null) continue;
		const hint = allowPrivate
			? 'Such an address is never called.'
			: addressProblem(address, true) === null
				? `If this is a server of your own, switch on "${option}".`
				: 'Such an address is never called.';
		throw new ActionError(
			'address',
			`${host} must not be called: ${address === name ? 'it' : `its address ${address}`} is ${problem}. ${hint}`,
		);
	}
	return addresses;
}

async function lookUp(
	name: string,
	resolve: WebhookNetwork['resolve'],
): Promise<readonly HostAddress[]> {
	let addresses: readonly HostAddress[];
	try {
		addresses = await resolve(name);
	} catch (error) {
		const { code } = error as { code?: string };
		throw new ActionError(
			'unreachable',
			code === 'EAI_AGAIN'
				? `The name ${name} cannot be looked up at present. Does this server have internet access?`
				: `No server is known by the name ${name}. Is the URL spelled right?`,
			{ retryable: true, cause: error },
		);
	}
	if (addresses.length > 0) return addresses;
	throw new ActionError('unreachable', `The name ${name} has no address.`, { retryable: true });
}
