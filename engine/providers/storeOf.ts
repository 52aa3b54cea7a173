import { ActionError } from '../actions/actionError.ts';
import type { Provider } from './provider.ts';
import { providerOf } from './providers.ts';

/** Which store is meant, as plain data. */
export type StoreKeys = {
	/** Slug of the provider. */
	readonly provider: string;
	/** The data of its credential. */
	readonly credentials: unknown;
};

export type Store = {
	readonly provider: Provider;
	/** What the provider's `credentialsSchema` gave. */
	readonly credentials: unknown;
	readonly storeUrl: string;
};

/** @throws ActionError naming the field as the form shows it */
export function storeOf({ provider: slug, credentials: given }: StoreKeys): Store {
	const provider = knownProvider(slug);
	const parsed = provider.credentialsSchema.safeParse(given);
	if (!parsed.success) {
		const problem = parsed.error.issues[0]!.message.replace(/\.$/, '');
		throw new ActionError('setup', `The ${provider.name} credential is not complete: ${problem}`, {
			hint: 'Open the credential under "Credential" and put it right.',
		});
	}
	return { provider, credentials: parsed.data, storeUrl: provider.storeUrl(parsed.data) };
}

/** @throws ActionError */
export function knownProvider(slug: string): Provider {
	const provider = providerOf(slug);
	if (provider) return provider;
	throw new ActionError('setup', 'The store type is not known', {
		hint: 'Choose an entry of the list under "Store Type".',
	});
}
