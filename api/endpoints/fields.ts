import { z } from 'zod/v4';
import { aboutEvent } from '../../engine/history/aboutEvent.ts';
import { keysetOf } from '../../engine/history/keysetCursor.ts';
import { PROVIDERS, providerOf } from '../../engine/providers/providers.ts';
import { ENTITY_TYPES, type EntityType } from '../../engine/events/entityType.ts';
import { notFoundIssue } from '../http/notFoundIssue.ts';
import { CATALOG, triggerOf } from '../../engine/events/catalog.ts';
import {
	noStartType,
	START_TYPES,
	startTypeOf,
	type StartType,
} from '../workflows/startTriggers.ts';

const BOOLEAN = { type: 'boolean', enum: undefined } as const;

/** `?managed=true`; left out, or empty, it is false. */
export const booleanQuery = z
	.enum(['true', 'false', '1', '0', ''])
	.default('false')
	.meta({ ...BOOLEAN, default: false })
	.transform((given) => given === 'true' || given === '1');

/** `?open=true`; left out, both are meant. */
export const optionalBooleanQuery = z
	.enum(['true', 'false'])
	.meta(BOOLEAN)
	.transform((given) => given === 'true')
	.optional();

/** `?cursor=…`: where a page begins; `null` for the first. */
export const cursorQuery = z
	.string()
	.max(500)
	.optional()
	.describe('`nextCursor` of the page before')
	.transform((given, context) => {
		if (given === undefined) return null;
		const keyset = keysetOf(given);
		if (keyset !== null) return keyset;
		context.addIssue({
			code: 'custom',
			message: 'This is no nextCursor of a page before. Leave it out for the first page.',
		});
		return z.NEVER;
	});

/** An entity type, or `Alert`, in a path: in any case; an unknown one is 404 and names all of them. */
export const startTypeParam = z
	.string()
	.meta({ enum: [...START_TYPES], description: 'Upper and lower case are the same.' })
	.transform((given, context): StartType => {
		const found = startTypeOf(given);
		if (found !== null) return found;
		context.addIssue(notFoundIssue(noStartType(given)));
		return z.NEVER;
	});

/** An entity type in a query or a body, in any case. */
export const entityTypeField = z
	.string()
	.meta({ enum: [...ENTITY_TYPES], description: 'Upper and lower case are the same.' })
	.transform((given, context): EntityType => {
		const found = ENTITY_TYPES.find((type) => type.toLowerCase() === given.trim().toLowerCase());
		if (found !== undefined) return found;
		context.addIssue({
			code: 'custom',
			message: `There is no entity type "${given.slice(0, 50)}". There are ${ENTITY_TYPES.join(', ')}.`,
		});
		return z.NEVER;
	});

/** A guid in a path. What is none cannot be found. */
export const guidParam = (what: string) =>
	z
		.string()
		.meta({ format: 'uuid' })
		.transform((given, context): string => {
			if (z.guid().safeParse(given).success) return given.toLowerCase();
			context.addIssue(notFoundIssue(`${what} not found`));
			return z.NEVER;
		});

/** A kind of store; an unknown one is refused. */
export const providerField = z
	.string()
	.describe('Guid or slug of a provider, as `GET /api/integrations/providers` lists them.')
	.transform((given, context) => {
		const found = providerOf(given);
		if (found !== undefined) return found;
		const slugs = PROVIDERS.map(({ slug }) => slug).join(', ');
		context.addIssue({
			code: 'custom',
			message: `There is no provider "${given.slice(0, 100)}". There are ${slugs}.`,
		});
		return z.NEVER;
	});

const LARGEST_PAGE = 250;

/** `?limit=50`: how many at most. */
export const limitQuery = z.coerce
	.number('a whole number from 1 to 250')
	.int('a whole number from 1 to 250')
	.min(1)
	.max(LARGEST_PAGE)
	.default(50);

/** A moment in a query, ISO 8601 with a time zone: epoch milliseconds. */
export const momentQuery = z.iso
	.datetime({ offset: true, message: 'a moment such as 2026-01-31T08:00:00Z' })
	.transform((text) => Date.parse(text))
	.optional();

/** Epoch milliseconds as the API tells them; `null` for never. */
export const isoOf = (ms: number | null | undefined): string | null =>
	ms ? new Date(ms).toISOString() : null;

export const codeField = z.enum(CATALOG.map(({ code }) => code)).meta({ id: 'EventCode' });

/** What a list tells of an event. */
export const eventSummary = z
	.object({
		id: z.string(),
		code: codeField.describe('The most telling one'),
		codes: z.array(codeField),
		name: z.string(),
		entityType: z.enum(ENTITY_TYPES),
		entityId: z.string().describe("The store's own id"),
		about: z
			.string()
			.nullable()
			.describe(
				'What people call it: number of the order (also of a shipment), e-mail address of the customer, name of the product',
			),
		integration: z.object({ guid: z.uuid(), name: z.string() }),
		occurredAt: z.iso.datetime(),
		receivedAt: z.iso.datetime(),
		isOwnUpdate: z.boolean().describe('Whether n8n itself has made this change in the store'),
	})
	.meta({ id: 'EventSummary' });

type EventRow = {
	readonly id: string;
	readonly codesJson: string;
	readonly entityType: string;
	readonly entityId: string;
	readonly entityJson: string;
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
		about: aboutEvent(row),
		integration: { guid: row.integrationGuid, name: row.name },
		occurredAt: new Date(row.occurredAt).toISOString(),
		receivedAt: new Date(row.receivedAt).toISOString(),
		isOwnUpdate: row.isOwnUpdate === 1,
	};
}
