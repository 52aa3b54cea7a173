import { z } from 'zod/v4';
import { connection, id, optional, word } from './nodeFields.ts';

/** Lines that come along with each fulfillment; the rest of a longer one is fetched after it. */
const LINES = 5;

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Fulfillment */
export const FULFILLMENT_FIELDS = `
	id status displayStatus createdAt updatedAt
	service { handle }
	trackingInfo { company number url }
	events(first: 1, sortKey: HAPPENED_AT, reverse: true) {
		nodes { status message happenedAt estimatedDeliveryAt }
	}
	fulfillmentLineItems(first: ${LINES}) {
		nodes { quantity lineItem { id } }
		pageInfo { hasNextPage endCursor }
	}
`;

export const fulfillmentLines = connection(
	z
		.object({ quantity: z.unknown(), lineItem: z.object({ id }) })
		.transform(({ quantity, lineItem }) => ({ quantity, id: lineItem.id })),
);

const event = z.object({
	status: word,
	message: z.unknown(),
	happenedAt: z.unknown(),
	estimatedDeliveryAt: z.unknown(),
});

const tracking = z.object({ company: z.unknown(), number: z.unknown(), url: z.unknown() });

export const fulfillmentNode = z
	.object({
		id,
		status: word,
		displayStatus: word,
		createdAt: z.unknown(),
		updatedAt: z.unknown(),
		service: optional(z.object({ handle: z.string() })),
		trackingInfo: optional(z.array(tracking)),
		events: optional(z.object({ nodes: z.array(event) })),
		fulfillmentLineItems: fulfillmentLines,
	})
	.transform((node) => {
		const [lastEvent = null] = node.events?.nodes ?? [];
		const [first] = node.trackingInfo ?? [];
		const parcels = node.trackingInfo?.filter(({ number }) => Boolean(number));
		const none = node.trackingInfo ? null : undefined;
		return {
			id: node.id,
			lines: node.fulfillmentLineItems,
			/** What the carrier said last, as `fulfillment_events/create` tells it. */
			event: lastEvent && {
				fulfillment_id: node.id,
				status: lastEvent.status,
				message: lastEvent.message,
				happened_at: lastEvent.happenedAt,
				estimated_delivery_at: lastEvent.estimatedDeliveryAt,
			},
			payload: {
				id: node.id,
				status: node.status,
				shipment_status: lastEvent?.status ?? carrierWordOf(node.displayStatus),
				tracking_company: first ? first.company : none,
				tracking_number: first ? first.number : none,
				tracking_numbers: parcels?.map(({ number }) => number),
				tracking_url: first ? first.url : none,
				tracking_urls: parcels?.map(({ url }) => url),
				service: node.service?.handle,
				created_at: node.createdAt,
				updated_at: node.updatedAt,
			},
		};
	});

export type FulfillmentNode = z.output<typeof fulfillmentNode>;

/** Words of `displayStatus` that no carrier says: `shipment_status` of a webhook has none of them. */
const OWN_WORDS: readonly string[] = [
	'canceled',
	'fulfilled',
	'marked_as_fulfilled',
	'submitted',
	'not_delivered',
	'label_voided',
];

const carrierWordOf = (displayStatus: string | null | undefined): string | null =>
	displayStatus && !OWN_WORDS.includes(displayStatus) ? displayStatus : null;
