import { z } from 'zod/v4';
import { amount, line, reference } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { carrierFieldsOf } from './carrierSlugs.ts';
import { callBigCommerce, listAll, readAnswer, type BigCommerceConnection } from './client.ts';
import { storeUrlOf } from './credentials.ts';
import { readOrder, readRecord } from './readOrder.ts';
import { withNote } from './staffNotes.ts';
import { INCOMPLETE, statusWordOf } from './statuses.ts';

const shipments = z.array(z.object({ id: reference, tracking_number: line }));
const products = z.array(
	z.object({
		id: reference,
		order_address_id: reference,
		quantity: amount,
		quantity_shipped: amount,
		type: line,
	}),
);
type Product = z.output<typeof products>[number];

type Written = Pick<WriteResult, 'changed' | 'remark'>;

const MAILS =
	"Whether BigCommerce mails the customer about it, the shop's own settings for order notifications decide.";

/**
 * Adds a number to the shipment that has none yet; else as a new shipment of everything that is in none, which makes
 * the order shipped; else, and where that would take a decision back, to the staff notes.
 *
 * @throws StoreError when the order does not exist or the shop refuses
 */
export async function addTracking(
	connection: BigCommerceConnection,
	tracking: Tracking,
): Promise<WriteResult> {
	const { orderId, trackingNumber } = tracking;
	const order = await readRecord(connection, orderId);
	if (order === null) {
		const message = `${storeUrlOf(connection.credentials)} has no order "${orderId}".`;
		throw new StoreError('not_found', message, { status: 404 });
	}
	const path = `/v2/orders/${order.id}`;
	const known = await listOf(connection, `${path}/shipments`, shipments);
	const isThere = known.some((shipment) => shipment.tracking_number === trackingNumber);
	const isOver = OVER.includes(order.status_id);
	const inNotes = async (why: string) =>
		await intoNotes(connection, path, order.staff_notes, tracking, why);
	const written = isThere
		? { changed: false, remark: null }
		: ((await toShipmentWithoutNumber(connection, path, known, tracking)) ??
			(isOver
				? await inNotes(
						`The order is "${statusWordOf(order.status_id!)}", and a shipment would make it "shipped"`,
					)
				: ((await asNewShipment(connection, path, tracking)) ?? (await inNotes(NOTHING_LEFT)))));
	return { ...written, observations: await readOrder(connection, order.id) };
}

/** Incomplete, refunded, cancelled, declined: what a shipment would take back. */
const OVER: readonly unknown[] = [INCOMPLETE, 4, 5, 6];

const NOTHING_LEFT =
	'Nothing in this order is left to be put into a shipment, and BigCommerce keeps one tracking number for each of them';

async function toShipmentWithoutNumber(
	connection: BigCommerceConnection,
	path: string,
	known: z.output<typeof shipments>,
	tracking: Tracking,
): Promise<Written | null> {
	const empty = known.find((shipment) => !shipment.tracking_number && shipment.id);
	if (!empty) return null;
	const json = fieldsOf(tracking);
	await callBigCommerce(connection, { method: 'PUT', path: `${path}/shipments/${empty.id}`, json });
	return { changed: true, remark: MAILS };
}

/** BigCommerce takes no shipment without items, and none to two addresses. */
async function asNewShipment(
	connection: BigCommerceConnection,
	path: string,
	tracking: Tracking,
): Promise<Written | null> {
	const all = await listOf(connection, `${path}/products`, products);
	const [first, ...others] = [...Map.groupBy(all.filter(isLeft), (one) => one.order_address_id)];
	if (!first) return null;
	const [address, left] = first;
	const items = left.map((one) => ({ order_product_id: Number(one.id), quantity: leftOf(one) }));
	const json = { ...fieldsOf(tracking), order_address_id: Number(address), items };
	await callBigCommerce(connection, { method: 'POST', path: `${path}/shipments`, json });
	const remark =
		others.length === 0
			? MAILS
			: `The order goes to ${others.length + 1} addresses: the number was added to what goes to the first of them. ${MAILS}`;
	return { changed: true, remark };
}

async function intoNotes(
	connection: BigCommerceConnection,
	path: string,
	notes: unknown,
	{ trackingNumber, carrier }: Tracking,
	why: string,
): Promise<Written> {
	const words = `Tracking number: ${trackingNumber}${carrier === null ? '' : ` (${carrier})`}`;
	const json = withNote(notes, words);
	if (json === null) return { changed: false, remark: null };
	await callBigCommerce(connection, { method: 'PUT', path, json });
	return {
		changed: true,
		remark: `${why}, so the number was written into the staff notes of the order.`,
	};
}

const leftOf = ({ quantity, quantity_shipped: shipped }: Product) =>
	(quantity ?? 0) - (shipped ?? 0);

/** What is downloaded goes to no address. */
const isLeft = (one: Product) =>
	one.id != null && one.order_address_id != null && one.type !== 'digital' && leftOf(one) > 0;

/** Of the documents. */
const LONGEST_LINK = 500;

/** BigCommerce makes the link for the carriers that it knows; any other one stands in the comment, and brings its own. */
function fieldsOf({ trackingNumber, carrier, trackingUrl }: Tracking) {
	const known = carrierFieldsOf(carrier);
	const isUnknown = Object.keys(known).length === 0;
	const link = isUnknown && trackingUrl !== null && trackingUrl.length <= LONGEST_LINK;
	return {
		tracking_number: trackingNumber,
		...known,
		...(link && { tracking_link: trackingUrl }),
		...(isUnknown && carrier !== null && { comments: carrier }),
	};
}

async function listOf<T>(
	connection: BigCommerceConnection,
	path: string,
	schema: z.ZodType<T>,
): Promise<T> {
	return readAnswer(connection, `GET ${path}`, schema, await listAll(connection, path));
}
