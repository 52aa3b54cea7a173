import type {
	AddressRecord,
	CustomerRecord,
	LineRecord,
	OrderRecord,
	ProductRecord,
	VariantRecord,
} from './records.ts';

export const ADDRESS: AddressRecord = {
	firstName: 'Ana',
	lastName: 'Müller',
	company: null,
	address1: 'Hauptstr. 1',
	address2: '',
	city: 'Berlin',
	province: null,
	provinceCode: null,
	zip: '10115',
	country: 'Germany',
	countryCode: 'DE',
	phone: '+49301234',
};

export const newLine = (id: number, changes: Partial<LineRecord> = {}): LineRecord => ({
	id,
	productId: 8801,
	variantId: 44501,
	sku: 'LS-001',
	name: 'Linen Shirt - M',
	quantity: 2,
	price: 4990,
	discounts: [1000],
	tax: 1434,
	currentQuantity: changes.quantity ?? 2,
	...changes,
});

/** A paid order of one line, to be sent from one location. Ids beyond 2^31, as Shopify has them. */
export function newOrder(id: number, at: number, changes: Partial<OrderRecord> = {}): OrderRecord {
	const lines = changes.lines ?? [newLine(id * 1000 + 1)];
	return {
		id,
		number: 1001,
		createdAt: at,
		updatedAt: at,
		cancelledAt: null,
		cancelReason: null,
		closedAt: null,
		financial: 'PAID',
		email: 'ana@example.com',
		phone: null,
		note: 'Please ring twice',
		staffNote: null,
		tags: ['wholesale', 'vip'],
		currency: 'EUR',
		presentmentCurrency: 'EUR',
		rate: 1,
		taxesIncluded: true,
		subtotal: 8980,
		tax: 1512,
		shipping: 490,
		shippingDiscounts: [],
		discount: 1000,
		tip: 0,
		duties: 0,
		current: null,
		outstanding: 0,
		discountCodes: ['TEN'],
		gateways: ['shopify_payments'],
		noteAttributes: [{ name: 'gift_wrap', value: 'yes' }],
		customer: { id: 7104512345678, firstName: 'Ana', lastName: 'Müller', email: null, phone: null },
		address: ADDRESS,
		shippingTitle: 'DHL Paket',
		lines,
		fulfillments: [],
		fulfillmentOrders: [
			{
				id: id * 1000 + 500,
				status: 'OPEN',
				isOfService: false,
				location: { id: 91390607708, name: 'Berlin' },
				lines: lines.map(({ id: lineId, quantity }) => ({ lineId, quantity })),
			},
		],
		refunds: [],
		...changes,
	};
}

export const newCustomer = (
	id: number,
	at: number,
	changes: Partial<CustomerRecord> = {},
): CustomerRecord => ({
	id,
	createdAt: at,
	updatedAt: at,
	state: 'ENABLED',
	email: 'ana@example.com',
	phone: null,
	firstName: 'Ana',
	lastName: 'Müller',
	note: null,
	tags: ['vip', 'b2b'],
	address: ADDRESS,
	...changes,
});

export const newVariant = (id: number, changes: Partial<VariantRecord> = {}): VariantRecord => ({
	id,
	sku: `LS-${id}`,
	title: 'M',
	price: 4990,
	compareAt: 5990,
	quantity: 3,
	tracked: true,
	policy: 'DENY',
	...changes,
});

export const newProduct = (
	id: number,
	at: number,
	changes: Partial<ProductRecord> = {},
): ProductRecord => ({
	id,
	createdAt: at,
	updatedAt: at,
	publishedAt: at,
	title: 'Linen Shirt',
	handle: 'linen-shirt',
	vendor: 'Fjord',
	type: 'Shirts',
	html: '<p>Soft</p>',
	status: 'ACTIVE',
	tags: ['summer', 'linen'],
	options: [{ name: 'Size', values: ['M'] }],
	image: 'https://cdn.shopify.example/shirt.jpg?v=1',
	variants: [newVariant(id * 100 + 1)],
	...changes,
});
