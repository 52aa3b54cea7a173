import { createHash, timingSafeEqual } from 'node:crypto';
import { brandIn } from '../brand/brand.ts';
import { orderKey } from '../parcels/orderKey.ts';
import { canonicalAddress, fieldsOf } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, text } from '../templates/itemFields.ts';
import { customerAccount } from './trackedOrder.ts';
import type { CodedOrder } from './trackingCode.ts';

/** Shops use numbers again, and several shops have the same. */
const MOST_ORDERS = 20;

/**
 * The newest order of this number that belongs to this e-mail address, in the shops of the space that have a tracking
 * page. Of each order of the number the address is looked at, whether another one fitted or not.
 */
export async function findOrder(
	database: Pick<OpenDatabase, 'db'>,
	space: string,
	given: { readonly number: string; readonly email: string },
): Promise<CodedOrder | null> {
	const key = orderKey(given.number);
	if (key === null) return null;
	const rows = await database.db
		.selectFrom('snapshot')
		.innerJoin('integration', 'integration.guid', 'snapshot.integrationGuid')
		.select(['integrationGuid', 'entityId', 'entityJson', 'brandJson'])
		.where('snapshot.orderKey', '=', key)
		.where('snapshot.entityType', '=', 'Order')
		.where('snapshot.deletedAt', 'is', null)
		.where('integration.space', '=', space)
		.orderBy('snapshot.changedAt', 'desc')
		.limit(MOST_ORDERS)
		.execute();
	const wanted = digestOf(given.email);
	const fitting: CodedOrder[] = [];
	for (const { integrationGuid, entityId: orderId, entityJson, brandJson } of rows) {
		const order = fieldsOf(entityJson) ?? {};
		const account = await customerAccount(database, integrationGuid, order);
		const email = text(fields(order.customer)?.email) ?? text(account?.email);
		const isTheirs = email !== null && timingSafeEqual(digestOf(email), wanted);
		const hasPage = brandIn(brandJson).trackingPage !== undefined;
		if (isTheirs && hasPage) fitting.push({ integrationGuid, orderId });
	}
	return fitting[0] ?? null;
}

/** Of one length, whatever the address. */
const digestOf = (address: string): Buffer =>
	createHash('sha256').update(canonicalAddress(address)).digest();
