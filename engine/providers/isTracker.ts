import type { Provider } from './provider.ts';

/** Whether tracking numbers are given to it to be followed, and not to an order of its own. */
export const isTracker = ({
	providerType,
	abilities,
}: Pick<Provider, 'providerType' | 'abilities'>): boolean =>
	providerType === 'shipping' && abilities.addsTracking === true;
