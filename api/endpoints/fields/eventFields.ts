import { z } from 'zod/v4';
import { CATALOG, triggerOf } from '../../../engine/events/catalog.ts';
import { ENTITY_TYPES } from '../../../engine/events/entityType.ts';

export const codeField = z.enum(CATALOG.map(({ code }) => code));

/** What a list tells of an event. */
export const eventSummary = z.object({
	id: z.string(),
	code: codeField.describe('The most telling one'),
	codes: z.array(codeField),
	name: z.string(),
	entityType: z.enum(ENTITY_TYPES),
	entityId: z.string().describe("The store's own id"),
	integration: z.object({ guid: z.uuid(), name: z.string() }),
	occurredAt: z.iso.datetime(),
	receivedAt: z.iso.datetime(),
	isOwnUpdate: z.boolean().describe('Whether n8n itself has made this change in the store'),
});

type EventRow = {
	readonly id: string;
	readonly codesJson: string;
	readonly entityType: string;
	readonly entityId: string;
	readonly integrationGuid: string;
	readonly name: string;
	readonly occurredAt: number;
	readonly receivedAt: number;
	readonly isOwnUpdate: number;
};

export function eventSummaryOf(row: EventRow) {
	const codes = z.array(codeField).parse(JSON.parse(row.codesJson));
	return {
		id: row.id,
		code: codes[0],
		codes,
		name: triggerOf(codes[0] ?? '')?.name,
		entityType: row.entityType,
		entityId: row.entityId,
		integration: { guid: row.integrationGuid, name: row.name },
		occurredAt: new Date(row.occurredAt).toISOString(),
		receivedAt: new Date(row.receivedAt).toISOString(),
		isOwnUpdate: row.isOwnUpdate === 1,
	};
}
