import type { Provider } from '../../engine/providers/provider.ts';
import { unnamedStore } from '../../engine/providers/unnamedStore.ts';
import { StoreError } from '../../engine/providers/storeError.ts';
import { isExpression, LONGEST_SHOWN_NAME, shownText } from '../canvas/outsideText.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { parseAsked } from '../http/parseAsked.ts';
import { unknownFieldSentence } from '../http/unknownFieldSentence.ts';
import { namesOfKeys } from './credentialKeys.ts';

/** Keys that the store accepts, and which store it is. */
export type CheckedStore = {
	readonly provider: Provider;
	/** As the n8n credential holds them. */
	readonly credentials: Readonly<Record<string, unknown>>;
	readonly storeUrl: string;
	readonly storeName: string;
};

/**
 * Checks keys against the store itself.
 *
 * @throws ApiError 400: "Invalid credentials" where the store refuses them, else what is in the way
 */
export async function checkStore(
	{ storeHttp }: ApiContext,
	provider: Provider,
	given: Readonly<Record<string, unknown>>,
): Promise<CheckedStore> {
	refuseUnknownKeys(provider, given);
	const parsed = parseAsked(provider.credentialsSchema, given, { under: ['credentials'] });
	const credentials = parsed as Record<string, unknown>;
	for (const [name, value] of Object.entries(credentials)) {
		if (typeof value === 'string' && isExpression(value)) {
			throw new ApiError(
				'CONFIGURATION_ERROR',
				`credentials.${name}: it begins with "=", which n8n takes for an expression. No key of a store does.`,
			);
		}
	}
	const storeUrl = provider.storeUrl(parsed);
	try {
		const info = await provider.checkCredentials({ credentials: parsed, http: storeHttp });
		const named = shownText(info.name ?? '', LONGEST_SHOWN_NAME);
		const storeName = named || unnamedStore(provider, storeUrl);
		return { provider, credentials, storeUrl, storeName };
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		const message = error.kind === 'unauthorized' ? 'Invalid credentials' : error.message;
		throw new ApiError('CONFIGURATION_ERROR', message, { cause: error });
	}
}

function refuseUnknownKeys(
	{ credentialType }: Provider,
	given: Readonly<Record<string, unknown>>,
): void {
	const names = namesOfKeys(credentialType);
	const unknown = Object.keys(given).find((name) => !names.includes(name));
	if (unknown === undefined) return;
	const sentence = unknownFieldSentence(unknown, names);
	throw new ApiError('CONFIGURATION_ERROR', `credentials.${unknown.slice(0, 100)}: ${sentence}`);
}
