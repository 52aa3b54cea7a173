const PATH_LENGTH_LIMIT = 200;
const INDEX = /^(0|[1-9]\d{0,5})$/;
/** Names that lead from data to code. They name no field of any store. */
const FORBIDDEN = new Set(['__proto__', 'prototype', 'constructor']);

/**
 * The parts of a dotted path: `shippingAddress.country`, `lineItems.sku`, `lineItems.0.sku`.
 *
 * @returns the parts, or a sentence that says what is wrong with the path
 */
export function fieldPath(path: string): readonly string[] | { readonly wrong: string } {
	if (path.length > PATH_LENGTH_LIMIT) {
		return {
			wrong: `The field "${path.slice(0, 40)}…" has ${path.length} characters; at most ${PATH_LENGTH_LIMIT} are allowed.`,
		};
	}
	const segments = path.split('.');
	// Plugins end and begin their keys with dots, too.
	const ours = segments[0] === 'attributes' ? segments.slice(0, 2) : segments;
	if (ours.some((segment) => segment.trim() === '')) {
		return {
			wrong: `"${path}" is not a field: a part between the dots is empty. Write for example "status" or "shippingAddress.country".`,
		};
	}
	const forbidden = segments.find((segment) => FORBIDDEN.has(segment));
	if (forbidden !== undefined) {
		return { wrong: `"${path}" is not a field: "${forbidden}" is not allowed in a field's name.` };
	}
	return segments;
}

/** True for a part of a path that picks one entry of a list: `0` in `lineItems.0.sku`. */
export function isIndex(segment: string): boolean {
	return INDEX.test(segment);
}

/** How many parts of a path can be one name with dots in it: `billing.vat` is two. */
const JOINED_PARTS = 16;

/**
 * Everything that a path leads to. A list on the way is entered: `lineItems.sku` gives the SKU of every
 * line item; a list at the end gives its entries. What is missing gives nothing. Own properties only.
 *
 * Names may hold dots, as plugins' do: the longest name that an object has is taken, and no shorter one
 * is tried after it.
 */
export function valuesAt(root: unknown, segments: readonly string[]): unknown[] {
	const found: unknown[] = [];
	const walk = (value: unknown, from: number): void => {
		const segment = segments[from];
		if (Array.isArray(value)) {
			if (segment !== undefined && isIndex(segment)) return step(value, from);
			for (const entry of value as unknown[]) {
				if (segment === undefined) found.push(entry);
				else if (!Array.isArray(entry)) step(entry, from);
			}
		} else if (segment === undefined) found.push(value);
		else step(value, from);
	};
	const step = (value: unknown, from: number): void => {
		if (typeof value !== 'object' || value === null) return;
		const farthest = Array.isArray(value)
			? from + 1
			: Math.min(segments.length, from + JOINED_PARTS);
		for (let end = farthest; end > from; end -= 1) {
			const key = end === from + 1 ? segments[from]! : segments.slice(from, end).join('.');
			if (!Object.hasOwn(value, key)) continue;
			const property = (value as Record<string, unknown>)[key];
			if (property !== undefined) walk(property, end);
			return;
		}
	};
	walk(root, 0);
	return found;
}
