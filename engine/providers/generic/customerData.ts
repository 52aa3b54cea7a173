import { z } from 'zod/v4';
import { language, told } from '../payloadFields.ts';
import { attributes, id, list, text, time, word } from './dataFields.ts';
import { address } from './dataParts.ts';
import { customerStatusOf, statusFields } from './statuses.ts';

/** `data` of a `customer.*` message. */
export const customerData = z
	.object({
		id,
		status: word,
		nativeStatus: text,
		role: text,
		email: text,
		firstName: text,
		lastName: text,
		phone: text,
		language,
		createdAt: time,
		updatedAt: time,
		billingAddress: address,
		shippingAddress: address,
		tags: list(z.string()),
		note: text,
		attributes,
	})
	.transform(({ status, nativeStatus, ...fields }) =>
		told({ ...fields, ...statusFields(status, nativeStatus, customerStatusOf) }),
	);
