import { z } from 'zod/v4';
import { text } from '../payloadFields.ts';
import type { Connection } from '../storeHttp.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readAnswer } from './readAnswer.ts';
import { write } from './write.ts';

type WooConnection = Connection<WooCommerceCredentials>;

const note = z.object({ note: text, customer_note: z.boolean().catch(false) });

/**
 * Writes a note into an order.
 *
 * @param isForCustomer WooCommerce mails such a note to the customer
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#create-an-order-note
 */
export async function addOrderNote(
	call: WooCommerceCall,
	connection: WooConnection,
	orderId: string,
	words: string,
	isForCustomer: boolean,
): Promise<void> {
	await write(call, connection, {
		method: 'POST',
		path: `/orders/${orderId}/notes`,
		json: { note: words, customer_note: isForCustomer },
	});
}

/** Whether a note of the order holds these words; asked for the customer, whether the customer got one. */
export async function hasOrderNote(
	call: WooCommerceCall,
	connection: WooConnection,
	orderId: string,
	words: string,
	isForCustomer: boolean,
): Promise<boolean> {
	const path = `/orders/${orderId}/notes`;
	const { body } = await call(connection, { method: 'GET', path });
	const notes = readAnswer(connection.credentials.storeUrl, `GET ${path}`, () =>
		z.array(note).parse(body),
	);
	return notes.some(
		(one) => (one.customer_note || !isForCustomer) && (one.note ?? '').includes(words),
	);
}
