import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { readNumber, timeInUtc } from '../payloadFields.ts';
import type { Connection } from '../provider.ts';
import type { StoreResponse } from '../storeHttp.ts';
import type { ListPage, ListPosition } from '../storeSide.ts';
import type { WooCommerceCall } from './client.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { customerPlaceOf, secondOf, shopTime, type CustomerPlace } from './listPlace.ts';
import { observeAnswer } from './observeAnswer.ts';
import { readAnswer } from './readAnswer.ts';

type WooConnection = Connection<WooCommerceCredentials>;

const PAGE_SIZE = 100;

const BEGINNING: CustomerPlace = { done: 0, lastId: 0, until: null };

const rowsSchema = z.array(
	z.looseObject({
		id: z.int(),
		date_created_gmt: timeInUtc,
		date_modified_gmt: timeInUtc,
	}),
);
type Row = z.output<typeof rowsSchema>[number];

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
	const { offset, rows, answer } = await readFrom(call, connection, place);
	const observations: Observation[] = [];
	for (const [index, row] of rows.entries()) {
		if (row.id <= place.lastId || !isTold(row, since, place.until)) continue;
		const payload = (answer.body as unknown[])[index];
		const said = `GET /customers (id ${row.id})`;
		observations.push(...(await observeAnswer(call, connection, said, 'Customer', payload)));
	}
	const next: CustomerPlace = {
		done: offset + rows.length,
		lastId: Math.max(place.lastId, ...rows.map(({ id }) => id)),
		until: place.until ?? shopTime(answer.headers.date, now()),
	};
	const isLast = isLastPage(next.done, rows, answer.headers);
	return { observations, nextPage: isLast ? null : JSON.stringify(next) };
}

/**
 * Begins at the last customer that was seen. Where that one is not in its place, others before it were
 * deleted, and the rest has moved up: it is looked for further up.
 */
async function readFrom(
	call: WooCommerceCall,
	connection: WooConnection,
	{ done, lastId }: CustomerPlace,
): Promise<{ offset: number; rows: Row[]; answer: StoreResponse }> {
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
		const rows = readAnswer(connection.credentials.storeUrl, 'GET /customers', () =>
			rowsSchema.parse(answer.body),
		);
		const first = rows[0];
		if (offset === 0 || (first !== undefined && first.id <= lastId)) {
			return { offset, rows, answer };
		}
	}
}

/** A customer whom nobody has edited since the account was made has no time of change. */
function isTold(row: Row, since: string | null, until: string | null): boolean {
	const changedAt = row.date_modified_gmt ?? row.date_created_gmt ?? null;
	if (changedAt === null) return true;
	if (since !== null && changedAt < secondOf(since)) return false;
	return until === null || changedAt <= until;
}

function isLastPage(done: number, rows: readonly Row[], headers: StoreResponse['headers']) {
	const total = readNumber(headers['x-wp-total']);
	return total === null ? rows.length < PAGE_SIZE : done >= total;
}
