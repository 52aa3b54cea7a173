import { recordedNode } from './recordedOrder.ts';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema, execute, GraphQLError, parse, validate } from 'graphql';
import type { SimulatedAnswer } from '../simulatedServer.ts';
import { changesOf } from './connections.ts';
import { mutations, numberIn, type Mail } from './mutations.ts';
import { customerNode, fulfillmentNode, orderNode, productNode, refundNode } from './nodes.ts';
import { queryCost } from './queryCost.ts';
import type { ShopState } from './shopState.ts';

const schema = buildSchema(
	readFileSync(
		join(import.meta.dirname ?? __dirname, '../../fixtures/shopify/admin-2026-10.graphql'),
		'utf8',
	),
);

/** "A single query may not exceed a cost of 1,000 points": docs, GraphQL Admin API rate limits. */
const MOST_FOR_A_CALL = 1_000;

/** Points that an app has in a shop: so many at most, and so many come back in a second. */
export type Points = { maximum: number; available: number; perSecond: number };

export type AdminApi = {
	answer(call: { query: string; variables: Record<string, unknown> }): SimulatedAnswer;
	/** The cost of each call that was run. */
	readonly costs: number[];
};

export type AdminSettings = {
	scopes: string[];
	/** `null`: no limit. The standard plan has 2,000 points, and 100 come back in a second. */
	points: Points | null;
	mostForACall: number;
	cancellation: { looks: number; errors: string[] };
};

export const adminSettings = (): AdminSettings => ({
	scopes: [
		'write_orders',
		'write_fulfillments',
		'write_merchant_managed_fulfillment_orders',
		'read_customers',
		'read_products',
	],
	points: null,
	mostForACall: MOST_FOR_A_CALL,
	cancellation: { looks: 1, errors: [] },
});

/** Runs calls of the GraphQL Admin API against the schema of Shopify itself. */
export function createAdminApi(state: ShopState, settings: AdminSettings, mails: Mail[]): AdminApi {
	const costs: number[] = [];
	let refilledAt = state.now();

	/** The words and the code are those of the API: a field's page says which scope it needs. */
	const require = (scope: string, field: string) => {
		const has = [scope, scope.replace('read_', 'write_')].some((each) =>
			settings.scopes.includes(each),
		);
		if (has) return;
		throw new GraphQLError(`Access denied for ${field} field.`, {
			extensions: { code: 'ACCESS_DENIED', requiredAccess: `\`${scope}\` access scope.` },
		});
	};

	const jobResult = (id: string) => {
		const job = state.jobs.get(id);
		if (!job) return null;
		if (job.looksLeft > 0) job.looksLeft -= 1;
		const isDone = job.looksLeft === 0;
		const order = state.orders.get(job.orderId)!;
		if (isDone && job.errors.length === 0 && order.cancelledAt === null) {
			state.changeOrder(
				order.id,
				(each) => {
					each.cancelledAt = state.now();
					each.closedAt = state.now();
					if (each.financial === 'AUTHORIZED') each.financial = 'VOIDED';
					for (const part of each.fulfillmentOrders) part.status = 'CLOSED';
				},
				'orders/cancelled',
			);
		}
		return {
			__typename: 'OrderCancelJobResult',
			id,
			done: isDone,
			status: isDone ? (job.errors.length > 0 ? 'FAILED' : 'SUCCEEDED') : 'STARTED',
			errors: isDone ? job.errors.map((message) => ({ message, field: null, code: null })) : [],
		};
	};

	const order = ({ id }: { id: string }) => {
		require('read_orders', 'order');
		checkId(id, 'Order');
		const found = state.orders.get(numberIn(id));
		return found ? orderNode(found, require) : recordedNode(state.recorded, id);
	};
	const fulfillment = ({ id }: { id: string }) => {
		checkId(id, 'Fulfillment');
		const found = state.findFulfillment(numberIn(id));
		return found
			? fulfillmentNode(found.order, found.fulfillment, require)
			: recordedNode(state.recorded, id);
	};
	const refund = ({ id }: { id: string }) => {
		for (const each of state.orders.values()) {
			const found = each.refunds.find((one) => one.id === numberIn(id));
			if (found) return refundNode(found, each);
		}
		return recordedNode(state.recorded, id);
	};
	const node = ({ id }: { id: string }) => {
		if (/\/OrderCancelJobResult\//.test(id)) return jobResult(id);
		if (/\/Fulfillment\//.test(id)) return fulfillment({ id });
		if (/\/Refund\//.test(id)) return refund({ id });
		return order({ id });
	};
	type List = { first?: number; after?: string; query?: string; sortKey?: string };
	const root = {
		order,
		fulfillment,
		node,
		nodes: ({ ids }: { ids: string[] }) => ids.map((id) => node({ id })),
		customer: ({ id }: { id: string }) => {
			require('read_customers', 'customer');
			const found = state.customers.get(numberIn(id));
			return found ? customerNode(found) : null;
		},
		product: ({ id }: { id: string }) => {
			require('read_products', 'product');
			const found = state.products.get(numberIn(id));
			return found ? productNode(found) : null;
		},
		orders: (args: List) => {
			require('read_orders', 'orders');
			return changesOf(state.orders.values(), args, (each) => orderNode(each, require));
		},
		customers: (args: List) => {
			require('read_customers', 'customers');
			return changesOf(state.customers.values(), args, customerNode);
		},
		products: (args: List) => {
			require('read_products', 'products');
			return changesOf(state.products.values(), args, productNode);
		},
		...mutations(state, require, mails, settings),
	};

	/** https://shopify.dev/docs/api/usage/limits: a leaky bucket. */
	const refill = (points: Points) => {
		const seconds = (state.now() - refilledAt) / 1_000;
		refilledAt = state.now();
		points.available = Math.min(points.maximum, points.available + seconds * points.perSecond);
	};

	return {
		costs,
		answer({ query, variables }) {
			const document = parse(query);
			const invalid = validate(schema, document);
			if (invalid.length > 0) return failure(invalid[0]!.message, 'undefinedField');
			const requestedQueryCost = queryCost(schema, document, variables);
			costs.push(requestedQueryCost);
			const { points } = settings;
			if (points) refill(points);
			const extensions = {
				cost: {
					requestedQueryCost,
					...(points && {
						throttleStatus: {
							maximumAvailable: points.maximum,
							currentlyAvailable: Math.floor(points.available),
							restoreRate: points.perSecond,
						},
					}),
				},
			};
			if (requestedQueryCost > settings.mostForACall) {
				const words = `Query cost is ${requestedQueryCost}, which exceeds the single query max cost limit (${settings.mostForACall}).`;
				return failure(words, 'MAX_COST_EXCEEDED', extensions);
			}
			if (points) {
				if (requestedQueryCost > points.available) {
					return failure('Throttled', 'THROTTLED', extensions);
				}
				points.available -= requestedQueryCost;
			}
			const result = execute({ schema, document, rootValue: root, variableValues: variables });
			if (result instanceof Promise) throw new Error('nothing here is asynchronous');
			return { status: 200, json: { ...JSON.parse(JSON.stringify(result)), extensions } };
		},
	};
}

/** The words are those of the API for an id of another kind. */
function checkId(id: string, type: string) {
	if (new RegExp(`^gid://shopify/${type}/\\d+$`).test(id)) return;
	throw new GraphQLError(`Invalid global id '${id}'`, {
		extensions: { code: 'argumentLiteralsIncompatible' },
	});
}

const failure = (message: string, code: string, extensions?: object): SimulatedAnswer => ({
	status: 200,
	json: { errors: [{ message, extensions: { code } }], ...(extensions && { extensions }) },
});
