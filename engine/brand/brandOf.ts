import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, shopIn, type Fields } from '../templates/itemFields.ts';
import { orderPageOf } from '../tracking/orderPage.ts';
import { brandIn, NO_BRAND, type Brand } from './brand.ts';

/** A node in between may have made anything of it. */
const GUID = /^[\da-f-]{36}$/;

/** The guid of the shop that an item is about; `null` where it names none. */
export const storeGuidIn = (item: Readonly<Record<string, unknown>>): string | null =>
	guidIn(shopIn(item));

/** The guid of the store that has told an item; `null` where it names none. */
export const tellerGuidIn = (item: Readonly<Record<string, unknown>>): string | null =>
	guidIn(fields(item.integration));

function guidIn(integration: Fields | null): string | null {
	const guid = integration?.guid;
	return typeof guid === 'string' && GUID.test(guid) ? guid : null;
}

/**
 * The brand of the store that an item is about, as it was published last, with the page of the item's order. One row
 * by its key, and one more where the shop has such pages.
 */
export async function brandOf(
	database: Pick<OpenDatabase, 'db'>,
	item: Readonly<Record<string, unknown>>,
): Promise<Brand> {
	const guid = storeGuidIn(item);
	if (guid === null) return NO_BRAND;
	const row = await database.db
		.selectFrom('integration')
		.select('brandJson')
		.where('guid', '=', guid)
		.executeTakeFirst();
	const brand = brandIn(row?.brandJson);
	return { ...brand, orderPage: await orderPageOf(database, brand, guid, item) };
}
