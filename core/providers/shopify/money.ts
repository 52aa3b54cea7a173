import { z } from 'zod/v4';
import { amount, partOf, text } from '../payloadFields.ts';

const inOneCurrency = z.object({ amount, currency_code: text });

/**
 * An amount in the shop's currency and in the one that the customer paid in (`price_set` beside `price`).
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/MoneyBag
 */
export const moneyBag = partOf(
	z.object({ shop_money: partOf(inOneCurrency), presentment_money: partOf(inOneCurrency) }),
);
export type MoneyBag = z.output<typeof moneyBag>;

/** Which of the two. */
export type Side = 'shop' | 'presentment';

/**
 * Reads an amount of one side. Messages have a plain amount in the shop's currency beside the bag, or
 * instead of it; nothing is nothing in every currency.
 *
 * @returns `undefined` where the message does not tell
 */
export function amountOf(
	side: Side,
	bag: MoneyBag | undefined,
	plain?: number | null,
): number | null | undefined {
	const money = side === 'shop' ? bag?.shop_money : bag?.presentment_money;
	return money?.amount ?? (side === 'shop' || plain === 0 ? plain : undefined);
}
