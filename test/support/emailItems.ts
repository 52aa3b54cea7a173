import { orderSchema, shipmentSchema } from '../../engine/events/entities.ts';

const INTEGRATION = {
	guid: 'b1d1c1f0-6f1f-5c57-9a53-0d6f6a3d6d11',
	name: 'Fjord & Falke',
	provider: 'generic',
	storeUrl: 'https://shop.example.com',
};

export const ANNA = {
	id: '7',
	email: 'anna@example.com',
	firstName: 'Anna',
	lastName: 'Müller',
	phone: null,
};

const ADDRESS = {
	firstName: 'Anna',
	lastName: 'Müller',
	line1: 'Hauptstraße 5',
	city: 'München',
	country: 'DE',
};

const event = (code: string, entityType: string) => ({
	id: 'event-1',
	code,
	codes: [code],
	name: code,
	entityType,
	occurredAt: '2026-11-23T20:31:07.000Z',
	receivedAt: '2026-11-23T20:31:08.000Z',
	attempt: 1,
	isSample: false,
});

/** Items as triggers emit them, with everything that a store can know. */
export const SAMPLE_ITEMS = {
	order: {
		event: event('order_created', 'Order'),
		integration: INTEGRATION,
		order: orderSchema.parse({
			id: '450',
			number: '#1001',
			status: 'processing',
			currency: 'EUR',
			total: 128.7,
			subtotal: 129.8,
			shippingTotal: 4.9,
			discountTotal: 6,
			totalTax: 20.55,
			refundedTotal: 39.9,
			createdAt: '2026-11-23T20:31:07.000Z',
			customer: ANNA,
			shippingAddress: ADDRESS,
			paymentMethod: 'Credit card',
			url: 'https://shop.example.com/orders/1001',
			lineItems: [
				{ name: 'Wool blanket', quantity: 1, price: 89.9, total: 89.9 },
				{ name: 'Candle', quantity: 2, price: 19.95 },
			],
		}),
		customer: ANNA,
		previous: { status: 'on_hold', refundedTotal: 19.95 },
	},
	shipment: {
		event: event('shipment_delivered', 'Shipment'),
		integration: INTEGRATION,
		shipment: shipmentSchema.parse({
			id: 's1',
			orderId: '450',
			orderNumber: '#1001',
			status: 'delivered',
			carrier: 'DHL',
			trackingNumber: '00340434161094042557',
			trackingUrl: 'https://track.example.com/?id=1&lang=de',
			deliveredAt: '2026-11-25T10:12:00.000Z',
			customer: ANNA,
			shippingAddress: ADDRESS,
			lineItems: [{ name: 'Wool blanket', quantity: 1 }],
		}),
		customer: ANNA,
		previous: { status: 'in_transit' },
	},
	customer: {
		event: event('customer_created', 'Customer'),
		integration: INTEGRATION,
		customer: { ...ANNA, status: 'enabled', tags: [] },
		previous: null,
	},
	product: {
		event: event('product_back_in_stock', 'Product'),
		integration: INTEGRATION,
		product: { id: '9', name: 'Wool blanket', price: 89.9, currency: 'EUR' },
		customer: null,
		previous: null,
	},
} as const;

/** The same, of a store that knows nothing but ids: a guest, no number, no link. */
export const BARE_ITEMS = {
	order: {
		...SAMPLE_ITEMS.order,
		order: orderSchema.parse({ id: '450' }),
		customer: null,
		previous: null,
	},
	shipment: {
		...SAMPLE_ITEMS.shipment,
		shipment: shipmentSchema.parse({ id: 's1' }),
		customer: null,
		previous: null,
	},
	customer: { ...SAMPLE_ITEMS.customer, customer: { id: '7' } },
	product: { ...SAMPLE_ITEMS.product, product: { id: '9' } },
} as const;
