import { z } from 'zod/v4';
import type { Observation } from '../../../events/observation.ts';
import { told } from '../../payloadFields.ts';
import { normaliseFulfillmentEvent } from '../normaliseFulfillmentEvent.ts';
import { normaliseOrder } from '../normaliseOrder.ts';
import { allOf } from './allOf.ts';
import type { Ask } from './ask.ts';
import {
	FULFILLMENT_FIELDS,
	fulfillmentLines,
	fulfillmentNode,
	type FulfillmentNode,
} from './fulfillment.ts';
import { gidOf } from './gid.ts';
import { LINE_ITEM_FIELDS, lineItemNode, type LineItemPayload } from './lineItem.ts';
import { applicationsIn } from './discount.ts';
import { connection, optional } from './nodeFields.ts';
import { nodesById } from './nodesById.ts';
import type { OrderNode } from './order.ts';
import {
	REFUND_FIELDS,
	REFUND_LINE_FIELDS,
	refundLines,
	refundNode,
	type RefundNode,
} from './refund.ts';
import { SHIPPING_LINE_FIELDS, shippingLineNode } from './shippingLine.ts';

const MORE_LINES = `query lines($id: ID!, $after: String) {
	order(id: $id) {
		lineItems(first: 50, after: $after) {
			nodes { ${LINE_ITEM_FIELDS} }
			pageInfo { hasNextPage endCursor }
		}
	}
}`;

const MORE_SHIPPING_LINES = `query shippingLines($id: ID!, $after: String) {
	order(id: $id) {
		shippingLines(first: 30, after: $after) {
			nodes { ${SHIPPING_LINE_FIELDS} }
			pageInfo { hasNextPage endCursor }
		}
	}
}`;

const MORE_REFUND_LINES = `query refundLines($id: ID!, $after: String) {
	node(id: $id) {
		... on Refund {
			refundLineItems(first: 80, after: $after) {
				nodes { ${REFUND_LINE_FIELDS} }
				pageInfo { hasNextPage endCursor }
			}
		}
	}
}`;

const MORE_FULFILLMENT_LINES = `query fulfillmentLines($id: ID!, $after: String) {
	fulfillment(id: $id) {
		fulfillmentLineItems(first: 250, after: $after) {
			nodes { quantity lineItem { id } }
			pageInfo { hasNextPage endCursor }
		}
	}
}`;

const FULFILLMENT_IDS = `query fulfillmentIds($id: ID!) { order(id: $id) { list: fulfillments(first: 250) { id } } }`;
const REFUND_IDS = `query refundIds($id: ID!) { order(id: $id) { list: refunds(first: 250) { id } } }`;

const lines = z.object({ order: optional(z.object({ lineItems: connection(lineItemNode) })) });
const shippingLines = z.object({
	order: optional(z.object({ shippingLines: connection(shippingLineNode) })),
});
const linesOfRefund = z.object({ node: optional(z.object({ refundLineItems: refundLines })) });
const partLines = z.object({
	fulfillment: optional(z.object({ fulfillmentLineItems: fulfillmentLines })),
});
const ids = z.object({
	order: optional(z.object({ list: z.array(z.object({ id: z.string() })) })),
});

/** So many together cost less than the 1,000 points that one call may cost. */
const FULFILLMENTS_AT_ONCE = 20;
const REFUNDS_AT_ONCE = 2;

/**
 * The order and its shipments, as webhooks would tell them. What did not come along with the order is
 * fetched.
 */
export async function observeOrder(ask: Ask, order: OrderNode): Promise<Observation[]> {
	const gid = gidOf('Order', order.id);
	const lineItems = await allOf(order.lines, async (after) => {
		const answer = await ask(MORE_LINES, { id: gid, after }, lines);
		return answer.order?.lineItems ?? null;
	});
	const fulfillments = order.hasMoreFulfillments
		? await nodesById(
				ask,
				'Fulfillment',
				await idsOf(ask, FULFILLMENT_IDS, gid),
				FULFILLMENTS_AT_ONCE,
				FULFILLMENT_FIELDS,
				fulfillmentNode,
			)
		: order.fulfillments;
	const refunds = order.hasRefunds
		? await nodesById(
				ask,
				'Refund',
				await idsOf(ask, REFUND_IDS, gid),
				REFUNDS_AT_ONCE,
				REFUND_FIELDS,
				refundNode,
			)
		: [];
	const shipping = await allOf(order.shippingLines, async (after) => {
		const answer = await ask(MORE_SHIPPING_LINES, { id: gid, after }, shippingLines);
		return answer.order?.shippingLines ?? null;
	});
	const refundPayloads = [];
	for (const each of refunds) refundPayloads.push(await refundPayload(ask, each));
	const linesById = new Map(lineItems.map((line) => [line.id, line]));
	const shipments = [];
	for (const each of fulfillments) shipments.push(await shipmentPayload(ask, each, linesById));

	const payload = {
		...order.payload,
		fulfillment_status: fulfillmentStatusOf(order.fulfillmentWord, fulfillments),
		line_items: lineItems,
		shipping_lines: shipping,
		discount_applications: applicationsIn([...lineItems, ...shipping]),
		fulfillments: shipments,
		refunds: refundPayloads,
	};
	const events = new Map(fulfillments.map(({ id, event }) => [id, event]));
	return normaliseOrder(payload, []).map((observation) =>
		observation.entityType === 'Shipment'
			? withCarriersWords(observation, events.get(observation.id) ?? null)
			: observation,
	);
}

async function idsOf(ask: Ask, query: string, id: string | null): Promise<string[]> {
	const { order } = await ask(query, { id }, ids);
	return (order?.list ?? []).map((each) => each.id);
}

async function refundPayload(ask: Ask, { payload, lines: beginning }: RefundNode) {
	const all = await allOf(beginning, async (after) => {
		const variables = { id: gidOf('Refund', payload.id), after };
		const { node } = await ask(MORE_REFUND_LINES, variables, linesOfRefund);
		return node?.refundLineItems ?? null;
	});
	return { ...payload, refund_line_items: all };
}

/** The lines of a fulfillment are those of the order, with the quantity that is in the parcel. */
async function shipmentPayload(
	ask: Ask,
	{ id, payload, lines: beginning }: FulfillmentNode,
	linesById: ReadonlyMap<string, LineItemPayload>,
) {
	const inParcel = await allOf(beginning, async (after) => {
		const variables = { id: gidOf('Fulfillment', id), after };
		const { fulfillment } = await ask(MORE_FULFILLMENT_LINES, variables, partLines);
		return fulfillment?.fulfillmentLineItems ?? null;
	});
	const ofParcel = inParcel.flatMap(({ id: lineId, quantity }) => {
		const line = linesById.get(lineId);
		return line ? [{ ...line, quantity }] : [];
	});
	return { ...payload, line_items: ofParcel };
}

/**
 * The word that webhooks have: they know `fulfilled`, `partial` and none. GraphQL's other words, such as
 * IN_PROGRESS and ON_HOLD, are about what is not sent yet.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/2026-10/enums/OrderDisplayFulfillmentStatus
 */
function fulfillmentStatusOf(
	displayed: string | null | undefined,
	fulfillments: readonly FulfillmentNode[],
): string | null {
	if (displayed === 'fulfilled') return 'fulfilled';
	if (displayed === 'partially_fulfilled') return 'partial';
	if (displayed === 'unfulfilled') return null;
	return fulfillments.some(({ payload }) => payload.status === 'success') ? 'partial' : null;
}

/** Adds what `fulfillment_events/create` tells beside the status. */
function withCarriersWords(
	observation: Observation & { entityType: 'Shipment' },
	event: FulfillmentNode['event'],
): Observation {
	if (event === null) return observation;
	const { message, estimatedDeliveryAt, deliveredAt } = normaliseFulfillmentEvent(event).entity;
	return {
		...observation,
		entity: { ...observation.entity, ...told({ message, estimatedDeliveryAt, deliveredAt }) },
	};
}
