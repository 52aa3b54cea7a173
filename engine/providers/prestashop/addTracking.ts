import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import type { PrestaShopConnection } from './client.ts';
import { carrierPayload } from './orderPayload.ts';
import { readEntity } from './readEntity.ts';
import { readRowsOf } from './rows.ts';
import type { PrestaShop } from './shop.ts';
import { noSuchOrder } from './updateStatus.ts';
import { xmlOf } from './xml.ts';

/** What PrestaShop takes for one. @see PrestaShop/PrestaShop `classes/Validate.php` (`isTrackingNumber`) */
const LONGEST_NUMBER = 64;

/**
 * Enters a tracking number at the carrier of an order. The order's status stays as it is. PrestaShop makes the link of
 * the address that the carrier has in the shop; it has one number for each carrier of an order.
 */
export async function addTracking(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	{ orderId, trackingNumber, notifyCustomer }: Tracking,
): Promise<WriteResult> {
	const askedAt = shop.now().toISOString();
	const before = await readEntity(shop, connection, 'Order', orderId);
	if (before.length === 0) throw noSuchOrder(connection, orderId);
	if (trackingNumber.length > LONGEST_NUMBER) {
		throw new StoreError(
			'rejected',
			`The tracking number has ${trackingNumber.length} characters; PrestaShop holds at most ${LONGEST_NUMBER}.`,
		);
	}
	const rows = (
		await readRowsOf(shop.call, connection, 'order_carriers', 'id_order', [orderId])
	).flatMap((row) => carrierPayload.safeParse(row).data ?? []);
	if (rows.some((row) => row.tracking_number === trackingNumber)) {
		return { changed: false, observations: before, remark: null };
	}
	const free = rows.find((row) => !row.tracking_number);
	if (free === undefined) throw noPlace(orderId, rows[0]?.tracking_number ?? null);
	await shop.call(connection, {
		method: 'PATCH',
		resource: `order_carriers/${free.id}`,
		...(notifyCustomer && { query: { sendemail: '1' } }),
		xml: xmlOf('order_carrier', { id: free.id, tracking_number: trackingNumber }),
	});
	const observations = await readEntity(shop, connection, 'Order', orderId, askedAt);
	return { changed: true, observations, remark: null };
}

function noPlace(orderId: string, known: string | null): StoreError {
	const why =
		known === null
			? 'it has no carrier, as orders of downloads have none'
			: `it has the number ${known} already, and PrestaShop holds one for each carrier of an order. Change it in the shop if it is wrong`;
	return new StoreError(
		'rejected',
		`The order ${orderId} cannot be given a tracking number: ${why}.`,
	);
}
