import fc from 'fast-check';
import { ZodError } from 'zod/v4';
import { ENTITY_SCHEMAS } from '../../../engine/events/entities.ts';
import type { Observation } from '../../../engine/events/observation.ts';
import { normaliseCustomer as bigCommerceCustomer } from '../../../engine/providers/bigcommerce/normaliseCustomer.ts';
import { normaliseOrder as bigCommerceOrder } from '../../../engine/providers/bigcommerce/normaliseOrder.ts';
import { normaliseProduct as bigCommerceProduct } from '../../../engine/providers/bigcommerce/normaliseProduct.ts';
import { normaliseCustomer as magentoCustomer } from '../../../engine/providers/magento/normaliseCustomer.ts';
import { normaliseOrder as magentoOrder } from '../../../engine/providers/magento/normaliseOrder.ts';
import { normaliseProduct as magentoProduct } from '../../../engine/providers/magento/normaliseProduct.ts';
import { normaliseShipment as magentoShipment } from '../../../engine/providers/magento/normaliseShipment.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { rfc2822 } from '../../support/simulatedBigCommerce.ts';
import { payloadOf, recordedWooCommerce } from '../../support/storePosts.ts';

type Json = unknown;

const recorded = (name: string) =>
	JSON.parse(recordedWooCommerce(name).post.body.toString()) as Json;

const CASES: ReadonlyArray<readonly [slug: string, topic: string, payload: Json]> = [
	['shopify', 'orders/updated', payloadOf('shopify/orders-updated-refund')],
	['shopify', 'fulfillments/update', payloadOf('shopify/fulfillments-create')],
	['shopify', 'fulfillment_events/create', payloadOf('shopify/fulfillment_events-create')],
	['shopify', 'customers/update', payloadOf('shopify/customers-update')],
	['shopify', 'products/update', payloadOf('shopify/products-update')],
	['shopify', 'orders/delete', payloadOf('shopify/orders-delete')],
	['woocommerce', 'order.updated', recorded('027-order.updated-refund')],
	['woocommerce', 'customer.updated', recorded('015-customer.created')],
	['woocommerce', 'product.updated', recorded('013-product.created-variable')],
	['woocommerce', 'product.deleted', recorded('033-product.deleted-but-id-is-an-order')],
	['generic', 'order.created', payloadOf('generic/order.created').data],
	['generic', 'shipment.updated', payloadOf('generic/shipment.out_for_delivery').data],
	['generic', 'customer.updated', payloadOf('generic/customer.updated').data],
	['generic', 'product.updated', payloadOf('generic/product.out_of_stock').data],
];

/** Every place in a JSON value. */
function pathsOf(value: Json, path: readonly string[] = []): string[][] {
	const below =
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
			: [];
	return [[...path], ...below];
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json): Json {
	if (key === undefined) return by;
	// An earlier change may have put a list where this path goes through an object.
	if (Array.isArray(value) && !/^\d+$/.test(key)) return value;
	const copy = (Array.isArray(value) ? [...(value as Json[])] : { ...(value as object) }) as Record<
		string,
		Json
	>;
	copy[key] = replaced(copy[key], rest, by);
	return copy;
}

const surprise = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<Json>(
		undefined,
		null,
		'',
		'\0',
		'__proto__',
		'constructor',
		'-0',
		'1e999',
		'2026-11-23T20:31:07Z',
		'9999-12-31T23:59:59-12:00',
		Number.MAX_VALUE,
		-1,
		[[]],
		[null],
		{ id: null },
		[{ key: '__proto__', value: { polluted: true } }],
	),
);

type Read = (payload: Json) => readonly Observation[];

const posted = ([slug, topic, payload]: (typeof CASES)[number]): [string, Json, Read] => [
	`a message of ${slug} for ${topic}`,
	payload,
	(changed) =>
		providerOf(slug)!.normalise({
			...{ kind: 'message', topic, receiptKey: 'x', occurredAt: null, payload: changed },
		}),
];

const address = {
	first_name: 'Ada',
	street_1: 'Gasse 1',
	country_iso2: 'AT',
	email: 'a@b.example',
};
const BIGCOMMERCE_ORDER = {
	...{ id: 7, status_id: 14, payment_status: 'captured', total_inc_tax: '50.0000' },
	...{ total_tax: '4.0000', refunded_amount: '0.0000', date_modified: rfc2822(new Date(0)) },
	...{ is_tax_inclusive_pricing: true, customer_locale: 'de', billing_address: address },
	products: [
		{
			...{ id: 1, name: 'Mug', quantity: 2, quantity_refunded: 1, total_inc_tax: '50.0000' },
			product_options: [{ display_name: 'Color', display_value: 'Red' }],
		},
	],
	fees: [{ display_name_customer: 'Insurance', cost_inc_tax: '4.0000' }],
	coupons: [{ code: 'TEN', discount: '5.0000' }],
	shipping_addresses: [{ ...address, shipping_method: 'Post' }],
	shipments: [
		{ id: 3, tracking_number: 'A1', shipping_provider: 'carrier_1', items: [{ quantity: 1 }] },
	],
	refunds: [{ id: 9, total_amount: '10.00', items: [{ item_type: 'PRODUCT' }], payments: [{}] }],
};
const MAGENTO_ORDER = {
	...{ entity_id: 7, increment_id: '7', state: 'complete', status: 'done', store_id: 1 },
	...{ order_currency_code: 'EUR', grand_total: 60, total_paid: 60, total_canceled: 5 },
	...{ discount_amount: -10, updated_at: '2026-11-25 09:00:00', payment: { method: 'checkmo' } },
	items: [{ item_id: 1, qty_ordered: 2, qty_shipped: 2, row_total_incl_tax: 100 }],
	billing_address: { firstname: 'Ada', street: ['Gasse 1', 'Top 2'], country_id: 'AT' },
	extension_attributes: {
		gift_cards_amount: 20,
		shipping_assignments: [{ shipping: { address: { street: ['Weg 3'] } } }],
	},
};
const MAGENTO_SHIPMENT = {
	...{ entity_id: 9, order_id: 7, updated_at: '2026-11-25 09:00:00' },
	tracks: [{ track_number: 'X1', title: 'Bote', carrier_code: 'custom', created_at: '' }],
	items: [{ entity_id: 1, sku: 'lamp', qty: 2 }],
};
const MAGENTO_CUSTOMER = {
	...{ id: 3, email: 'a@b.example', store_id: 1, default_billing: '5' },
	addresses: [{ id: 5, street: ['Gasse 1'], region: { region: 'Wien' } }],
};
const MAGENTO_PRODUCT = {
	...{ id: 12, sku: 'lamp', price: 42, status: 1 },
	extension_attributes: { stock_item: { qty: 1, is_in_stock: true } },
};
const VIEWS = { languages: new Map([['1', 'de-AT']]), currency: 'EUR' };
const PRODUCT = {
	...{ id: 1, name: 'Mug', price: 10, inventory_tracking: 'product', inventory_level: 0 },
	...{ is_visible: true, custom_url: { url: '/mug/' }, images: [{ url_standard: 'https://x' }] },
	variants: [{ id: 2, option_values: [{ label: 'Red' }] }],
};

const READ: ReadonlyArray<[what: string, payload: Json, read: Read]> = [
	...CASES.map(posted),
	['an order of bigcommerce', BIGCOMMERCE_ORDER, (changed) => bigCommerceOrder(changed)],
	[
		'a customer of bigcommerce',
		{ id: 3, email: 'a@b.example', addresses: [{ address1: 'Gasse 1' }] },
		(changed) => [bigCommerceCustomer(changed)],
	],
	[
		'a product of bigcommerce',
		PRODUCT,
		(changed) => [bigCommerceProduct(changed, 'https://shop.example')],
	],
	['an order of magento', MAGENTO_ORDER, (changed) => [magentoOrder(changed, VIEWS)]],
	['a shipment of magento', MAGENTO_SHIPMENT, (changed) => [magentoShipment(changed)]],
	['a customer of magento', MAGENTO_CUSTOMER, (changed) => [magentoCustomer(changed, VIEWS)]],
	['a product of magento', MAGENTO_PRODUCT, (changed) => [magentoProduct(changed, VIEWS)]],
];

describe.each(READ)('%s, with any values changed', (_what, payload, read) => {
	const mutated = fc
		.array(fc.tuple(fc.constantFrom(...pathsOf(payload)), surprise), { minLength: 1, maxLength: 4 })
		.map((changes) =>
			changes.reduce<Json>(
				(value, [path, by]) =>
					typeof value === 'object' && value !== null ? replaced(value, path, by) : value,
				payload,
			),
		);

	it('becomes canonical entities or a ZodError, and nothing else', () => {
		fc.assert(
			fc.property(mutated, (changed) => {
				let observations;
				try {
					observations = read(changed);
				} catch (error) {
					expect(error).toBeInstanceOf(ZodError);
					return;
				}
				for (const { entityType, id, entity, changedAt } of observations) {
					const entityRead = ENTITY_SCHEMAS[entityType].safeParse(entity);
					expect(entityRead.error).toBeUndefined();
					expect(entityRead.data!.id).toBe(id);
					expect(id).not.toBe('');
					expect(Object.values(entity)).not.toContain(undefined);
					if (changedAt !== null) expect(new Date(changedAt).toISOString()).toBe(changedAt);
				}
			}),
			{ numRuns: 300 },
		);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});
