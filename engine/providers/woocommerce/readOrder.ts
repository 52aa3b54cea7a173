import { z } from 'zod/v4';
import { amount, listOf, requiredId, text } from '../payloadFields.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { readAnswer } from './readAnswer.ts';
import { readPayload } from './readEntity.ts';
import { NOT_AN_ORDER } from './statuses.ts';

const orderPayload = z.object({
	id: requiredId,
	status: text,
	line_items: listOf(z.object({ id: requiredId, quantity: amount })),
});

export type WritableOrder = z.output<typeof orderPayload> & { readonly payload: unknown };

/**
 * An order that is to be changed.
 *
 * @throws StoreError where there is none, or none that anybody has placed
 */
export async function readOrder(
	call: WooCommerceCall,
	connection: Connection<WooCommerceCredentials>,
	id: string,
): Promise<WritableOrder> {
	const { storeUrl } = connection.credentials;
	const payload = await readPayload(call, connection, 'Order', id);
	if (payload === null) {
		throw new StoreError(
			'not_found',
			`${storeUrl} has no order "${id}". Give the id that WooCommerce shows in the address of the order's page; the number that customers see may be another one.`,
			{ status: 404 },
		);
	}
	const order = readAnswer(storeUrl, `GET /orders/${id}`, () => orderPayload.parse(payload));
	if (order.status && NOT_AN_ORDER.has(order.status)) {
		const state =
			order.status === 'trash'
				? 'lies in the trash. Restore it in the shop first.'
				: 'has not been placed: it is still a draft of the checkout.';
		throw new StoreError('rejected', `The order ${id} of ${storeUrl} ${state}`, { status: 200 });
	}
	return { ...order, payload };
}
