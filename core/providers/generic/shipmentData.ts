import { z } from 'zod/v4';
import { told } from '../told.ts';
import { id, list, text, time, word } from './dataFields.ts';
import { address, lineItem, parcel, person } from './dataParts.ts';
import { shipmentStatusOf } from './statuses.ts';
import { statusFields } from './statusFields.ts';

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
		told({ ...fields, ...statusFields(status, nativeStatus, shipmentStatusOf) }),
	);
