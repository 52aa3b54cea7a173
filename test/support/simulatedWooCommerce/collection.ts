import type { SimulatedAnswer } from '../simulatedServer.ts';
import { refusal } from './authentication.ts';

/** An order or a product as the database has it; times are in UTC, by the second. */
export type Stored = Record<string, unknown> & {
	readonly id: number;
	status: string;
	date_modified_gmt: string | null;
};

export type ListOptions = {
	/** WordPress' time zone, which times in a query are taken to be in. */
	readonly utcOffsetHours: number;
	/** In which order the database gives what was modified in the same second. */
	readonly tieBreak: 'id' | 'random';
	/** Whether the proxy before the shop lets X-WP-Total through. */
	readonly tellsTotals: boolean;
	/** A host or a plugin cuts pages to so many, and gives the numbers of that page for those of the list. */
	readonly cutsPagesTo?: number;
	/** Versions before 5.8 know no `modified_after` and ignore it. */
	readonly knowsModifiedAfter: boolean;
	/** The words that `status` may have, `any` and `trash` aside. */
	readonly statuses: readonly string[];
	/** Not in `any`. */
	readonly hiddenStatuses: readonly string[];
};

const ORDER_BY = ['date', 'id', 'include', 'title', 'slug', 'modified'];

const invalid = (name: string, words: string): SimulatedAnswer => {
	const { json } = refusal(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`);
	const { code, message } = json as { code: string; message: string };
	return { status: 400, json: { code, message, data: { status: 400, params: { [name]: words } } } };
};

/** The recorded test/fixtures/woocommerce/rest-badstatus.json. */
export const invalidStatus = (statuses: readonly string[]) =>
	invalid('status', `status is not one of ${statuses.join(', ')}.`);

/**
 * A list of the REST API, from `Version3/class-wc-rest-crud-controller.php` (`prepare_objects_query`,
 * `get_collection_params`), WordPress' class-wp-date-query.php (`build_mysql_datetime`), and what was
 * recorded: `modified_after` leaves out its second, a page past the end is `[]`, more than 100 is 400.
 */
export function listCollection(
	all: readonly Stored[],
	query: URLSearchParams,
	options: ListOptions,
): SimulatedAnswer {
	const asked = Number(query.get('per_page') ?? 10);
	const perPage = Math.min(asked, options.cutsPagesTo ?? asked);
	const page = Number(query.get('page') ?? 1);
	const orderBy = query.get('orderby') ?? 'date';
	const status = query.get('status') ?? 'any';
	if (!(perPage >= 1 && perPage <= 100)) {
		return invalid('per_page', 'per_page must be between 1 (inclusive) and 100 (inclusive)');
	}
	if (!ORDER_BY.includes(orderBy)) {
		return invalid('orderby', `orderby is not one of ${ORDER_BY.join(', ')}.`);
	}
	if (!['any', 'trash', ...options.statuses].includes(status)) {
		return invalidStatus(options.statuses);
	}

	const [after, before] = ['modified_after', 'modified_before'].map((name) =>
		options.knowsModifiedAfter ? mysqlTime(query.get(name), query, options) : null,
	);
	const found = all
		.filter((one) =>
			status === 'any'
				? one.status !== 'trash' && !options.hiddenStatuses.includes(one.status)
				: one.status === status,
		)
		.filter(({ date_modified_gmt: at }) => !after || (at !== null && at > after))
		.filter(({ date_modified_gmt: at }) => !before || (at !== null && at < before))
		.map((one) => ({ one, tie: options.tieBreak === 'random' ? Math.random() : one.id }))
		.sort((a, b) =>
			orderBy === 'id' ? a.one.id - b.one.id : byTime(a.one, b.one) || a.tie - b.tie,
		)
		.map(({ one }) => one);
	if ((query.get('order') ?? 'desc') === 'desc') found.reverse();

	const fields = query.get('_fields')?.split(',');
	const onPage = found.slice((page - 1) * perPage, page * perPage);
	const total = options.cutsPagesTo ? onPage.length : found.length;
	return {
		status: 200,
		json: onPage.map((one) =>
			fields
				? Object.fromEntries(Object.entries(one).filter(([name]) => fields.includes(name)))
				: one,
		),
		headers: options.tellsTotals
			? {
					'x-wp-total': String(total),
					'x-wp-totalpages': String(Math.ceil(total / perPage)),
				}
			: {},
	};
}

/** MySQL sorts NULL first. */
function byTime({ date_modified_gmt: one }: Stored, { date_modified_gmt: other }: Stored): number {
	return (one ?? '') < (other ?? '') ? -1 : Number((one ?? '') > (other ?? ''));
}

/**
 * A time with a zone is turned into the site's local time, one without is taken as it is; with
 * `dates_are_gmt` it is then compared with the column in UTC, without with the local one.
 */
function mysqlTime(
	given: string | null,
	query: URLSearchParams,
	{ utcOffsetHours }: ListOptions,
): string | null {
	if (given === null) return null;
	const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(given);
	const local = hasZone ? shifted(given, utcOffsetHours) : given;
	return query.get('dates_are_gmt') === 'true' ? local : shifted(`${local}Z`, -utcOffsetHours);
}

const shifted = (time: string, hours: number) =>
	new Date(Date.parse(time) + hours * 3_600_000).toISOString().slice(0, 19);
