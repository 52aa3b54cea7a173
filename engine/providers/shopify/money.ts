import { z } from 'zod/v4';
import { amount, partOf, text } from '../payloadFields.ts';

/** An amount or a count that cannot be below zero: one that is, is not told. */
export const unsigned = amount.transform((given) =>
	typeof given === 'number' && given < 0 ? null : given,
);

const bagOf = <T extends z.ZodType<number | null | undefined>>(of: T) => {
	const inOneCurrency = z.object({ amount: of, currency_code: text });
	return partOf(
		z.object({ shop_money: partOf(inOneCurrency), presentment_money: partOf(inOneCurrency) }),
	);
};

/**
 * An amount in the shop's currency and in the one that the customer paid in (`price_set` beside `price`).
 *
 * @see https://shopify.dev/docs/api/admin-graphql/latest/objects/MoneyBag
 */
export const moneyBag = bagOf(unsigned);

/** Of an amount that may be below zero: what is still to be paid, what a refund was off by. */
export const signedBag = bagOf(amount);
export type MoneyBag = z.output<typeof signedBag>;

/** Which of the two, and its currency; `null` where that is not told. */
export type Side = { readonly name: SideName; readonly currency: string | null };
export type SideName = 'shop' | 'presentment';

/**
 * Reads an amount of one side. Messages have a plain amount in the shop's currency beside the bag, or
 * instead of it; nothing is nothing in every currency. An amount of another currency than the side's is
 * not told.
 *
 * @returns `undefined` where the message does not tell
 */
export function amountOf(
	side: Side,
	bag: MoneyBag | undefined,
	plain?: number | null,
): number | null | undefined {
	const money = side.name === 'shop' ? bag?.shop_money : bag?.presentment_money;
	const isOfSide =
		!money?.currency_code || side.currency === null || money.currency_code === side.currency;
	const told = isOfSide || money?.amount === 0 ? money?.amount : undefined;
	return told ?? (side.name === 'shop' || plain === 0 ? plain : undefined);
}
