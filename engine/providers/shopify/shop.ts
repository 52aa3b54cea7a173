import { z } from 'zod/v4';
import { StoreError } from '../storeError.ts';
import type { Ask } from './graphql/ask.ts';

/** One shop that is written to. */
export type Shop = {
	readonly ask: Ask;
	readonly storeUrl: string;
	readonly now: () => Date;
	readonly wait: (ms: number) => Promise<void>;
};

const userError = z.object({ message: z.string() });

/** What a mutation answers, with the errors that come with HTTP 200. */
const result = z.looseObject({
	userErrors: z.array(userError).optional(),
	orderCancelUserErrors: z.array(userError).optional(),
});

/**
 * Runs a mutation whose result is called `done` in it.
 *
 * @param failed what did not work, in words: `cancel order "1"`
 * @throws StoreError with Shopify's words when there are userErrors
 * @see https://shopify.dev/docs/api/admin-graphql/latest#status_and_error_codes
 */
export async function change(
	{ ask, storeUrl }: Shop,
	failed: string,
	mutation: string,
	variables: Readonly<Record<string, unknown>>,
): Promise<z.output<typeof result>> {
	const { done } = await ask(mutation, variables, z.object({ done: result }));
	const errors = [...(done.userErrors ?? []), ...(done.orderCancelUserErrors ?? [])];
	if (errors.length === 0) return done;
	throw refused(storeUrl, failed, errors.map(({ message }) => message).join('; '));
}

/** The shop would not do it. */
export function refused(storeUrl: string, failed: string, why: string): StoreError {
	const sentence = /[.!?]$/.test(why) ? why : `${why}.`;
	return new StoreError(
		'rejected',
		`${storeUrl} did not ${failed}: ${sentence.slice(0, 400)} Look at it in the Shopify admin.`,
		{ status: 200 },
	);
}

/** There is no such thing, or it is out of reach. */
export function notFound(storeUrl: string, noun: 'order' | 'shipment', id: string): StoreError {
	return new StoreError(
		'not_found',
		`${storeUrl} has no ${noun} "${id}". Give its id, a long number as at the end of the address of the order's page in the Shopify admin, and not "#1001". Orders older than 60 days need the access scope read_all_orders.`,
		{ status: 404 },
	);
}
