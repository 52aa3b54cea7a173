import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { callStore, pathOf, unlessAbsent } from './client.ts';
import type { GenericCredentials } from './credentials.ts';
import { observeAnswer } from './observeAnswer.ts';
import { readEntity } from './readEntity.ts';

/** The order has had this number before. */
const HAD_IT_ALREADY = 200;

/**
 * `POST /orders/{id}/tracking`. The store decides which shipment gets the number or whether a new one is
 * made, and recognises a number that it has.
 */
export async function addTracking(
	connection: Connection<GenericCredentials>,
	{ orderId, ...tracking }: Tracking,
): Promise<WriteResult> {
	const { storeUrl } = connection.credentials;
	const path = `${pathOf('Order', orderId)}/tracking`;
	const answer = await unlessAbsent(
		callStore(connection, { method: 'POST', path, json: tracking }),
	);
	if (answer !== null) {
		return {
			changed: answer.status !== HAD_IT_ALREADY,
			observations:
				answer.body === null
					? []
					: [observeAnswer(connection, `POST ${path}`, 'Shipment', answer.body)],
			remark: null,
		};
	}
	if ((await readEntity(connection, 'Order', orderId)).length === 0) {
		throw new StoreError('not_found', `${storeUrl} has no order "${orderId}".`, { status: 404 });
	}
	throw new StoreError(
		'rejected',
		`${storeUrl} takes no tracking numbers: it has no POST ${path}. docs/generic-store.md says under "Tracking numbers" what the shop has to answer.`,
		{ status: 405 },
	);
}
