import { payloadOf } from '../storePosts.ts';
import type { Stored } from './collection.ts';

/** What a shop holds, and the clock that its changes are dated by. */
export type ShopData = {
	now: Date;
	readonly orders: Stored[];
	readonly products: Stored[];
	readonly customers: Stored[];
	readonly notes: Array<{ order: number; note: string; customer_note: boolean }>;
	readonly fulfillments: Array<Record<string, unknown> & { id: number; entity_id: string }>;
	tick(seconds?: number): void;
	placeOrder(fields?: object): Stored;
	addProduct(fields?: object): Stored;
	addCustomer(fields?: object): Stored;
	/** Changes fields, and the time of change with them. */
	change(entity: Stored, fields: object): void;
	/** Meta alone does not always move the time of change (recorded: 023, 024). */
	changeQuietly(entity: Stored, fields: object): void;
	trash(entity: Stored): void;
	remove(entity: Stored): void;
};

const bodyOf = (name: string): unknown =>
	JSON.parse((payloadOf(`woocommerce/${name}`) as { body: string }).body);

/** The payloads are those that a real WooCommerce 11.0.1 sent. */
const ORDER = bodyOf('018-order.created') as Stored;
const PRODUCT = bodyOf('010-product.created') as Stored;
const CUSTOMER = bodyOf('015-customer.created') as Stored;

export function createShopData(startedAt = '2026-11-23T20:31:00Z'): ShopData {
	let lastId = 100;
	const second = () => data.now.toISOString().slice(0, 19);
	const add = (list: Stored[], payload: Stored, fields: object) => {
		lastId += 1;
		const at = second();
		const entity = {
			...structuredClone(payload),
			id: lastId,
			date_created: at,
			date_created_gmt: at,
			date_modified: at,
			date_modified_gmt: at,
			...fields,
		} as Stored;
		list.push(entity);
		return entity;
	};
	const data: ShopData = {
		now: new Date(startedAt),
		orders: [],
		products: [],
		customers: [],
		notes: [],
		fulfillments: [],
		tick(seconds = 1) {
			data.now = new Date(data.now.getTime() + seconds * 1_000);
		},
		placeOrder: (fields = {}) =>
			add(data.orders, ORDER, { number: String(lastId + 1), customer_id: 0, ...fields }),
		addProduct: (fields = {}) => add(data.products, PRODUCT, fields),
		addCustomer: (fields = {}) => add(data.customers, CUSTOMER, fields),
		change(entity, fields) {
			Object.assign(entity, fields, { date_modified: second(), date_modified_gmt: second() });
		},
		changeQuietly: (entity, fields) => void Object.assign(entity, fields),
		trash: (entity) => data.change(entity, { status: 'trash' }),
		remove(entity) {
			for (const list of [data.orders, data.products, data.customers]) {
				if (list.includes(entity)) list.splice(list.indexOf(entity), 1);
			}
		},
	};
	return data;
}
