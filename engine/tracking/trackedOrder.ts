import { brandIn, type Brand } from '../brand/brand.ts';
import { fieldsOf, orderRef } from '../privacy/personRefs.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { fields, text, type Fields } from '../templates/itemFields.ts';
import { customerLanguage, languageOfBrand, type MailLanguage } from '../templates/mailLanguage.ts';
import { parcelsOfOrder, type TrackedParcel } from './parcelsOfOrder.ts';
import type { CodedOrder } from './trackingCode.ts';

const MOST_SHIPMENTS = 20;
/** Of all its shipments, the newest. */
const MOST_EVENTS = 200;

type Database = Pick<OpenDatabase, 'db'>;

/** What the page of an order is made of. */
export type TrackedOrder = {
	readonly store: {
		readonly guid: string;
		readonly name: string;
		readonly provider: string;
		readonly storeUrl: string;
	};
	readonly brand: Brand;
	/** That of the customer. */
	readonly language: MailLanguage;
	readonly order: Fields;
	readonly parcels: readonly TrackedParcel[];
};

/**
 * An order that its customer may look at.
 *
 * @returns `null` for one that is not there, or deleted; of a store that is removed, of another space, or has no
 *   tracking page; or whose customer is not known any more
 */
export async function trackedOrder(
	database: Database,
	space: string,
	{ integrationGuid, orderId }: CodedOrder,
): Promise<TrackedOrder | null> {
	const row = await database.db
		.selectFrom('integration')
		.innerJoin('snapshot', 'snapshot.integrationGuid', 'integration.guid')
		.select(['guid', 'name', 'provider', 'storeUrl', 'brandJson', 'entityJson'])
		.where((eb) => eb.and({ guid: integrationGuid, space }))
		.where((eb) => eb.and({ entityType: 'Order', entityId: orderId }))
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	const order = fieldsOf(row?.entityJson ?? null);
	// Forgetting a person leaves the order without one.
	if (row === undefined || fields(order?.customer) === null) return null;
	const { entityJson: _, brandJson, ...store } = row;
	const brand = brandIn(brandJson);
	if (brand.trackingPage === undefined) return null;
	const account = await customerAccount(database, integrationGuid, order!);
	const known = { order: null, customer: text(account?.language) };
	return {
		store,
		brand,
		language: customerLanguage({ order }, known, languageOfBrand(brand)),
		order: order!,
		parcels: await parcelsWithEvents(database, { integrationGuid, orderId }),
	};
}

/** What is known of the account of an order's customer; `null` for a guest, and where nothing is. */
export async function customerAccount(
	{ db }: Database,
	integrationGuid: string,
	order: Fields,
): Promise<Fields | null> {
	const entityId = text(fields(order.customer)?.id);
	if (entityId === null) return null;
	const row = await db
		.selectFrom('snapshot')
		.select('entityJson')
		.where((eb) => eb.and({ integrationGuid, entityType: 'Customer', entityId }))
		.where('deletedAt', 'is', null)
		.executeTakeFirst();
	return fieldsOf(row?.entityJson ?? null);
}

async function parcelsWithEvents(
	{ db }: Database,
	{ integrationGuid, orderId }: CodedOrder,
): Promise<TrackedParcel[]> {
	const ofShop = db
		.selectFrom('personRef')
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'personRef.integrationGuid')
				.onRef('snapshot.entityType', '=', 'personRef.entityType')
				.onRef('snapshot.entityId', '=', 'personRef.entityId'),
		)
		.where((eb) =>
			eb.and({
				'personRef.integrationGuid': integrationGuid,
				'personRef.ref': orderRef(orderId),
				'personRef.entityType': 'Shipment',
			}),
		);
	const ofCarriers = db
		.selectFrom('toldParcel')
		.innerJoin('snapshot', (join) =>
			join
				.onRef('snapshot.integrationGuid', '=', 'toldParcel.integrationGuid')
				.onRef('snapshot.entityId', '=', 'toldParcel.shipmentId')
				.on('snapshot.entityType', '=', 'Shipment'),
		)
		.where((eb) =>
			eb.and({ 'toldParcel.orderGuid': integrationGuid, 'toldParcel.orderId': orderId }),
		);
	const shipments = (
		await Promise.all(
			[ofShop, ofCarriers].map(
				async (query) =>
					await (query as typeof ofShop)
						.select(['snapshot.integrationGuid', 'snapshot.entityId', 'snapshot.entityJson'])
						.select(['snapshot.statusChangedAt', 'snapshot.changedAt'])
						.where('snapshot.deletedAt', 'is', null)
						.orderBy('snapshot.changedAt', 'desc')
						.limit(MOST_SHIPMENTS)
						.execute(),
			),
		)
	)
		.flat()
		.toSorted((one, other) => other.changedAt - one.changedAt);
	if (shipments.length === 0) return [];
	const byTeller = Map.groupBy(shipments, (shipment) => shipment.integrationGuid);
	const events = await db
		.selectFrom('event')
		.select(['integrationGuid', 'entityId', 'entityJson', 'occurredAt'])
		.where('entityType', '=', 'Shipment')
		.where((eb) =>
			eb.or(
				[...byTeller].map(([guid, told]) =>
					eb.and([
						eb('integrationGuid', '=', guid),
						eb(
							'entityId',
							'in',
							told.map(({ entityId }) => entityId),
						),
					]),
				),
			),
		)
		.orderBy('receivedAt', 'desc')
		.limit(MOST_EVENTS)
		.execute();
	return parcelsOfOrder(
		shipments.flatMap(({ integrationGuid: teller, entityId, entityJson, statusChangedAt }) => {
			const shipment = fieldsOf(entityJson);
			// An earlier state of it named this order, and it names another one now.
			const isCarriers = teller !== integrationGuid;
			if (shipment === null || (!isCarriers && text(shipment.orderId) !== orderId)) return [];
			const told = events.filter(
				(event) => event.integrationGuid === teller && event.entityId === entityId,
			);
			return [
				{
					shipment,
					statusChangedAt,
					isCarriers,
					earlier: told.map((event) => ({
						at: event.occurredAt,
						status: text(fieldsOf(event.entityJson)?.status),
					})),
				},
			];
		}),
	);
}
