import { sql } from 'kysely';
import { z } from 'zod/v4';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import { inSlices, SLICE_ROWS } from '../state/slices.ts';
import type { DigestDay } from './digestDay.ts';

const TOLD = [
	'order_created',
	'order_cancelled',
	'order_refunded',
	'shipment_created',
	'shipment_status_changed',
	'shipment_delivered',
	'shipment_exception',
] as const;

const amount = z.number().nullish();
const moneyBack = {
	refundedTotal: amount,
	refunds: z.array(z.object({ id: z.string().nullish(), amount })).nullish(),
};
const status = z.string().nullish();
const entitySchema = z.object({
	status,
	currency: z.string().nullish(),
	total: amount,
	...moneyBack,
});
const previousSchema = z.object({ status, ...moneyBack });
const codesSchema = z.array(z.string());

/** What a digest reads of an event. */
export type Telling = {
	/** One for each order and each parcel. */
	readonly key: string;
	readonly codes: readonly string[];
	readonly entity: z.infer<typeof entitySchema>;
	/** Of what has changed, how it was; `null` where nothing is known of before. */
	readonly previous: z.infer<typeof previousSchema> | null;
};

/**
 * Goes through the events of a space on a day that a digest tells of, a part of them at a time: a day may have very
 * many of which it tells nothing.
 *
 * @param integrations guids; `null` is every store of the space
 */
export async function forEachTelling(
	{ db }: Pick<OpenDatabase, 'db'>,
	space: string,
	integrations: readonly string[] | null,
	{ from, to }: Pick<DigestDay, 'from' | 'to'>,
	visit: (telling: Telling) => void,
): Promise<void> {
	let [receivedAt, id] = [from, ''];
	await inSlices(async () => {
		const rows = await db
			.selectFrom('event')
			.select(['id', 'receivedAt', 'integrationGuid', 'codesJson'])
			.where('space', '=', space)
			.where('receivedAt', '<', to)
			.where(sql<boolean>`(received_at, id) > (${receivedAt}, ${id})`)
			.orderBy('receivedAt')
			.orderBy('id')
			.limit(SLICE_ROWS)
			.execute();
		const told = rows.filter(
			({ integrationGuid, codesJson }) =>
				(integrations === null || integrations.includes(integrationGuid)) &&
				TOLD.some((code) => codesJson.includes(`"${code}"`)),
		);
		for (const telling of await tellingsOf(db, told)) visit(telling);
		const last = rows.at(-1);
		if (last) ({ receivedAt, id } = last);
		return rows.length === SLICE_ROWS;
	});
}

/** In the order of the events. */
async function tellingsOf(
	db: OpenDatabase['db'],
	events: ReadonlyArray<{ readonly id: string }>,
): Promise<Telling[]> {
	if (events.length === 0) return [];
	const rows = await db
		.selectFrom('event')
		.select(['integrationGuid', 'entityType', 'entityId'])
		.select(['codesJson', 'entityJson', 'previousJson'])
		.where(
			'id',
			'in',
			events.map(({ id }) => id),
		)
		.where('catchUpId', 'is', null)
		.orderBy('receivedAt')
		.orderBy('id')
		.execute();
	return rows.map(({ integrationGuid, entityType, entityId, ...row }) => ({
		key: `${integrationGuid}/${entityType}/${entityId}`,
		codes: read(codesSchema, row.codesJson) ?? [],
		entity: read(entitySchema, row.entityJson) ?? {},
		previous: row.previousJson === null ? null : read(previousSchema, row.previousJson),
	}));
}

/** What cannot be read is not counted: one such row stops nobody. */
function read<T>(schema: z.ZodType<T>, json: string): T | null {
	try {
		return schema.parse(JSON.parse(json));
	} catch {
		return null;
	}
}
