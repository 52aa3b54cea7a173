import { defaultOperators, toValue, type Context, type Liquid } from 'liquidjs';
import { TEMPLATE_LIMITS } from './templateLimits.ts';

type FilterThis = { readonly context: Context };
type Handler = (this: FilterThis, ...values: unknown[]) => unknown;

/**
 * LiquidJS looks at the clock between two tags only, and a chain of filters in one tag ran for 12 seconds
 * against the limit of one. So each filter looks at the clock first, and takes no more than what the
 * slowest of them does in 0.2 seconds.
 *
 * Call it when all filters are registered.
 */
export function boundFilters(liquid: Liquid): void {
	for (const [name, filter] of Object.entries(liquid.filters)) {
		// `raw` hands on what it is given.
		if (name === 'raw') continue;
		const handler = (typeof filter === 'function' ? filter : filter.handler) as Handler;
		liquid.registerFilter(name, {
			raw: typeof filter === 'function' ? false : (filter.raw ?? false),
			handler: bounded(handler),
		});
	}
}

/** The operators of a condition look at the clock, too: one `{% if %}` holds some ten thousand of them. */
export const BOUNDED_OPERATORS = Object.fromEntries(
	Object.entries(defaultOperators).map(([name, operator]) => [
		name,
		(...operands: unknown[]) => {
			(operands.at(-1) as Context).renderLimit.check(performance.now());
			return (operator as (...all: unknown[]) => unknown)(...operands);
		},
	]),
) as unknown as typeof defaultOperators;

function bounded(handler: Handler) {
	return function (this: FilterThis, ...values: unknown[]): unknown {
		this.context.renderLimit.check(performance.now());
		for (const value of values) refuseLong(value);
		return handler.apply(this, values);
	};
}

function refuseLong(given: unknown): void {
	const value: unknown = toValue(given);
	const isLong =
		typeof value === 'string'
			? value.length > TEMPLATE_LIMITS.filterChars
			: Array.isArray(value) && value.length > TEMPLATE_LIMITS.filterEntries;
	if (isLong) throw new Error('filter input limit exceeded');
}
