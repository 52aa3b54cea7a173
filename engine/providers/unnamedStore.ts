import type { Provider } from './provider.ts';

/**
 * What a store is called that nobody has named: a shop by its address, and a carrier or tracker by its kind, for it has
 * one address for all accounts.
 */
export const unnamedStore = (
	{ name, providerType }: Pick<Provider, 'name' | 'providerType'>,
	storeUrl: string,
): string => (providerType === 'shipping' ? name : new URL(storeUrl).host);
