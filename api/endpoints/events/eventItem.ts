import { z } from 'zod/v4';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { personSchema, TOLD_SCHEMAS } from '../../../engine/events/entities.ts';
import type { EntityType } from '../../../engine/events/entityType.ts';

/** An event as workflows get it; docs/event-contract.md says what each field means. */
function itemOf<T extends EntityType>(entityType: T) {
	const code = z.enum(
		CATALOG.filter((trigger) => trigger.entityType === entityType).map((trigger) => trigger.code),
	);
	return z
		.object({
			event: z.object({
				id: z.string(),
				code: code.describe('The most telling one'),
				codes: z.array(code),
				name: z.string(),
				entityType: z.literal(entityType),
				occurredAt: z.iso.datetime(),
				receivedAt: z.iso.datetime(),
				attempt: z.number().int(),
				isSample: z.boolean(),
				isOwnUpdate: z.boolean().describe('Whether n8n itself has made this change in the store'),
			}),
			integration: z.object({
				guid: z.uuid(),
				name: z.string(),
				provider: z.string(),
				storeUrl: z.string(),
			}),
			customer: personSchema.nullable(),
			[entityType.toLowerCase()]: TOLD_SCHEMAS[entityType],
			previous: z
				.record(z.string(), z.unknown())
				.nullable()
				.describe('The old values of the fields that changed; `null` where nothing was known'),
			raw: z.unknown().optional().describe("The store's own message, where it was asked for"),
		})
		.meta({ id: `${entityType}Event` });
}

export const EVENT_ITEMS = {
	Order: itemOf('Order'),
	Shipment: itemOf('Shipment'),
	Customer: itemOf('Customer'),
	Product: itemOf('Product'),
} as const;

/** An event of any type: which one, `event.entityType` says. */
export const eventItem = z
	.union([EVENT_ITEMS.Order, EVENT_ITEMS.Shipment, EVENT_ITEMS.Customer, EVENT_ITEMS.Product])
	.meta({ id: 'Event' });
