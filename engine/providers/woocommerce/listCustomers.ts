import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { timeInUtc } from '../payloadFields.ts';
import type { Connection, StoreResponse } from '../storeHttp.ts';
import { listedEntries, refusedEntity } from '../refusedEntity.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { customerPlaceOf, secondOf, shopTime, type CustomerPlace } from './listPlace.ts';
import { observeAnswer } from './observeAnswer.ts';
import { readAnswer } from './readAnswer.ts';

type WooConnection = Connection<WooCommerceCredentials>;

const PAGE_SIZE = 100;

const BEGINNING: CustomerPlace = { done: 0, lastId: 0, until: null };

const rowSchema = z.looseObject({
	id: z.int(),
	date_created_gmt: timeInUtc,
	date_modified_gmt: timeInUtc,
});
type Row = z.output<typeof rowSchema>;

/**
 * `/customers` knows no time of change: all customers are read in the order of their ids, and those that
 * have not changed are left out here. One that changes after the first page was read is left for the next
 * listing, which would else begin behind changes of customers that this one had passed.
 *
 * @see woocommerce/woocommerce `Version1/class-wc-rest-customers-v1-controller.php` (`get_items`)
 */
export async function listCustomers(
	call: WooCommerceCall,
	connection: WooConnection,
	{ since, page }: ListPosition,
	now: () => Date,
): Promise<ListPage> {
	const place = page === null ? BEGINNING : customerPlaceOf(page);
	const { offset, payloads, answer } = await readFrom(call, connection, place);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const payload of payloads) {
		try {
			const row = rowSchema.parse(payload);
			if (row.id <= place.lastId || !isTold(row, since, place.until)) continue;
			const said = `GET /customers (id ${row.id})`;
			observations.push(...(await observeAnswer(call, connection, said, 'Customer', payload)));
		} catch (error) {
			refused.push(refusedEntity(payload, error));
		}
	}
	const next: CustomerPlace = {
		done: offset + payloads.length,
		lastId: Math.max(place.lastId, ...payloads.map(idOf)),
		until: place.until ?? shopTime(answer.headers.date, now()),
	};
	// Only a page without anybody new is the end: hosts and plugins cut pages shorter than what was asked
	// for, and give the number of that page for that of the list.
	const isEnd = next.lastId === place.lastId;
	return { observations, nextPage: isEnd ? null : JSON.stringify(next), refused };
}

const idOf = (payload: unknown) => rowSchema.pick({ id: true }).safeParse(payload).data?.id ?? 0;

/**
 * Begins at the last customer that was seen. Where that one is not in its place, others before it were
 * deleted, and the rest has moved up: it is looked for further up.
 */
async function readFrom(
	call: WooCommerceCall,
	connection: WooConnection,
	{ done, lastId }: CustomerPlace,
): Promise<{ offset: number; payloads: unknown[]; answer: StoreResponse }> {
	for (let offset = Math.max(0, done - 1); ; offset = Math.max(0, offset - PAGE_SIZE + 1)) {
		const answer = await call(connection, {
			method: 'GET',
			path: '/customers',
			query: {
				role: 'all',
				orderby: 'id',
				order: 'asc',
				per_page: String(PAGE_SIZE),
				offset: String(offset),
			},
		});
		const payloads = readAnswer(connection.credentials.storeUrl, 'GET /customers', () =>
			listedEntries.parse(answer.body),
		);
		const isInPlace = payloads.length > 0 && idOf(payloads[0]) <= lastId;
		if (offset === 0 || isInPlace) return { offset, payloads, answer };
	}
}

/** A customer whom nobody has edited since the account was made has no time of change. */
function isTold(row: Row, since: string | null, until: string | null): boolean {
	const changedAt = row.date_modified_gmt ?? row.date_created_gmt ?? null;
	if (changedAt === null) return true;
	if (since !== null && changedAt < secondOf(since)) return false;
	return until === null || changedAt <= until;
}
