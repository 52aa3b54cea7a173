import type { TriggerCode } from './catalog.ts';
import { TOLD_SCHEMAS, type Entity, type Person } from './entities.ts';
import type { EntityType } from './entityType.ts';

const CUSTOMER: Person = {
	id: '42',
	email: 'ana@example.com',
	firstName: 'Ana',
	lastName: 'Müller',
	phone: '+49 30 1234',
};
const ADDRESS = {
	firstName: 'Ana',
	lastName: 'Müller',
	line1: 'Hauptstraße 1',
	city: 'Berlin',
	postalCode: '10115',
	country: 'DE',
};
const LINE_ITEMS = [
	{
		id: '1',
		productId: '10',
		sku: 'LS-001',
		name: 'Linen Shirt',
		quantity: 2,
		currentQuantity: 2,
		removedQuantity: 0,
		price: 39.9,
		total: 79.8,
		discount: 0,
		tax: 12.74,
	},
];

const SAMPLES: { readonly [T in EntityType]: Record<string, unknown> } = {
	Order: {
		id: '1001',
		number: '#1001',
		status: 'processing',
		nativeStatus: 'processing',
		paymentStatus: 'paid',
		fulfillmentStatus: 'unfulfilled',
		currency: 'EUR',
		taxesIncluded: true,
		total: 84.7,
		subtotal: 79.8,
		totalTax: 13.52,
		shippingTotal: 4.9,
		discountTotal: 0,
		refundedTotal: 0,
		paidTotal: 84.7,
		outstandingTotal: 0,
		roundingDifference: 0,
		customer: CUSTOMER,
		billingAddress: ADDRESS,
		shippingAddress: ADDRESS,
		lineItems: LINE_ITEMS,
		url: 'https://shop.example.com/orders/1001',
	},
	Shipment: {
		id: '501',
		orderId: '1001',
		orderNumber: '#1001',
		status: 'in_transit',
		nativeStatus: 'in_transit',
		carrier: 'DHL',
		trackingNumber: 'JD014600003SE',
		trackingUrl: 'https://tracking.example.com/JD014600003SE',
		parcels: [
			{
				trackingNumber: 'JD014600003SE',
				trackingUrl: 'https://tracking.example.com/JD014600003SE',
				carrier: 'DHL',
			},
		],
		customer: CUSTOMER,
		shippingAddress: ADDRESS,
		lineItems: LINE_ITEMS,
		order: {
			...{ id: '1001', number: '#1001', status: 'processing', paymentStatus: 'paid' },
			...{ currency: 'EUR', total: 84.7, language: 'en', tags: [] },
		},
	},
	Customer: {
		...CUSTOMER,
		status: 'enabled',
		nativeStatus: 'enabled',
		role: 'customer',
		billingAddress: ADDRESS,
	},
	Product: {
		id: '10',
		name: 'Linen Shirt',
		sku: 'LS-001',
		status: 'active',
		nativeStatus: 'publish',
		price: 39.9,
		currency: 'EUR',
		stockStatus: 'in_stock',
		stockQuantity: 12,
	},
};

/** The state that a code stands for, where it stands for one. */
const STATES: Partial<Record<TriggerCode, Record<string, unknown>>> = {
	order_created: {
		status: 'pending_payment',
		nativeStatus: 'pending',
		paymentStatus: 'pending',
		paidTotal: 0,
		outstandingTotal: 84.7,
	},
	order_cancelled: { status: 'cancelled', nativeStatus: 'cancelled' },
	order_fulfilled: {
		status: 'completed',
		nativeStatus: 'completed',
		fulfillmentStatus: 'fulfilled',
	},
	order_refunded: {
		status: 'refunded',
		nativeStatus: 'refunded',
		paymentStatus: 'refunded',
		refundedTotal: 84.7,
		refunds: [{ id: '1', amount: 84.7, currency: 'EUR', reason: 'Does not fit' }],
	},
	shipment_out_for_delivery: { status: 'out_for_delivery', nativeStatus: 'out_for_delivery' },
	shipment_delivered: { status: 'delivered', nativeStatus: 'delivered' },
	shipment_exception: { status: 'delayed', nativeStatus: 'delayed' },
	shipment_cancelled: { status: 'cancelled', nativeStatus: 'cancelled' },
	product_out_of_stock: { stockStatus: 'out_of_stock', stockQuantity: 0 },
};

/** A made-up entity, in the state that a trigger code stands for, and its customer. */
export function sampleEntity(
	entityType: EntityType,
	code: TriggerCode,
	nowMs: number,
): { entity: Entity; customer: Person | null } {
	const now = new Date(nowMs).toISOString();
	const entity = TOLD_SCHEMAS[entityType].parse({
		createdAt: now,
		updatedAt: now,
		...SAMPLES[entityType],
		...STATES[code],
	});
	return { entity, customer: entityType === 'Product' ? null : CUSTOMER };
}
