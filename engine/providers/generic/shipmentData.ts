import { z } from 'zod/v4';
import { parcelsOf, type ToldParcel } from '../parcels.ts';
import { told } from '../payloadFields.ts';
import { id, list, text, time, word } from './dataFields.ts';
import { address, lineItem, parcel, person } from './dataParts.ts';
import { shipmentStatusOf, statusFields } from './statuses.ts';

/** `data` of a `shipment.*` message. */
export const shipmentData = z
	.object({
		id,
		orderId: text,
		orderNumber: text,
		status: word,
		nativeStatus: text,
		carrier: text,
		service: text,
		trackingNumber: text,
		trackingUrl: text,
		parcels: list(parcel),
		createdAt: time,
		updatedAt: time,
		shippedAt: time,
		estimatedDeliveryAt: time,
		deliveredAt: time,
		message: text,
		customer: person,
		shippingAddress: address,
		lineItems: list(lineItem),
	})
	.transform(({ status, nativeStatus, ...fields }) =>
		told({
			...fields,
			...trackingOf(fields),
			...statusFields(status, nativeStatus, shipmentStatusOf),
		}),
	);

/** A shop tells one parcel in the shipment's own fields, or several in a list. */
function trackingOf({ carrier, trackingNumber, trackingUrl, parcels }: ToldParcels) {
	if (parcels === undefined && trackingNumber === undefined) return {};
	const alone = { carrier, trackingNumber, trackingUrl };
	return parcelsOf(
		parcels?.map((parcel) => ({ ...parcel, carrier: parcel.carrier ?? carrier })) ?? [alone],
		alone,
	);
}

type ToldParcels = ToldParcel & { readonly parcels?: readonly ToldParcel[] };
