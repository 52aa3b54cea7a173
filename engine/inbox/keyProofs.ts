import type { Provider } from '../providers/provider.ts';
import type { Connection } from '../providers/storeHttp.ts';
import { sha256 } from '../providers/digests.ts';
import { StoreError } from '../providers/storeError.ts';

/** So long a shop is not asked again. */
const PROOF_LIFE_MS = 5 * 60_000;
const MOST_PROOFS = 1_000;

/**
 * Proofs that keys are right at the shop that they name. What is kept of a store is found by its address
 * alone: without a proof, anybody with made-up keys for that address could read and delete it.
 */
export type KeyProofs = {
	/** @throws StoreError when the shop does not accept the keys, or cannot be asked */
	prove(provider: Provider, connection: Connection<unknown>): Promise<void>;
};

/** @param now epoch milliseconds */
export function createKeyProofs(now: () => number): KeyProofs {
	const provenAt = new Map<string, number>();
	return {
		async prove(provider, connection) {
			// The keys themselves are not kept.
			const key = sha256(JSON.stringify([provider.slug, connection.credentials]));
			const at = provenAt.get(key);
			if (at !== undefined && now() - at < PROOF_LIFE_MS) return;
			await askForOrders(provider, connection, now());
			if (provenAt.size >= MOST_PROOFS) provenAt.clear();
			provenAt.set(key, now());
		},
	};
}

/** No shop shows its orders to a stranger; how it is, some do. A shop without such a list is asked that. */
async function askForOrders(
	provider: Provider,
	connection: Connection<unknown>,
	nowMs: number,
): Promise<void> {
	try {
		const position = { since: new Date(nowMs).toISOString(), page: null };
		await provider.listChanges(connection, 'Order', position);
	} catch (error) {
		const isAboutList =
			error instanceof StoreError && ['not_found', 'rejected'].includes(error.kind);
		if (!isAboutList) throw error;
		await provider.checkCredentials(connection);
	}
}
