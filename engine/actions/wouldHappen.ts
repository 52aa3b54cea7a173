import type { Integration } from '../inbox/integration.ts';
import { fieldsOf } from '../privacy/personRefs.ts';
import { ownWordOf } from '../providers/ownStatus.ts';
import type { StatusUpdate, Tracking } from '../providers/storeSide.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { text } from '../templates/itemFields.ts';

type Store = Pick<Integration, 'guid' | 'name'> | null;

/**
 * What an update would change in a shop, as far as that is known, for who tries a workflow: the status that the
 * entity has here is the last one that the shop has told.
 *
 * @param store `null` where it is not connected
 */
export async function updateInWords(
	database: Pick<OpenDatabase, 'db'>,
	store: Store,
	{ entityType, id, status }: StatusUpdate,
): Promise<string> {
	const known = await knownEntity(database, store, entityType, id);
	const what = `${nameOf(entityType, id, known)} in ${store?.name ?? 'the shop'}`;
	const own = ownWordOf(status);
	const before = text(own === null ? known?.status : known?.nativeStatus);
	const wanted = own ?? status;
	if (before === null) {
		return `${what} would get the status "${inWords(wanted)}". Which it has now is not known.`;
	}
	return before === wanted
		? `${what} has the status "${inWords(wanted)}" already: nothing would change.`
		: `${what} would change from "${inWords(before)}" to "${inWords(wanted)}".`;
}

/** The same of a tracking number. */
export async function trackingInWords(
	database: Pick<OpenDatabase, 'db'>,
	store: Store,
	{ orderId, trackingNumber, notifyCustomer }: Tracking,
): Promise<string> {
	const known = await knownEntity(database, store, 'Order', orderId);
	const order = nameOf('Order', orderId, known);
	const told = notifyCustomer ? ', and the shop would tell the customer' : '';
	return `${order} in ${store?.name ?? 'the shop'} would get the tracking number ${trackingNumber}${told}.`;
}

async function knownEntity(
	{ db }: Pick<OpenDatabase, 'db'>,
	store: Store,
	entityType: string,
	entityId: string,
) {
	if (store === null) return null;
	const row = await db
		.selectFrom('snapshot')
		.select('entityJson')
		.where((eb) => eb.and({ integrationGuid: store.guid, entityType, entityId }))
		.executeTakeFirst();
	return fieldsOf(row?.entityJson ?? null);
}

function nameOf(entityType: string, id: string, known: ReturnType<typeof fieldsOf>): string {
	if (entityType === 'Order') return `Order ${text(known?.number) ?? id}`;
	return `The shipment ${text(known?.trackingNumber) ?? id}`;
}

const inWords = (status: string) => status.replaceAll('_', ' ');
