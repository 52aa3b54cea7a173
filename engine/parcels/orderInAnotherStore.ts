import { ActionError } from '../actions/actionError.ts';
import type { CommerceItem } from '../deliveries/composeItem.ts';
import type { Inbox } from '../inbox/inbox.ts';
import { integrationOf } from '../inbox/integration.ts';
import { isSameStore, matchParcel } from './matchParcel.ts';
import { toldParcelOf } from './toldParcel.ts';

/**
 * The order of a store that a shipment of another system belongs to. An ID means nothing outside of the
 * store that gave it: it may be anybody's order in another one.
 *
 * @param store where the order is looked for
 * @throws ActionError where that is not certain, with what to do
 */
export async function orderInAnotherStore(
	{ database, now }: Pick<Inbox, 'database' | 'now'>,
	event: CommerceItem,
	store: { readonly space: string; readonly guid: string },
	isOrder: boolean,
): Promise<string> {
	const fail = (message: string) =>
		new ActionError('setup', message, {
			hint: `Choose "Another ${isOrder ? 'Order' : 'Shipment'}" under "Update", and give the ID that it has in that store.`,
		});
	const parcel = toldParcelOf(store.space, event.integration.guid, event.shipment);
	if (!isOrder || parcel === null) {
		throw fail(
			`The event's ${isOrder ? 'order' : 'shipment'} is one of "${event.integration.name}": its ID means nothing in another store`,
		);
	}
	const integration = await integrationOf(database, store.space, store.guid);
	const match = await matchParcel(database.db, parcel, now());
	if (match.kind === 'matched' && integration !== null && isSameStore(match.store, integration)) {
		return match.orderId;
	}
	throw fail(
		match.kind === 'none'
			? `It is not certain which order the shipment belongs to: ${match.remark}`
			: `The shipment belongs to an order of "${match.kind === 'own' ? match.storeName : match.store.name}", and not of the chosen store`,
	);
}
