import { z } from 'zod/v4';
import type { ShopStatus } from '../ownStatus.ts';
import { amount, line, requiredListOf } from '../payloadFields.ts';
import { callBigCommerce, readAnswer, type BigCommerceConnection } from './client.ts';
import { INCOMPLETE, statusWordOf } from './statuses.ts';

const PATH = '/v2/order_statuses';

const statuses = requiredListOf(
	z.object({ id: amount, name: line, system_label: line, custom_label: line }),
);

/** The statuses of orders, with the names that this shop shows for them. */
export async function listOrderStatuses(
	connection: BigCommerceConnection,
): Promise<readonly ShopStatus[]> {
	const { body } = await callBigCommerce(connection, { method: 'GET', path: PATH });
	const read = readAnswer(connection, `GET ${PATH}`, statuses, body);
	return read.flatMap(({ id, name, system_label: label, custom_label: shown }) => {
		if (typeof id !== 'number' || id === INCOMPLETE) return [];
		const word = statusWordOf(id);
		return [{ word, name: shown ?? label ?? name ?? word }];
	});
}
