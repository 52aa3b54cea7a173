import type { Topic } from './topics.ts';

/** Fields that every payload of one kind has, and none of another. */
const MARKS: Readonly<Record<Topic['about'], readonly string[]>> = {
	order: ['line_items', 'order_key', 'payment_method', 'billing'],
	customer: ['username', 'role', 'is_paying_customer', 'billing'],
	product: ['permalink', 'stock_status', 'regular_price', 'catalog_visibility'],
};

/**
 * Whether a body can be what its topic says. Only the body is signed: a body that somebody has got hold of
 * could come again under another topic. A deletion names an id and nothing of what was deleted.
 */
export function isAbout({ about, kind }: Topic, body: Readonly<Record<string, unknown>>): boolean {
	const hasMark = (noun: Topic['about']) => MARKS[noun].some((field) => Object.hasOwn(body, field));
	if (kind !== 'delete') return hasMark(about) && !isAnother(about, body);
	return !hasMark('order') && !hasMark('customer') && !hasMark('product');
}

/** An order and an account both have a billing address; the fields beside it tell them apart. */
function isAnother(about: Topic['about'], body: Readonly<Record<string, unknown>>): boolean {
	const count = (noun: string) =>
		MARKS[noun as Topic['about']].filter((field) => Object.hasOwn(body, field)).length;
	return Object.keys(MARKS).some((noun) => count(noun) > count(about));
}
