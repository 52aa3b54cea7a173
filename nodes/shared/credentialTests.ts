import type {
	ICredentialsDecrypted,
	ICredentialTestFunctions,
	INodeCredentialTestResult,
} from 'n8n-workflow';
import { keyTestOf, type StoreType } from './storeTypes.ts';

type CredentialTest = (
	this: ICredentialTestFunctions,
	credential: ICredentialsDecrypted,
) => Promise<INodeCredentialTestResult>;

/** A test that is passed when `check` throws nothing. What it throws is shown. */
const passedBy =
	(check: (data: unknown) => Promise<void>, message: string): CredentialTest =>
	async ({ data }) => {
		try {
			await check(data);
			return { status: 'OK', message };
		} catch (error) {
			return { status: 'Error', message: (error as Error).message };
		}
	};

/**
 * Asks the store itself, as publishing does. n8n's own request of a credential type follows redirects, and
 * takes the keys along.
 */
const keysOf = (slug: string) =>
	passedBy(async (data) => {
		const { checkKeys } = await import('./checkKeys.ts');
		await checkKeys(slug, data);
	}, 'The store accepts the keys');

/** For a node that takes the credentials of these kinds of stores. */
export const storeKeyTests = (types: readonly StoreType[]): Record<string, CredentialTest> =>
	Object.fromEntries(types.map(({ slug, credential }) => [keyTestOf(credential), keysOf(slug)]));

export const commerceN8nKey = passedBy(async (data) => {
	const { checkN8nKey } = await import('./checkKeys.ts');
	await checkN8nKey(data);
}, 'n8n accepts the API key');

export const commerceSmtpConnection = passedBy(async (data) => {
	const { checkSmtp } = await import('../../engine/messages/email/checkSmtp.ts');
	await checkSmtp(data);
}, 'Connected and logged in');

export const commerceWebPushKeys = passedBy(async (data) => {
	const { vapidKeys } = await import('../../engine/messages/push/vapidKeys.ts');
	vapidKeys(data);
}, 'The two keys belong together');

export const commerceSpaceKey = passedBy(async (data) => {
	const { SHORTEST_SPACE_KEY, spaceOfKey } = await import('../../engine/spaces/spaceOfKey.ts');
	const { spaceSecret } = (data ?? {}) as { spaceSecret?: unknown };
	if (spaceOfKey(String(spaceSecret ?? '')) !== null) return;
	throw new Error(`The space key needs at least ${SHORTEST_SPACE_KEY} characters.`);
}, 'The key can be used');
