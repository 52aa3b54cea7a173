import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation } from '../../events/observation.ts';
import { refusedEntity } from '../refusedEntity.ts';
import type { RefusedEntity } from '../storeSide.ts';
import type { Ask } from './graphql/ask.ts';
import { CUSTOMER_FIELDS, customerNode } from './graphql/customer.ts';
import { connection, id } from './graphql/nodeFields.ts';
import { observeOrder } from './graphql/observeOrder.ts';
import { observeProduct } from './graphql/observeProduct.ts';
import { ORDER_FIELDS, orderNode } from './graphql/order.ts';
import { PRODUCT_FIELDS, productNode } from './graphql/product.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';

/** A list of the Admin API, and the single thing in it. */
export type ChangeList = {
	/** Of the list and of the single thing in QueryRoot; the type of its ids. */
	readonly names: { readonly list: string; readonly one: string; readonly type: string };
	/** So many that a page stays below the 1,000 points that a call may cost. */
	readonly pageSize: number;
	readonly fields: string;
	/** Reads the pages and the single thing. `observe` may have to ask for what did not come along. */
	page(ask: Ask, query: string, variables: Readonly<Record<string, unknown>>): Promise<ReadPage>;
	one(ask: Ask, query: string, id: string): Promise<Observation[]>;
};

export type ReadPage = {
	readonly observations: Observation[];
	/** Entries that are not what such an entry holds. */
	readonly refused: RefusedEntity[];
	/** The cursor behind the page; `null` on the last one. */
	readonly next: string | null;
};

/** Where no entry has an id of Shopify's, it is a list of something else. */
const isListOfNodes = ({ nodes }: { readonly nodes: readonly unknown[] }) =>
	nodes.length === 0 || nodes.some((node) => withId.safeParse(node).success);

const withId = z.object({ id });

function changeList<T>(
	names: ChangeList['names'],
	pageSize: number,
	fields: string,
	node: z.ZodType<T>,
	observe: (ask: Ask, node: T) => Promise<Observation[]>,
): ChangeList {
	const pageAnswer = z.object({
		page: connection(z.unknown()).refine(isListOfNodes, "no entry has an id of Shopify's"),
	});
	const oneAnswer = z.object({ one: node.nullable() });
	return {
		names,
		pageSize,
		fields,
		async page(ask, query, variables) {
			const { page } = await ask(query, variables, pageAnswer);
			const observations: Observation[] = [];
			const refused: RefusedEntity[] = [];
			for (const each of page.nodes) {
				try {
					observations.push(...(await observe(ask, node.parse(each))));
				} catch (error) {
					refused.push(refusedEntity(each, error));
				}
			}
			return { observations, refused, next: page.next };
		},
		async one(ask, query, id) {
			const { one } = await ask(query, { id }, oneAnswer);
			return one === null ? [] : await observe(ask, one);
		},
	};
}

const orders = changeList(
	{ list: 'orders', one: 'order', type: 'Order' },
	6,
	ORDER_FIELDS,
	orderNode,
	observeOrder,
);

/** Shopify has no list of fulfillments: they come with their orders. */
export const CHANGE_LISTS: Readonly<Record<EntityType, ChangeList>> = {
	Order: orders,
	Shipment: orders,
	Customer: changeList(
		{ list: 'customers', one: 'customer', type: 'Customer' },
		100,
		CUSTOMER_FIELDS,
		customerNode,
		async (_ask, customer) => [normaliseCustomer(customer, [])],
	),
	Product: changeList(
		{ list: 'products', one: 'product', type: 'Product' },
		25,
		PRODUCT_FIELDS,
		productNode,
		observeProduct,
	),
};
