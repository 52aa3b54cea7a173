import { z } from 'zod/v4';
import type { Integration } from '../inbox/integration.ts';
import { addTracking, refusalOf, updateStatus } from '../inbox/writeToStore.ts';
import { knownOrder } from '../parcels/knownOrder.ts';
import { hasNumber, shipmentsOfOrder } from '../parcels/shipmentsOfOrder.ts';
import { trackingKey } from '../parcels/trackingKey.ts';
import type { OrderStatus } from '../events/statuses.ts';
import type { StatusUpdate, Tracking } from '../providers/storeSide.ts';
import { list, number, text, type Fields } from '../templates/itemFields.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld } from './actionWorld.ts';
import type { OpenStore } from './openStore.ts';

/** What a shop can be told of a parcel beside its number. */
export const PARCEL_FACTS = ['fulfilled', 'delivered'] as const;
export type ParcelFact = (typeof PARCEL_FACTS)[number];

/** @throws ActionError for what a form says and what is none */
export function parcelFactsIn(given: unknown): readonly ParcelFact[] {
	const parsed = z
		.array(z.enum(PARCEL_FACTS))
		.max(PARCEL_FACTS.length)
		.safeParse(given ?? []);
	if (parsed.success) return parsed.data;
	throw new ActionError('setup', 'What to tell the store is not known', {
		hint: `Choose entries of the list under "Also Tell the Store", or give a list of these: ${PARCEL_FACTS.join(', ')}.`,
	});
}

/** The carrier has the parcel, or had it. */
const HAS_LEFT: ReadonlySet<unknown> = new Set([
	...['shipped', 'in_transit', 'attempted', 'out_for_delivery', 'ready_for_pickup', 'delivered'],
]);
/** Nothing comes after it. */
const IS_OVER: ReadonlySet<unknown> = new Set(['delivered', 'returned', 'cancelled']);

/** A store that is connected, and written to. */
export type Shop = OpenStore & { readonly integration: Integration };

/** What came of it. */
export type ToldShop = {
	/** Whether the shop has the number only now. */
	readonly changed: boolean;
	/** What of the rest it knows only now. */
	readonly told: readonly ParcelFact[];
	readonly remark: string | null;
};

/**
 * Tells a shop what another system says of a parcel of one of its orders: the number, that the order is
 * fulfilled, that the parcel has arrived. Each is told once, whatever a person makes of it afterwards; nothing is
 * told that the shop knows, and no status goes back.
 *
 * @param shipment as the other system tells it
 * @param tells what beside the number
 * @throws StoreError
 */
export async function tellShop(
	{ inbox, sent }: Pick<ActionWorld, 'inbox' | 'sent'>,
	shop: Shop,
	{
		tracking,
		shipment,
		tells,
	}: {
		readonly tracking: Tracking;
		readonly shipment: Fields;
		readonly tells: readonly ParcelFact[];
	},
): Promise<ToldShop> {
	const { guid: integrationGuid } = shop.integration;
	const order = { integrationGuid, orderId: tracking.orderId };
	if (shipment.status === 'cancelled') {
		return { changed: false, told: [], remark: 'Left out: the parcel is cancelled.' };
	}
	const once = async (
		fact: string,
		tell: () => Promise<{ changed: boolean; remark: string | null }>,
	) => {
		const action = {
			...{ eventId: `parcel/${integrationGuid}/${order.orderId}`, recipient: fact },
			// Whichever workflow tells it.
			...{ workflowId: '', nodeId: '' },
		};
		const outcome = await sent.once(action, tell);
		return outcome.done ? outcome.result : NOTHING;
	};
	const ownShipment = async () =>
		(await shipmentsOfOrder(inbox.database.db, order)).find((each) =>
			hasNumber(each, tracking.trackingNumber),
		);
	const give = async (update: StatusUpdate) =>
		await once(
			`${update.entityType} ${update.id} ${update.status}`,
			async () => await updateStatus(inbox, shop, update),
		);

	const number =
		(await ownShipment()) === undefined
			? await once(
					`number ${trackingKey(tracking.trackingNumber)}`,
					async () => await addTracking(inbox, shop, tracking),
				)
			: NOTHING;
	const told: ParcelFact[] = [];
	const remarks = [number.remark];
	for (const fact of PARCEL_FACTS.filter((each) => tells.includes(each))) {
		const known = await knownOrder(inbox.database, order);
		if (known === null) break;
		const step =
			fact === 'fulfilled'
				? fulfilment(shop, order.orderId, known, shipment)
				: arrival(shop, order.orderId, known, shipment, await ownShipment());
		if (step === null) continue;
		if (typeof step === 'string') {
			remarks.push(step);
			continue;
		}
		const { changed, remark } = await give(step);
		if (changed) told.push(fact);
		remarks.push(remark);
	}
	return { changed: number.changed, told, remark: remarks.filter(Boolean).join(' ') || null };
}

const NOTHING = { changed: false, remark: null };

/** What is to be done, why it is not, or `null` where there is nothing to do or say. */
type Step = StatusUpdate | string | null;

/**
 * An order that is being processed is fulfilled as soon as the carrier has its parcel. One that has another
 * status is somebody's decision, or its shop counts what is sent by itself.
 */
function fulfilment({ provider }: Shop, id: string, order: Fields, shipment: Fields): Step {
	if (!HAS_LEFT.has(shipment.status) || order.status !== 'processing') return null;
	const status = (['fulfilled', 'completed'] as const).find(
		(each) => provider.abilities.setsStatus.Order[each] === true,
	);
	if (status === undefined) return provider.abilities.setsStatus.Order.fulfilled as string;
	return partOf(order, shipment) ?? orderUpdate(id, status);
}

/** The shop's own shipment has arrived; where a shop keeps no status for shipments, its order is completed. */
function arrival(
	shop: Shop,
	id: string,
	order: Fields,
	shipment: Fields,
	own: Fields | undefined,
): Step {
	if (shipment.status !== 'delivered') return null;
	const ofShipment = {
		...({ entityType: 'Shipment', status: 'delivered', note: null } as const),
		id: text(own?.id) ?? '',
	};
	const { provider } = shop;
	if (refusalOf(provider, ofShipment) === null) {
		if (own === undefined) {
			return 'The shop has no shipment with this number, so it was not told that the parcel has arrived.';
		}
		return IS_OVER.has(own.status) ? null : ofShipment;
	}
	if (provider.abilities.setsStatus.Order.completed !== true) return null;
	if (order.status !== 'processing' && order.status !== 'fulfilled') return null;
	return partOf(order, shipment) ?? orderUpdate(id, 'completed');
}

const orderUpdate = (id: string, status: OrderStatus): StatusUpdate => ({
	...{ entityType: 'Order', id, status, note: null },
});

/** Why a parcel is not the whole order, where both tell what is in them; else `null`. */
function partOf(order: Fields, shipment: Fields): string | null {
	const ordered = piecesIn(order, 'currentQuantity');
	const sent = piecesIn(shipment, 'quantity');
	return ordered === null || sent === null || sent >= ordered
		? null
		: `The order keeps its status: ${sent} of its ${ordered} pieces are in this parcel.`;
}

/** @returns `null` where it is not told of every line */
function piecesIn(entity: Fields, field: 'currentQuantity' | 'quantity'): number | null {
	const counts = list(entity.lineItems).map((line) => number(line[field]) ?? number(line.quantity));
	if (counts.length === 0 || counts.includes(null)) return null;
	return counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
}
