import type { Topic } from './topics.ts';

type Body = Readonly<Record<string, unknown>>;

/** What `admin_graphql_api_id` in a body calls the thing that it is about. */
const TYPES: Readonly<Record<Exclude<Topic['about'], 'deletion'>, string>> = {
	order: 'Order',
	fulfillment: 'Fulfillment',
	fulfillmentEvent: 'FulfillmentEvent',
	customer: 'Customer',
	product: 'Product',
};

/** Fields that every body of its kind has, for a body without `admin_graphql_api_id`. */
const MARKS: Readonly<Record<Exclude<Topic['about'], 'deletion'>, readonly string[]>> = {
	order: ['line_items', 'financial_status', 'total_price'],
	fulfillment: ['order_id', 'tracking_number', 'tracking_company'],
	fulfillmentEvent: ['fulfillment_id'],
	customer: ['first_name', 'state', 'default_address', 'tax_exempt'],
	product: ['variants', 'title', 'vendor', 'product_type'],
};

/**
 * Whether a body can be what its topic says. Only the body is signed: a body that somebody has got hold of
 * could come again under another topic. A deletion is about something that has no dates any more.
 */
export function isAbout({ about, entityType }: Topic, body: Body): boolean {
	const named = typeNamed(body);
	if (about === 'deletion') {
		if (named !== null && named !== entityType) return false;
		return !Object.hasOwn(body, 'created_at') && !Object.hasOwn(body, 'updated_at');
	}
	if (named !== null) return named === TYPES[about];
	return MARKS[about].some((field) => Object.hasOwn(body, field));
}

function typeNamed({ admin_graphql_api_id: gid }: Body): string | null {
	if (typeof gid !== 'string') return null;
	return /^gid:\/\/shopify\/([A-Za-z]{1,50})\//.exec(gid)?.[1] ?? null;
}
