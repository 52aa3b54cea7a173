import { z } from 'zod/v4';
import { CATALOG } from '../../engine/events/catalog.ts';
import { ENTITY_TYPES, type EntityType } from '../../engine/events/entityType.ts';
import { EVENT_ITEMS } from '../endpoints/events/eventItem.ts';
import type { Schemas } from './schemas.ts';

const HEADERS = [
	[
		'webhook-id',
		true,
		'The same whenever the same thing is sent again: leave out what you have already',
	],
	['webhook-timestamp', true, 'When it was sent, in seconds since 1970'],
	[
		'webhook-signature',
		false,
		'With a secret: `v1,` and Base64 of the HMAC-SHA256 of id, timestamp and body, joined by dots; several are separated by spaces',
	],
] as const;

/** `order.status_changed` for `order_status_changed`. @see eventBody */
const sentType = (code: string) => code.replace('_', '.');

/** What is sent for events of one type of entity. */
const messageOf = (entityType: EntityType) =>
	z
		.object({
			type: z
				.enum(
					CATALOG.filter((trigger) => trigger.entityType === entityType).map(({ code }) =>
						sentType(code),
					),
				)
				.describe('The code of the event, with a dot after the type of entity'),
			timestamp: z.iso.datetime().describe('When it happened'),
			data: EVENT_ITEMS[entityType],
		})
		.meta({ id: `${entityType}Message` });

const MESSAGES = ENTITY_TYPES.map((entityType) => ({ entityType, message: messageOf(entityType) }));

/**
 * What Commerce Call Webhook sends when it is told no body of its own, and destinations always.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export const sentWebhooks = ({ schemaOf }: Schemas): Record<string, object> =>
	Object.fromEntries(
		MESSAGES.map(({ entityType, message }) => [
			`${entityType.toLowerCase()}Event`,
			{
				post: {
					operationId: `receive${entityType}Event`,
					tags: ['Events'],
					summary: `Get an event of ${entityType === 'Order' ? 'an order' : `a ${entityType.toLowerCase()}`}`,
					description:
						'What a workflow with the action `webhook`, or a destination, sends to its `url` (Standard Webhooks 1.0.0). Answer with 2xx within 15 seconds; anything else is tried again.',
					security: [],
					parameters: HEADERS.map(([name, required, description]) => ({
						name,
						in: 'header',
						required,
						description,
						schema: { type: 'string' },
					})),
					requestBody: {
						required: true,
						content: { 'application/json': { schema: schemaOf(message, 'output') } },
					},
					responses: {
						'2XX': { description: 'It has arrived, and is not sent again' },
						'4XX': { description: 'It cannot be taken' },
					},
				},
			},
		]),
	);
