import type { OrderStatus } from '../../events/statuses.ts';
import type { Connection } from '../storeHttp.ts';
import { ownWordOf } from '../ownStatus.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { abilities } from './abilities.ts';
import { isInvalidParameter } from './absence.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { observeAnswer } from './observeAnswer.ts';
import { addOrderNote } from './orderNotes.ts';
import { readOrder } from './readOrder.ts';
import { statusWordOf } from './statuses.ts';
import { write } from './write.ts';

type WooConnection = Connection<WooCommerceCredentials>;

const NO_MONEY_SENT =
	'WooCommerce has marked the order as refunded, and sends no money back by itself. Pay it back with the payment provider.';

/**
 * `PUT /orders/{id}` with WooCommerce's word for the status. An order that has it already is left alone.
 *
 * @see https://woocommerce.github.io/woocommerce-rest-api-docs/#update-an-order
 */
export async function updateStatus(
	call: WooCommerceCall,
	connection: WooConnection,
	update: StatusUpdate,
): Promise<WriteResult> {
	const word = wordOf(update);

	const { id, note } = update;
	const before = await readOrder(call, connection, id);
	if (before.status === word) {
		return {
			changed: false,
			observations: await observeAnswer(
				call,
				connection,
				`GET /orders/${id}`,
				'Order',
				before.payload,
			),
			remark: note === null ? null : `The order is "${word}" already; no note was added.`,
		};
	}
	const after = await put(call, connection, id, word);
	const observations = await observeAnswer(call, connection, `PUT /orders/${id}`, 'Order', after);
	const remarks = [
		remarkOn(observations[0]?.entity, word, update.status),
		note === null ? null : await noted(call, connection, id, note),
	];
	return { changed: true, observations, remark: remarks.filter(Boolean).join(' ') || null };
}

/** @throws StoreError where WooCommerce has no word for it */
function wordOf({ entityType, status }: StatusUpdate): string {
	const own = entityType === 'Order' ? ownWordOf(status) : null;
	if (own !== null) return own;
	const ability = abilities.setsStatus[entityType] as Record<string, true | string>;
	const word = entityType === 'Order' ? statusWordOf(status as OrderStatus) : null;
	if (word !== null && ability[status] === true) return word;
	throw new StoreError('rejected', String(ability[status]));
}

async function put(call: WooCommerceCall, connection: WooConnection, id: string, status: string) {
	try {
		const path = `/orders/${id}`;
		return (await write(call, connection, { method: 'PUT', path, json: { status } })).body;
	} catch (error) {
		if (!isInvalidParameter(error)) throw error;
		throw new StoreError(
			'rejected',
			`${connection.credentials.storeUrl} has no order status "${status}"${allowedBy(error)} Choose one that the shop has, or install the extension that adds it.`,
			{ ...error, cause: error },
		);
	}
}

/** What the shop says, in its own language, about the words that it allows; its answer may be cut. */
function allowedBy({ answer }: StoreError): string {
	const said = /"params":\{"status":("(?:[^"\\]|\\.)*")/.exec(answer ?? '')?.[1];
	try {
		return said === undefined ? '.' : `: ${String(JSON.parse(said)).replace(/\.?$/, '.')}`;
	} catch {
		return '.';
	}
}

function remarkOn(order: object | undefined, word: string, status: string) {
	const { nativeStatus } = (order ?? {}) as { nativeStatus?: string | null };
	if (nativeStatus && nativeStatus !== word) {
		return `The shop was asked for "${word}"; it now says "${nativeStatus}".`;
	}
	return status === 'refunded' || word === 'refunded' ? NO_MONEY_SENT : null;
}

/** The status has changed by now: that the note could not be added must not look as if it had not. */
async function noted(call: WooCommerceCall, connection: WooConnection, id: string, note: string) {
	try {
		await addOrderNote(call, connection, id, note, false);
		return null;
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		return `The status was set, but the note could not be added: ${error.message}`;
	}
}
