import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';
import type { CommerceItem } from '../../engine/deliveries/composeItem.ts';
import { integrationOf } from '../../engine/inbox/integration.ts';
import { isSameStore, matchParcel } from '../../engine/parcels/matchParcel.ts';
import { toldParcelOf } from '../../engine/parcels/toldParcel.ts';
import { commerce } from '../../n8n/commerce.ts';
import { spaceOf } from '../shared/spaceOf.ts';

/**
 * The order of a store that a shipment of another system belongs to. An ID means nothing outside of the
 * store that gave it: it may be anybody's order in another one.
 *
 * @throws NodeOperationError where that is not certain, with what to do
 */
export async function orderInAnotherStore(
	context: IExecuteFunctions,
	itemIndex: number,
	event: CommerceItem,
	integrationGuid: string,
	isOrder: boolean,
): Promise<string> {
	const fail = (message: string) =>
		new NodeOperationError(context.getNode(), message, {
			itemIndex,
			description: `Choose "Another ${isOrder ? 'Order' : 'Shipment'}" under "Update", and give the ID that it has in that store.`,
		});
	const space = await spaceOf(context);
	const parcel = toldParcelOf(space, event.integration.guid, event.shipment);
	if (!isOrder || parcel === null) {
		throw fail(
			`The event's ${isOrder ? 'order' : 'shipment'} is one of "${event.integration.name}": its ID means nothing in another store`,
		);
	}
	const { database, now } = await commerce(context.logger);
	const store = await integrationOf(database, space, integrationGuid);
	const match = await matchParcel(database.db, parcel, now());
	if (match.kind === 'matched' && store !== null && isSameStore(match.store, store)) {
		return match.orderId;
	}
	throw fail(
		match.kind === 'none'
			? `It is not certain which order the shipment belongs to: ${match.remark}`
			: `The shipment belongs to an order of "${match.kind === 'own' ? match.storeName : match.store.name}", and not of the chosen store`,
	);
}
