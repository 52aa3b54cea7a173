import { z } from 'zod/v4';
import { idInGid } from './gid.ts';

/** Field types of GraphQL's nodes, read into what the payload of a webhook has in their place. */

/** The node's own id: without it, it cannot be told what the node is about. */
export const id = z.string().transform((gid, context) => {
	const number = idInGid(gid);
	if (number !== null) return number;
	context.addIssue({ code: 'custom', message: `"${gid.slice(0, 100)}" is no id of Shopify's.` });
	return z.NEVER;
});

/** A part that may be missing: of another shape than documented, it is "not told". */
export const optional = <T extends z.ZodType>(part: T) => part.nullish().catch(undefined);

/** The id of something that the node refers to. */
export const reference = optional(z.object({ id })).transform((node) => node && node.id);

/** An amount in the shop's currency alone, as Shopify writes it: `"94.7"`. */
export const money = optional(
	z.object({ shopMoney: z.object({ amount: z.union([z.string(), z.number()]) }) }),
).transform((bag) => bag && bag.shopMoney.amount);

/** Both currencies of an amount. */
export const BAG = '{ shopMoney { amount currencyCode } presentmentMoney { amount currencyCode } }';

const inOneCurrency = optional(
	z.object({ amount: z.unknown(), currencyCode: z.unknown() }),
).transform((given) => given && { amount: given.amount, currency_code: given.currencyCode });

/** An amount in both currencies, as `price_set` of a webhook has it. */
export const moneyBag = optional(
	z.object({ shopMoney: inOneCurrency, presentmentMoney: inOneCurrency }),
).transform((bag) => bag && { shop_money: bag.shopMoney, presentment_money: bag.presentmentMoney });

/** The nodes of a connection of which no more is asked for. */
export const listIn = <T extends z.ZodType>(node: T) =>
	optional(z.object({ nodes: z.array(node) })).transform((part) => part?.nodes);

/** A word of an enum (`PARTIALLY_REFUNDED`) as webhooks have it. */
export const word = optional(z.string()).transform((given) => given && given.toLowerCase());

/** One page of a connection. `next` is where the rest begins; `null` when this is all. */
export const connection = <T extends z.ZodType>(node: T) =>
	z
		.object({
			nodes: z.array(node),
			pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
		})
		.refine(
			({ pageInfo: { hasNextPage, endCursor } }) => !hasNextPage || Boolean(endCursor),
			'there is a next page, and nothing says where it begins',
		)
		.transform(({ nodes, pageInfo }) => ({
			nodes,
			next: (pageInfo.hasNextPage && pageInfo.endCursor) || null,
		}));
