import { z } from 'zod/v4';
import { trackingKey } from './trackingKey.ts';
import { orderKey, orderReferenceIn, referenceKey, type OrderReference } from './orderKey.ts';

/** What a connected system says about which order a parcel belongs to. */
export type ToldParcel = {
	readonly space: string;
	/** Who says it. */
	readonly integrationGuid: string;
	readonly shipmentId: string;
	readonly orderId: string | null;
	readonly orderNumber: string | null;
	readonly trackingNumber: string | null;
	readonly carrier: string | null;
	/** The same, as `trackingKey` writes it. */
	readonly trackingKey: string | null;
	/** Where it goes. */
	readonly postalCode: string | null;
	/** The first that is known of it, epoch milliseconds; `null` where nothing is. */
	readonly begunAt: number | null;
	/** The order that its event tells; left out or `null`: none. A number alone may by now be that of two orders. */
	readonly found?: OrderReference | null;
};

const text = z.string().max(1_000).nullish().catch(null);

/** A canonical shipment as far as it is needed; whatever is not readable is not told. */
const shipmentSchema = z.object({
	id: z.string().min(1).max(1_000),
	orderId: text,
	orderNumber: text,
	trackingNumber: text,
	carrier: text,
	createdAt: text,
	shippedAt: text,
	deliveredAt: text,
	shippingAddress: z.object({ postalCode: text }).nullish().catch(null),
	/** Of an event: the order of another store that the shipment was found to belong to. */
	order: z
		.object({ id: text, integration: z.object({ guid: text }).nullish() })
		.nullish()
		.catch(null),
});

/** @returns `null` for what is no shipment */
export function toldParcelOf(
	space: string,
	integrationGuid: string,
	shipment: unknown,
): ToldParcel | null {
	const parsed = shipmentSchema.safeParse(shipment);
	if (!parsed.success) return null;
	const { id, orderId, orderNumber, trackingNumber, carrier, shippingAddress, order } = parsed.data;
	const { createdAt, shippedAt, deliveredAt } = parsed.data;
	const shopGuid = order?.integration?.guid;
	return {
		space,
		integrationGuid,
		shipmentId: id,
		orderId: orderId || null,
		orderNumber: orderNumber || null,
		trackingNumber: trackingNumber || null,
		trackingKey: trackingKey(trackingNumber),
		carrier: carrier || null,
		postalCode: shippingAddress?.postalCode || null,
		begunAt: earliest([createdAt, shippedAt, deliveredAt]),
		found: shopGuid && order?.id ? { integrationGuid: shopGuid, orderId: order.id } : null,
	};
}

function earliest(times: ReadonlyArray<string | null | undefined>): number | null {
	const known = times.map((time) => Date.parse(time ?? '')).filter((time) => !Number.isNaN(time));
	return known.length === 0 ? null : Math.min(...known);
}

/** Our reference, where the parcel carries one; else the order that it was found to belong to. */
export const referenceOf = ({ orderId, orderNumber, found }: ToldParcel): OrderReference | null =>
	orderReferenceIn(orderNumber) ?? orderReferenceIn(orderId) ?? found ?? null;

/** Under which key the parcel waits for its order; `null` where the parcel names none. */
export function waitingKeyOf(parcel: ToldParcel): string | null {
	const reference = referenceOf(parcel);
	return reference ? referenceKey(reference) : orderKey(parcel.orderNumber);
}
