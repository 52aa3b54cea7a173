import type { ObservationOf, ShipmentList } from '../../events/observation.ts';
import { parcelsOf } from '../parcels.ts';
import { told } from '../payloadFields.ts';
import type { OrderPayload, ShipmentPayload } from './orderPayload.ts';

/** A shop could make as many as an order has pieces. */
const MOST_SHIPMENTS = 200;

/**
 * The shipments of an order. The API gives one by the numbers of both, so both are in its id. Whose it is and where
 * it goes, the order tells.
 */
export function observeShipments(order: OrderPayload): {
	readonly shipments: ReadonlyArray<ObservationOf<'Shipment'>>;
	/** `undefined` where they were not read. */
	readonly list: ShipmentList | undefined;
} {
	const { id, shipments } = order;
	if (shipments === undefined) return { shipments: [], list: undefined };
	return {
		shipments: shipments.slice(0, MOST_SHIPMENTS).map((shipment) => observe(order, shipment)),
		list: {
			prefix: `${id}-`,
			exceptPrefix: null,
			ids: shipments.map((shipment) => `${id}-${shipment.id}`),
		},
	};
}

/** BigCommerce hears nothing of the carrier: that there is a shipment means that it was shipped. */
function observe(order: OrderPayload, shipment: ShipmentPayload): ObservationOf<'Shipment'> {
	const id = `${order.id}-${shipment.id}`;
	const { date_created: createdAt = null } = shipment;
	return {
		entityType: 'Shipment',
		id,
		kind: 'upsert',
		entity: told({
			id,
			orderId: order.id,
			orderNumber: order.id,
			status: 'shipped' as const,
			service: shipment.shipping_method,
			...parcelsOf([
				{
					trackingNumber: shipment.tracking_number ?? null,
					trackingUrl: shipment.tracking_link ?? shipment.generated_tracking_link ?? null,
					carrier: carrierIn(shipment),
				},
			]),
			createdAt,
			shippedAt: createdAt,
			lineItems: shipment.items?.map((item) => lineOf(order, item)),
		}),
		// A shipment has no time of its last change.
		changedAt: order.date_modified ?? createdAt,
		clock: 'record',
		topicCodes: [],
	};
}

/** What BigCommerce calls the ways to the labels of a carrier. */
const WAYS: ReadonlyMap<string, string> = new Map([
	['endicia', 'usps'],
	['upsready', 'ups'],
]);
/** Asks several carriers, and does not tell which of them it is. */
const NOBODY = 'shipperhq';

function carrierIn(shipment: ShipmentPayload): string | null {
	const { tracking_carrier: carrier, shipping_provider: provider } = shipment;
	if (carrier) return carrier;
	if (!provider || provider === NOBODY) return null;
	// Of one that an app has brought along, the word is a number.
	if (provider.startsWith('carrier_')) return shipment.shipping_provider_display_name ?? null;
	return WAYS.get(provider) ?? provider;
}

type Item = NonNullable<ShipmentPayload['items']>[number];

function lineOf({ products = [] }: OrderPayload, { order_product_id: id, quantity }: Item) {
	const product = products.find((one) => one.id === id);
	return {
		id: id ?? null,
		productId: product?.product_id ?? null,
		variantId: product?.variant_id ?? null,
		sku: product?.sku ?? null,
		name: product?.name_customer ?? product?.name ?? null,
		quantity: quantity ?? null,
	};
}
