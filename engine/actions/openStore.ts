import { findIntegration } from '../inbox/integration.ts';
import { axiosStoreHttp } from '../providers/axiosStoreHttp.ts';
import type { Provider } from '../providers/provider.ts';
import { StoreError } from '../providers/storeError.ts';
import type { Connection, StoreHttp } from '../providers/storeHttp.ts';
import { storeOf, type Store, type StoreKeys } from '../providers/storeOf.ts';
import { readingOf } from '../providers/storeReading.ts';
import type { Row } from '../state/schema.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld } from './actionWorld.ts';
import type { Receivers } from './receivers.ts';

/** The store that an operation works on, as a node's form names it. */
export type StoreRequest = StoreKeys & {
	readonly space: string;
	/** Whose connection is meant where several workflows connect the store. */
	readonly workflowId: string;
};

export type OpenStore = {
	readonly provider: Provider;
	readonly connection: Connection<unknown>;
	/** `null` where no Store Trigger connects this store. */
	readonly integration: Row<'integration'> | null;
};

/** @throws ActionError where the credential is not complete */
export async function openStore(
	world: ActionWorld,
	{ space, workflowId, ...keys }: StoreRequest,
): Promise<OpenStore> {
	const store = storeOf(keys);
	const { provider, storeUrl } = store;
	const named = { space, provider: provider.slug, storeUrl, workflowId };
	const integration = await findIntegration(world.inbox.database, named);
	return { provider, integration, connection: connectionTo(world, store, space, integration) };
}

/** How a store is asked, and how its words are read. */
export function connectionTo(
	{ receivers }: Pick<ActionWorld, 'receivers'>,
	{ credentials, storeUrl }: Pick<Store, 'credentials' | 'storeUrl'>,
	space: string,
	integration: Row<'integration'> | null,
): Connection<unknown> {
	const reading = readingOf(integration ?? { storeUrl });
	return { credentials, http: askedBy(receivers, space, axiosStoreHttp()), reading };
}

/** A store that fails again and again is left alone. */
function askedBy(receivers: Receivers, space: string, http: StoreHttp): StoreHttp {
	return async (request) => {
		try {
			const { host } = new URL(request.url);
			return await receivers.ask({ kind: 'shop', host, space }, async () => await http(request));
		} catch (error) {
			if (!(error instanceof ActionError) || !error.isLeftAlone) throw error;
			const { message, retryAfterMs, isLeftAlone } = error;
			throw new StoreError('unavailable', message, { retryAfterMs, isLeftAlone });
		}
	};
}

/**
 * For what works on what is kept of a store, and so only with keys that are right there. An import stores
 * only what it has got by its keys, and reading an entity tells only what the store says.
 *
 * @throws ActionError; StoreError where the store does not accept the keys
 */
export async function openProvenStore(
	world: ActionWorld,
	request: StoreRequest,
): Promise<OpenStore> {
	const store = await openStore(world, request);
	if (store.integration !== null) await world.proofs.prove(store.provider, store.connection);
	return store;
}

const LONGEST_ID_CHARACTERS = 200;

/**
 * Reads what was given as an ID or a number.
 *
 * @param label the field as the form shows it
 * @throws ActionError
 */
export function idIn(label: string, given: unknown): string {
	const id = typeof given === 'string' || typeof given === 'number' ? String(given).trim() : '';
	if (id !== '' && id.length <= LONGEST_ID_CHARACTERS) return id;
	throw new ActionError(
		'setup',
		id === ''
			? `"${label}" is empty`
			: `"${label}" is longer than ${LONGEST_ID_CHARACTERS} characters`,
		{ hint: `Fill in "${label}", for example by dragging a field from the input.` },
	);
}
