import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { listIn } from '../payloadFields.ts';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';
import { readAnswer, unlessAbsent, type MagentoCall, type MagentoConnection } from './client.ts';
import { COLLECTIONS } from './collections.ts';
import { searchQuery, type Condition } from './search.ts';
import { readStoreViews } from './storeViews.ts';

const searchAnswer = z.object({
	items: z.preprocess(
		(items) => (items === null ? [] : (listIn(items) ?? items)),
		z.array(z.unknown()),
	),
});

/** What a search for few entities gives, as the API tells it. */
export async function search(
	call: MagentoCall,
	connection: MagentoConnection,
	entityType: EntityType,
	condition: Condition,
	size: number,
): Promise<readonly unknown[]> {
	const { path, idField } = COLLECTIONS[entityType];
	const query = searchQuery([condition], { size, page: 1, sortBy: [idField] });
	const { body } = await call(connection, { method: 'GET', path, query });
	return readAnswer(connection, `GET ${path}`, searchAnswer, body).items;
}

/**
 * Searched by its id: the API reads a product by its SKU alone. Only that reading tells its stock.
 *
 * @returns empty for what the shop does not have
 */
export async function readEntity(
	call: MagentoCall,
	connection: MagentoConnection,
	entityType: EntityType,
	id: string,
): Promise<readonly Observation[]> {
	if (!/^\d{1,18}$/.test(id)) return [];
	const { path, idField, idKey, normalise } = COLLECTIONS[entityType];
	const items = await search(call, connection, entityType, [idField, 'eq', id], 2);
	const found = items.find(
		(item) => String((Object(item) as Record<string, unknown>)[idKey]) === id,
	);
	if (found === undefined) return [];
	const views = await readStoreViews(call, connection);
	const whole = entityType === 'Product' ? await readProduct(call, connection, found) : found;
	try {
		return [normalise(whole, views, connection.reading)];
	} catch (error) {
		const message = `${connection.credentials.storeUrl} answered to GET ${path} with something else than Magento documents: ${problemsIn(error)}`;
		throw new StoreError('rejected', message, { status: 200, cause: error });
	}
}

/** Some servers take no SKU with a slash in an address: then as the search has it. */
async function readProduct(
	call: MagentoCall,
	connection: MagentoConnection,
	found: unknown,
): Promise<unknown> {
	const { sku } = Object(found) as { sku?: unknown };
	if (typeof sku !== 'string' || sku === '') return found;
	const path = `/products/${encodeURIComponent(sku)}`;
	const answer = await unlessAbsent(call(connection, { method: 'GET', path }));
	const isSame = String(Object(answer?.body).id) === String(Object(found).id);
	return isSame ? answer!.body : found;
}
