import { z } from 'zod/v4';
import { StoreError } from '../storeError.ts';

const graphqlError = z.object({
	message: z.string().catch('no reason given'),
	extensions: z
		.object({
			code: z.string().optional().catch(undefined),
			requiredAccess: z.string().optional().catch(undefined),
		})
		.optional()
		.catch(undefined),
});

const cost = z.object({
	cost: z.object({
		requestedQueryCost: z.number(),
		throttleStatus: z.object({
			maximumAvailable: z.number().optional().catch(undefined),
			currentlyAvailable: z.number(),
			restoreRate: z.number().positive(),
		}),
	}),
});

/**
 * The error in a GraphQL answer whose HTTP status is 200; `null` where all went well.
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest#status_and_error_codes
 */
export function graphqlFailure(
	answer: { readonly errors?: unknown; readonly extensions?: unknown },
	storeUrl: string,
): StoreError | null {
	const { errors, extensions } = answer;
	if (errors === undefined || errors === null) return null;
	const list = z.array(graphqlError).safeParse(errors).data ?? [];
	const [first] = list;
	if (!first) {
		return new StoreError(
			'rejected',
			`${storeUrl} refused the call: ${JSON.stringify(errors).slice(0, 200)}`,
		);
	}
	if (first.extensions?.code === 'MAX_COST_EXCEEDED' || isNeverAffordable(first, extensions)) {
		return new StoreError(
			'too_large',
			`${storeUrl} finds that too much is asked for at once: ${first.message.replace(/\.$/, '')}. An update of n8n-nodes-commerce may help.`,
			{ status: 200 },
		);
	}
	if (first.extensions?.code === 'THROTTLED') {
		return new StoreError(
			'throttled',
			`${storeUrl} gets too many calls at present. Try again later.`,
			{ status: 200, retryAfterMs: waitOf(extensions) },
		);
	}
	if (first.extensions?.code === 'ACCESS_DENIED') {
		return new StoreError(
			'forbidden',
			`${storeUrl} does not let the app do this. ${neededAccess(first)} Add the access scope to the app in Shopify, then release or install it again.`,
			{ status: 200 },
		);
	}
	const all = list.map(({ message }) => message).join('; ');
	return new StoreError('rejected', `${storeUrl} refused the call: ${all.slice(0, 400)}`, {
		status: 200,
	});
}

function neededAccess({ message, extensions }: z.output<typeof graphqlError>): string {
	const needed = extensions?.requiredAccess;
	return needed && !message.includes(needed) ? `${message} Needed: ${needed}` : message;
}

/** A call that costs more than all the points that the app can ever have would be put off for ever. */
function isNeverAffordable(
	{ extensions: { code } = {} }: z.output<typeof graphqlError>,
	extensions: unknown,
): boolean {
	const read = cost.safeParse(extensions);
	if (code !== 'THROTTLED' || !read.success) return false;
	const { requestedQueryCost, throttleStatus } = read.data.cost;
	return requestedQueryCost > (throttleStatus.maximumAvailable ?? Number.POSITIVE_INFINITY);
}

/** Points come back at a fixed rate: the wait is until there are enough of them. */
function waitOf(extensions: unknown): number | null {
	const read = cost.safeParse(extensions);
	if (!read.success) return null;
	const { requestedQueryCost, throttleStatus } = read.data.cost;
	const missing = requestedQueryCost - throttleStatus.currentlyAvailable;
	return Math.ceil(Math.max(missing, 0) / throttleStatus.restoreRate) * 1_000;
}
