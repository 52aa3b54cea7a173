import type { OrderStatus } from '../../events/statuses.ts';
import { ownWordOf, type OwnStatus } from '../ownStatus.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { callBigCommerce, type BigCommerceConnection } from './client.ts';
import { storeUrlOf } from './credentials.ts';
import { readOrder, readRecord } from './readOrder.ts';
import { withNote } from './staffNotes.ts';
import {
	INCOMPLETE,
	orderStatusOf,
	rowOf,
	statusIdOf,
	STATUSES,
	statusWordOf,
} from './statuses.ts';

const NO_MONEY_SENT =
	'BigCommerce has changed the status alone, and sends no money back. Make the refund in the order in BigCommerce.';

const REFUNDS: readonly unknown[] = ['refunded', 'partially_refunded'];

/**
 * `PUT /v2/orders/{id}` with the number of the status. An order that has one of this meaning already is left alone.
 * A note goes into the staff notes by the same call.
 */
export async function updateStatus(
	connection: BigCommerceConnection,
	update: StatusUpdate,
): Promise<WriteResult> {
	const { entityType, id, note } = update;
	if (entityType === 'Shipment') {
		throw new StoreError('rejected', String(abilities.setsStatus.Shipment[update.status]));
	}
	const statusId = idOf(update.status);
	const order = await readRecord(connection, id);
	if (order === null) {
		const message = `${storeUrlOf(connection.credentials)} has no order "${id}".`;
		throw new StoreError('not_found', message, { status: 404 });
	}
	const path = `/v2/orders/${order.id}`;
	const isOwn = ownWordOf(update.status) !== null;
	const isSo = isOwn
		? order.status_id === statusId
		: orderStatusOf(order.status_id ?? null, connection.reading) === update.status;
	if (isSo) {
		const remark =
			note === null
				? null
				: `The order is "${statusWordOf(order.status_id ?? statusId)}" already; no note was added.`;
		return { changed: false, observations: await readOrder(connection, order.id), remark };
	}
	const json = {
		status_id: statusId,
		...(note === null ? {} : withNote(order.staff_notes, note)),
	};
	await callBigCommerce(connection, { method: 'PUT', path, json });
	const isRefund = REFUNDS.includes(rowOf(statusId)?.status);
	return {
		changed: true,
		observations: await readOrder(connection, order.id),
		remark: isRefund ? NO_MONEY_SENT : null,
	};
}

/** @throws StoreError where BigCommerce has none */
function idOf(status: OrderStatus | OwnStatus): number {
	const own = ownWordOf(status);
	if (own === null) {
		const ability = abilities.setsStatus.Order[status as OrderStatus];
		const id = statusIdOf(status as OrderStatus);
		if (ability === true && id !== null) return id;
		throw new StoreError('rejected', String(ability));
	}
	const given = STATUSES.filter(({ id }) => id !== INCOMPLETE);
	const row = given.find(({ id }) => statusWordOf(id) === own.toLowerCase());
	if (row) return row.id;
	const words = given.map(({ id }) => statusWordOf(id)).join(', ');
	throw new StoreError(
		'rejected',
		`BigCommerce has no status "${own}" that an order can be given. It has: ${words}.`,
	);
}
