import { z } from 'zod/v4';
import { language, partOf, reference, requiredId, text, timeInUtc } from '../payloadFields.ts';
import { address } from './address.ts';
import { moneyFields } from './orderMoney.ts';
import { title, typedText } from './title.ts';

/** WooCommerce keeps its words with `wc-` in front; where a plugin lets that through, the word is the same. */
const statusWord = text.transform((word) => word?.replace(/^wc-(?=.)/, '') ?? word);

/** What is read of an order. */
export const orderPayload = z.object({
	id: requiredId,
	number: text,
	status: statusWord,
	...moneyFields,
	date_created_gmt: timeInUtc,
	date_modified_gmt: timeInUtc,
	date_completed_gmt: timeInUtc,
	customer_id: reference,
	/** Of Polylang. */
	lang: language,
	billing: z.unknown(),
	shipping: partOf(address),
	payment_method: text,
	payment_method_title: title,
	transaction_id: text,
	customer_note: typedText,
	meta_data: z.unknown(),
	needs_payment: z.unknown(),
});
export type OrderPayload = z.output<typeof orderPayload>;
