import { fulfillmentNode, orderNode, type Require } from './nodes.ts';
import { fulfillmentPayload } from './payloads.ts';
import type { FulfillmentOrderRecord, OrderRecord } from './records.ts';
import type { ShopState } from './shopState.ts';

type TrackingInput = { number?: string; company?: string; url?: string };
type FulfillmentInput = {
	lineItemsByFulfillmentOrder: Array<{ fulfillmentOrderId: string }>;
	trackingInfo?: TrackingInput;
	notifyCustomer?: boolean;
};

export const numberIn = (gid: string): number => Number(/\/(\d+)$/.exec(gid)?.[1]);
const error = (field: string, message: string) => ({ field: [field], message });

const parcelOf = (given: TrackingInput | undefined) =>
	given?.number
		? { number: given.number, company: given.company ?? null, url: given.url ?? null }
		: null;

/** Shopify writes to customers only when it is asked to. */
export type Mail = { readonly about: string; readonly orderId: number };

/** How the shop's changes come about. Each rule is one that the mutation's page documents. */
export function mutations(
	state: ShopState,
	require: Require,
	mails: Mail[],
	settings: { cancellation: { looks: number; errors: string[] } },
) {
	const mayFulfil = (field: string) => require('write_merchant_managed_fulfillment_orders', field);

	const makeFulfillment = (
		order: OrderRecord,
		parts: readonly FulfillmentOrderRecord[],
		{ trackingInfo, notifyCustomer }: FulfillmentInput,
	) => {
		const at = state.now();
		const fulfillment = {
			id: state.newId(),
			name: `#${order.number}.${order.fulfillments.length + 1}`,
			status: 'SUCCESS' as const,
			createdAt: at,
			updatedAt: at,
			tracking: parcelOf(trackingInfo),
			lines: parts.flatMap(({ lines }) => lines),
			events: [],
		};
		state.changeOrder(order.id, ({ fulfillments }) => {
			fulfillments.push(fulfillment);
			for (const part of parts) part.status = 'CLOSED';
		});
		state.tell('fulfillments/create', fulfillmentPayload(order, fulfillment));
		if (notifyCustomer) mails.push({ about: 'shipment', orderId: order.id });
		return fulfillment;
	};

	return {
		/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/orderCancel: the four criteria. */
		orderCancel(args: {
			orderId: string;
			reason: string;
			staffNote: string | null;
			notifyCustomer: boolean;
		}) {
			require('write_orders', 'orderCancel');
			const refuse = (message: string) => ({
				job: null,
				jobResult: null,
				orderCancelUserErrors: [{ ...error('orderId', message), code: 'INVALID' }],
			});
			const order = state.orders.get(numberIn(args.orderId));
			if (!order) return refuse('Order does not exist');
			if (order.cancelledAt !== null) return refuse('Order has already been cancelled');
			if (order.fulfillments.some(({ status }) => status === 'SUCCESS')) {
				return refuse('Cannot cancel an order with outstanding fulfillments');
			}
			order.cancelReason = args.reason;
			order.staffNote = args.staffNote;
			if (args.notifyCustomer) mails.push({ about: 'cancellation', orderId: order.id });
			const id = `gid://shopify/OrderCancelJobResult/${state.newId()}`;
			const { looks, errors } = settings.cancellation;
			state.jobs.set(id, { orderId: order.id, looksLeft: looks, errors: [...errors] });
			return {
				job: { id: id.replace('OrderCancelJobResult', 'Job'), done: false },
				jobResult: {
					__typename: 'OrderCancelJobResult',
					id,
					done: false,
					status: 'STARTED',
					errors: [],
				},
				orderCancelUserErrors: [],
			};
		},

		/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/orderClose */
		orderClose({ input }: { input: { id: string } }) {
			require('write_orders', 'orderClose');
			const order = state.orders.get(numberIn(input.id));
			if (!order) return { order: null, userErrors: [error('id', 'Order does not exist')] };
			state.changeOrder(order.id, (each) => (each.closedAt ??= state.now()));
			return { order: orderNode(order, require), userErrors: [] };
		},

		/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fulfillmentCreate: one order, one location. */
		fulfillmentCreate({ fulfillment: input }: { fulfillment: FulfillmentInput }) {
			mayFulfil('fulfillmentCreate');
			const refuse = (message: string) => ({
				fulfillment: null,
				userErrors: [error('fulfillment', message)],
			});
			const ids = input.lineItemsByFulfillmentOrder.map((each) =>
				numberIn(each.fulfillmentOrderId),
			);
			const found = [...state.orders.values()].flatMap((order) =>
				order.fulfillmentOrders
					.filter(({ id }) => ids.includes(id))
					.map((part) => ({ order, part })),
			);
			const [first] = found;
			if (!first || found.length !== ids.length) return refuse('Fulfillment order does not exist.');
			if (found.some(({ order }) => order !== first.order)) {
				return refuse('All fulfillment orders must belong to the same order.');
			}
			if (found.some(({ part }) => part.location.id !== first.part.location.id)) {
				return refuse('All fulfillment orders must be assigned to the same location.');
			}
			const closed = found.find(
				({ part }) => part.isOfService || !['OPEN', 'IN_PROGRESS'].includes(part.status),
			);
			if (closed) {
				return refuse(
					`Fulfillment order ${closed.part.id} has an unfulfillable status= ${closed.part.status.toLowerCase()}.`,
				);
			}
			const parts = found.map(({ part }) => part);
			const made = makeFulfillment(first.order, parts, input);
			return { fulfillment: fulfillmentNode(first.order, made, require), userErrors: [] };
		},

		/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fulfillmentEventCreate */
		fulfillmentEventCreate({
			fulfillmentEvent: given,
		}: {
			fulfillmentEvent: {
				fulfillmentId: string;
				status: string;
				message?: string;
				happenedAt?: string;
			};
		}) {
			require('write_fulfillments', 'fulfillmentEventCreate');
			const found = state.findFulfillment(numberIn(given.fulfillmentId));
			if (!found || found.fulfillment.status === 'CANCELLED') {
				return {
					fulfillmentEvent: null,
					userErrors: [error('fulfillmentId', 'Fulfillment is not open for events.')],
				};
			}
			const happenedAt = given.happenedAt ? Date.parse(given.happenedAt) : state.now();
			const id = state.report(found.fulfillment.id, given, happenedAt);
			return {
				fulfillmentEvent: { id: `gid://shopify/FulfillmentEvent/${id}` },
				userErrors: [],
			};
		},

		/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fulfillmentTrackingInfoUpdate */
		fulfillmentTrackingInfoUpdate(args: {
			fulfillmentId: string;
			trackingInfoInput: TrackingInput;
			notifyCustomer?: boolean;
		}) {
			mayFulfil('fulfillmentTrackingInfoUpdate');
			const found = state.findFulfillment(numberIn(args.fulfillmentId));
			if (!found) {
				return {
					fulfillment: null,
					userErrors: [error('fulfillmentId', 'Fulfillment does not exist.')],
				};
			}
			state.changeFulfillment(found.fulfillment.id, (each) => {
				each.tracking = parcelOf(args.trackingInfoInput);
			});
			if (args.notifyCustomer) mails.push({ about: 'tracking', orderId: found.order.id });
			return {
				fulfillment: fulfillmentNode(found.order, found.fulfillment, require),
				userErrors: [],
			};
		},

		/** https://shopify.dev/docs/api/admin-graphql/2026-10/mutations/fulfillmentCancel: what was sent is open again. */
		fulfillmentCancel({ id }: { id: string }) {
			mayFulfil('fulfillmentCancel');
			const found = state.findFulfillment(numberIn(id));
			if (!found) {
				return { fulfillment: null, userErrors: [error('id', 'Fulfillment does not exist.')] };
			}
			found.order.fulfillmentOrders.push({
				...found.order.fulfillmentOrders[0]!,
				id: state.newId(),
				status: 'OPEN',
				lines: found.fulfillment.lines,
			});
			state.changeFulfillment(found.fulfillment.id, (each) => (each.status = 'CANCELLED'));
			return {
				fulfillment: fulfillmentNode(found.order, found.fulfillment, require),
				userErrors: [],
			};
		},
	};
}
