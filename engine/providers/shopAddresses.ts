import { allowedAddresses } from '../messages/webhook/allowedAddresses.ts';
import { ActionError } from '../actions/actionError.ts';
import { resolveHost, type HostAddress } from '../http/httpRequest.ts';
import { StoreError } from './storeError.ts';

/** The addresses of a shop, each of them checked; a call must go to these. @throws StoreError */
export type ShopAddresses = (url: URL) => Promise<readonly HostAddress[]>;

/**
 * Checks where a shop's address leads, as Call Webhook does: not into the own network unless it is
 * allowed, and never where a cloud hands out keys.
 *
 * @param option that allows the own network, as its form calls it
 */
export function createShopAddresses(
	{ allowPrivate, option }: { readonly allowPrivate: boolean; readonly option: string },
	resolve = resolveHost,
): ShopAddresses {
	return async (url) => {
		try {
			return await allowedAddresses(url, resolve, allowPrivate, option);
		} catch (error) {
			if (!(error instanceof ActionError)) throw error;
			const kind = error.kind === 'unreachable' ? 'unreachable' : 'rejected';
			throw new StoreError(kind, `Store URL: ${error.message}`, { cause: error });
		}
	};
}
