import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import { listedEntries, refusedEntity } from '../refusedEntity.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { callBigCommerce, readAnswer, type BigCommerceConnection } from './client.ts';
import { storeUrlOf } from './credentials.ts';
import { isLaterThan, justBefore, placeOf, until, untilOf } from './listPlace.ts';
import { normaliseCustomer } from './normaliseCustomer.ts';
import { normaliseProduct } from './normaliseProduct.ts';

type Listed = 'Customer' | 'Product';

const LISTS: Readonly<
	Record<Listed, { path: string; limit: number; query: Readonly<Record<string, string>> }>
> = {
	Customer: {
		path: '/v3/customers',
		limit: 250,
		query: { include: 'addresses', sort: 'date_created:asc' },
	},
	Product: {
		path: '/v3/catalog/products',
		limit: 50,
		query: { include: 'variants,images', sort: 'id', direction: 'asc' },
	},
};

const listAnswer = z.object({
	data: listedEntries,
	meta: z
		.object({
			pagination: z
				.object({ total: z.int().min(0).catch(0), total_pages: z.int().min(0).catch(0) })
				.nullish()
				.catch(null),
		})
		.nullish()
		.catch(null),
});

const place = z.object({ page: z.int().min(1), until });

/** One page of the customers or the products that have changed. */
export async function listPages(
	connection: BigCommerceConnection,
	entityType: Listed,
	{ since, page }: ListPosition,
): Promise<ListPage> {
	const at = page === null ? { page: 1, until: null } : placeOf(place, page);
	const { path, limit, query } = LISTS[entityType];
	const answer = await callBigCommerce(connection, {
		method: 'GET',
		path,
		query: {
			...query,
			...(since !== null && { 'date_modified:min': justBefore(since) }),
			limit: String(limit),
			page: String(at.page),
		},
	});
	const { data, meta } = readAnswer(connection, `GET ${path}`, listAnswer, answer.body);
	const storeUrl = storeUrlOf(connection.credentials);
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entry of data) {
		if (isLaterThan(entry, at.until)) continue;
		try {
			observations.push(
				entityType === 'Customer' ? normaliseCustomer(entry) : normaliseProduct(entry, storeUrl),
			);
		} catch (error) {
			refused.push(refusedEntity(entry, error));
		}
	}
	const { total = null, total_pages: pages = null } = meta?.pagination ?? {};
	const isLast = data.length === 0 || (pages === null ? data.length < limit : at.page >= pages);
	const next = { page: at.page + 1, until: at.until ?? untilOf(answer) };
	return { observations, refused, total, nextPage: isLast ? null : JSON.stringify(next) };
}
