import { z } from 'zod/v4';
import { line, requiredId } from '../payloadFields.ts';
import type { StoreWebhook } from '../provider.ts';
import { StoreError } from '../storeError.ts';
import { sameAddress } from '../webAddress.ts';
import { callBigCommerce, readAnswer, type BigCommerceConnection } from './client.ts';
import { REGISTERED_SCOPES } from './parse.ts';
import { OWN_HEADER, ownHeaderOf } from './verify.ts';

const PATH = '/v3/hooks';
const PAGE_SIZE = 250;
/** Stops a listing that never ends. */
const MOST_PAGES = 40;

const hook = z.object({
	id: requiredId,
	scope: line,
	destination: line,
	is_active: z.unknown(),
	headers: z.record(z.string(), z.unknown()).nullish().catch(null),
});
type Hook = z.output<typeof hook>;

const listAnswer = z.object({ data: z.array(hook) });
const oneAnswer = z.object({ data: hook });

/** Those that were made with the same API account: BigCommerce shows no others. */
export async function listWebhooks(connection: BigCommerceConnection): Promise<StoreWebhook[]> {
	return (await list(connection)).map(toStoreWebhook);
}

/**
 * Makes a webhook for each scope that has none to `url`. BigCommerce switches one off that was of no use for 90 days
 * or has failed for two: it is switched on again. One that was made with another client secret gets the header of
 * this one.
 */
export async function registerWebhooks(
	connection: BigCommerceConnection,
	url: string,
	integrationGuid: string,
): Promise<StoreWebhook[]> {
	const headers = { [OWN_HEADER]: ownHeaderOf(connection.credentials, integrationGuid) };
	const own = (await list(connection)).filter((one) => isTo(one, url));
	const kept: Hook[] = [];
	for (const scope of REGISTERED_SCOPES) {
		const wanted = { scope, destination: url, is_active: true, headers };
		const present = own.find((one) => one.scope === scope);
		kept.push(
			present === undefined
				? await write(connection, 'POST', PATH, wanted)
				: isRight(present, headers)
					? present
					: await write(connection, 'PUT', `${PATH}/${present.id}`, wanted),
		);
	}
	return kept.map(toStoreWebhook);
}

export async function removeWebhooks(
	connection: BigCommerceConnection,
	url: string,
): Promise<void> {
	for (const one of await list(connection)) {
		if (!isTo(one, url)) continue;
		try {
			await callBigCommerce(connection, { method: 'DELETE', path: `${PATH}/${one.id}` });
		} catch (error) {
			if (!(error instanceof StoreError && error.kind === 'not_found')) throw error;
		}
	}
}

/** Where BigCommerce does not show the headers, they are what they were. */
function isRight({ is_active: isActive, headers }: Hook, wanted: Readonly<Record<string, string>>) {
	if (isActive !== true) return false;
	const shown = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
	return shown.length === 0 || shown.some(([name, value]) => wanted[String(name)] === value);
}

const isTo = ({ destination }: Hook, url: string) => sameAddress(destination ?? '', url);

async function list(connection: BigCommerceConnection): Promise<Hook[]> {
	const found: Hook[] = [];
	for (let page = 1; page <= MOST_PAGES; page += 1) {
		const query = { limit: String(PAGE_SIZE), page: String(page) };
		const { body } = await callBigCommerce(connection, { method: 'GET', path: PATH, query });
		const { data } = readAnswer(connection, `GET ${PATH}`, listAnswer, body);
		// A store whose list has no pages gives the same one again.
		const further = data.filter(({ id }) => !found.some((one) => one.id === id));
		found.push(...further);
		if (data.length < PAGE_SIZE || further.length === 0) break;
	}
	return found;
}

async function write(
	connection: BigCommerceConnection,
	method: 'POST' | 'PUT',
	path: string,
	json: { readonly destination: string },
): Promise<Hook> {
	try {
		const { body } = await callBigCommerce(connection, { method, path, json });
		return readAnswer(connection, `${method} ${path}`, oneAnswer, body).data;
	} catch (error) {
		if (!(error instanceof StoreError) || error.kind !== 'rejected') throw error;
		if (isPublicHttps(json.destination)) throw error;
		const message = `BigCommerce posts to https addresses alone, and only on port 443: n8n's address for webhooks is ${new URL(json.destination).origin}. Set WEBHOOK_URL of n8n to an address of that kind.`;
		throw new StoreError(error.kind, message, { ...error, cause: error });
	}
}

function isPublicHttps(url: string): boolean {
	const { protocol, port } = new URL(url);
	return protocol === 'https:' && port === '';
}

const toStoreWebhook = ({ id, scope, destination, is_active: isActive }: Hook): StoreWebhook => ({
	id,
	topic: scope ?? '',
	url: destination ?? '',
	enabled: isActive === true,
});
