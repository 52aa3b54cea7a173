import { amountsIn } from './shopCase.ts';

/** Rows that say something of the total, and are no part of it. */
const NO_PART = /^(Total|Subtotal|Including tax|Order total|Refund|Refunded in total)$/;

const isLine = (label: string) => /^\d+ x /.test(label);

/**
 * What the rows of a mail make: the lines and the others, up to the total. Each is rounded to what three decimals
 * show.
 *
 * @param text the mail's text version
 */
export function mailRows(text: string) {
	const rows = amountsIn(text);
	const sumOf = (isWanted: (label: string) => boolean) =>
		Math.round(
			rows
				.filter(([label]) => isWanted(label))
				.reduce((sum, [, amount]) => sum + amount * 1_000, 0),
		) / 1_000;
	const amounts = Object.fromEntries(rows);
	return {
		amounts,
		total: amounts.Total,
		/** Where the mail shows what the total is made of. */
		hasParts: rows.some(([label]) => isLine(label) || label === 'Subtotal'),
		subtotal: amounts.Subtotal,
		lines: sumOf(isLine),
		sum: sumOf((label) => !NO_PART.test(label)),
	};
}
