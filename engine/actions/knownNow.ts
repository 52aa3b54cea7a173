import { fieldsOf } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Fields } from '../templates/itemFields.ts';
import { storeGuidIn, tellerGuidIn } from '../brand/brandOf.ts';
import { insistOn } from './ledgerActions.ts';

type KnownType = 'Order' | 'Shipment' | 'Customer';

/** An entity as the shop has told it last. */
export type KnownEntity = { readonly entity: Fields; readonly isDeleted: boolean };

/**
 * What is known now of entities of the shop that an item is about, and of the shipment that a store has told; one
 * read for all.
 *
 * @param ids `null` for what is not asked for
 */
export async function knownNow(
	{ db }: Pick<OpenDatabase, 'db'>,
	item: Fields,
	ids: Readonly<Partial<Record<KnownType, string | null>>>,
): Promise<ReadonlyMap<string, KnownEntity>> {
	const [shop, teller] = [storeGuidIn(item), tellerGuidIn(item)];
	const asked = Object.entries(ids).filter(([, id]) => id !== null);
	if (shop === null || teller === null || asked.length === 0) return new Map();
	const rows = await insistOn(
		async () =>
			await db
				.selectFrom('snapshot')
				.select(['entityType', 'entityJson', 'deletedAt'])
				.where(({ or, and }) =>
					or(
						asked.map(([entityType, id]) =>
							and({
								integrationGuid: entityType === 'Shipment' ? teller : shop,
								entityType,
								// Postgres takes no NUL, which a node in between may have written.
								entityId: id!.replaceAll('\0', ''),
							}),
						),
					),
				)
				.execute(),
	);
	return new Map(
		rows.map(({ entityType, entityJson, deletedAt }) => [
			entityType,
			{ entity: fieldsOf(entityJson) ?? {}, isDeleted: deletedAt !== null },
		]),
	);
}
