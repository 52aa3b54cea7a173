/** One condition of a search: `updated_at` `gteq` a time. */
export type Condition = readonly [field: string, type: 'eq' | 'gteq' | 'in', value: string];

/**
 * The query of a search. All conditions must hold.
 *
 * @param page from 1
 * @see AdobeDocs/commerce-webapi `src/pages/rest/use-rest/performing-searches.md`
 */
export function searchQuery(
	conditions: readonly Condition[],
	{
		size,
		page,
		sortBy,
		isNewestFirst = false,
	}: {
		readonly size: number;
		readonly page: number;
		readonly sortBy: readonly string[];
		readonly isNewestFirst?: boolean;
	},
): Record<string, string> {
	const query: Record<string, string> = {
		'searchCriteria[pageSize]': String(size),
		'searchCriteria[currentPage]': String(page),
	};
	for (const [index, [field, type, value]] of conditions.entries()) {
		const filter = `searchCriteria[filter_groups][${index}][filters][0]`;
		query[`${filter}[field]`] = field;
		query[`${filter}[condition_type]`] = type;
		query[`${filter}[value]`] = value;
	}
	for (const [index, field] of sortBy.entries()) {
		query[`searchCriteria[sortOrders][${index}][field]`] = field;
		query[`searchCriteria[sortOrders][${index}][direction]`] = isNewestFirst ? 'DESC' : 'ASC';
	}
	return query;
}

/** A time as Magento compares it: UTC, without a zone. @see skuvault-integrations/magentoAccess#22 */
export const searchTime = (iso: string): string =>
	new Date(iso).toISOString().slice(0, 19).replace('T', ' ');
