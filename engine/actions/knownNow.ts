import { fieldsOf } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, text, type Fields } from '../templates/itemFields.ts';
import { storeGuidIn } from '../brand/brandOf.ts';
import { insistOn } from './ledgerActions.ts';

type KnownType = 'Order' | 'Shipment' | 'Customer';

/** An entity as the shop has told it last. */
export type KnownEntity = { readonly entity: Fields; readonly isDeleted: boolean };

/** The order that an item is about, or that its shipment belongs to. */
export const orderIdIn = ({ order, shipment }: Fields): string | null =>
	text(fields(order)?.id) ?? text(fields(shipment)?.orderId);

/**
 * What is known now of entities of the store that an item is about; one read for all.
 *
 * @param ids `null` for what is not asked for
 */
export async function knownNow(
	{ db }: Pick<OpenDatabase, 'db'>,
	item: Fields,
	ids: Readonly<Partial<Record<KnownType, string | null>>>,
): Promise<ReadonlyMap<string, KnownEntity>> {
	const guid = storeGuidIn(item);
	const asked = Object.entries(ids).filter(([, id]) => id !== null);
	if (guid === null || asked.length === 0) return new Map();
	const rows = await insistOn(
		async () =>
			await db
				.selectFrom('snapshot')
				.select(['entityType', 'entityJson', 'deletedAt'])
				.where('integrationGuid', '=', guid)
				.where(({ or, and }) =>
					or(
						asked.map(([entityType, id]) =>
							// Postgres takes no NUL, which a node in between may have written.
							and({ entityType, entityId: id!.replaceAll('\0', '') }),
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
