import type { IExecuteFunctions } from 'n8n-workflow';
import { fields, number, text, type Fields } from '../../engine/templates/itemFields.ts';
import { commerceEventOf } from './commerceEventOf.ts';
import { SEND_FOR_REAL } from './manualRun.ts';

/** What came of an item, as the node puts it out. */
export type ItemResult = { readonly itemIndex: number; readonly result: object };

/** Under one heading, more would hide what they are about. */
const MOST_REASONS = 3;
const MOST_RECIPIENTS = 3;

/**
 * Says in the node's output panel what a person has to know of a run whose output looks like any other: that it
 * was only tried, and where its messages went instead, and why nothing was sent for some items.
 */
export function hintAt(context: IExecuteFunctions, results: readonly ItemResult[]): void {
	const told = results.map(({ result }) => toldIn(result));
	const hints = [triedInWords(told), skippedInWords(told)].filter((message) => message !== null);
	// Older versions of n8n have no notes, nor has an AI Agent's tool.
	for (const message of hints) context.addExecutionHints?.({ message, location: 'outputPane' });
}

/** What an operation puts in place of the item stands under a name of its own: `tracking`, `forgotten`. */
function toldIn(result: object): Fields {
	const own = fields(result) ?? {};
	const inner = Object.values(own).map(fields);
	return [own, ...inner].find((each) => each?.preview === true || each?.skipped === true) ?? own;
}

function triedInWords(told: readonly Fields[]): string | null {
	const tried = told.filter(({ preview, reason }) => preview === true && reason === 'manual run');
	if (tried.length === 0) return null;
	const went = tried.filter(({ wentTo }) => Array.isArray(wentTo));
	const places = unique(went.flatMap(({ wentTo }) => wentTo as unknown[])).join(', ');
	const instead =
		went.length === 0
			? `Nothing was sent or changed: this is a manual run. ${wouldInWords(tried)}`
			: `This is a manual run: ${went.length} of ${tried.length} went to ${places}, and nothing to anybody else. The output says where it would have gone.`;
	return `${instead} To do it for real, switch on the option "${SEND_FOR_REAL}".`;
}

/** Whom the messages would have reached, where they name somebody. */
function wouldInWords(tried: readonly Fields[]): string {
	const to = unique(
		tried.flatMap((each) => (Array.isArray(each.to) ? (each.to as unknown[]) : [])),
	);
	if (to.length === 0) return 'The output shows what would be.';
	const more = to.length > MOST_RECIPIENTS ? ` and ${to.length - MOST_RECIPIENTS} more` : '';
	const named = to.slice(0, MOST_RECIPIENTS).join(', ');
	return `It would have gone to ${named}${more}. The output shows it.`;
}

function skippedInWords(told: readonly Fields[]): string | null {
	const skipped = told.filter(isSkipped);
	if (skipped.length === 0) return null;
	const reasons = unique(skipped.map(({ reason }) => reason));
	const more = reasons.length > MOST_REASONS ? ', …' : '';
	const count = told.length === 1 ? '' : ` for ${skipped.length} of ${told.length} items`;
	return `Nothing was sent or changed${count}: ${reasons.slice(0, MOST_REASONS).join(', ')}${more}.`;
}

/** A notification that nobody could get counts `skipped` browsers, and says why there are none. */
const isSkipped = ({ preview, skipped, sent, reason }: Fields) =>
	preview !== true && text(reason) !== null && (skipped === true || number(sent) === 0);

/** As n8n keeps them of an execution: a longer value makes it log an error. */
const LONGEST_VALUE = 255;
const MOST_ORDERS = 20;

/**
 * Writes down at n8n's execution which orders it was about, and what came of an action, so that its list of
 * executions shows that and finds it. Of the customer nothing: n8n's database is no place for a second copy.
 */
export function noteAtExecution(
	context: IExecuteFunctions,
	action: string,
	results: readonly ItemResult[],
): void {
	const kept = customDataOf(context);
	const orders = results
		.toSorted((one, other) => one.itemIndex - other.itemIndex)
		.slice(0, MOST_ORDERS)
		.map(({ itemIndex }) => orderNumberOf(commerceEventOf(context, itemIndex)));
	const put = (key: string, told: readonly unknown[], separator: string) => {
		const before = kept?.get(key)?.split(separator) ?? [];
		const value = unique([...before, ...told]).join(separator);
		if (value !== '') kept?.set(key, value.slice(0, LONGEST_VALUE));
	};
	put('commerce_order', orders, ', ');
	put(`commerce_${action}`, [outcomesInWords(results)], '; ');
}

/** n8n throws where it keeps no data of a run: what was done is done all the same. */
function customDataOf(context: IExecuteFunctions): IExecuteFunctions['customData'] | undefined {
	try {
		return context.customData;
	} catch {
		return undefined;
	}
}

function orderNumberOf(event: object | null): string | null {
	const { order, shipment } = fields(event) ?? {};
	return text(fields(order)?.number) ?? text(fields(shipment)?.orderNumber);
}

/** `2 sent, 1 skipped: the customer has no e-mail address` */
function outcomesInWords(results: readonly ItemResult[]): string {
	const counts = new Map<string, number>();
	for (const { result } of results) {
		const outcome = outcomeInWords(fields(result) ?? {});
		counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	}
	return [...counts]
		.map(([outcome, count]) => (results.length === 1 ? outcome : `${count} ${outcome}`))
		.join(', ');
}

function outcomeInWords(told: Fields): string {
	if (told.error !== undefined) return 'failed';
	if (told.preview === true) return text(told.reason) ?? 'preview';
	if (isSkipped(told)) return `skipped: ${text(told.reason)}`;
	if (told.changed !== undefined) return told.changed === true ? 'changed' : 'unchanged';
	return told.sent === false || number(told.sent) === 0 ? 'nothing sent' : 'sent';
}

const unique = (values: readonly unknown[]): string[] => [
	...new Set(values.map(text).filter((value) => value !== null)),
];
