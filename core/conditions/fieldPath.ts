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
	if (segments.some((segment) => segment.trim() === '')) {
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

/**
 * Everything that a path leads to. A list on the way is entered: `lineItems.sku` gives the SKU of every
 * line item; a list at the end gives its entries. What is missing gives nothing. Own properties only.
 */
export function valuesAt(root: unknown, segments: readonly string[]): unknown[] {
	let found: unknown[] = [root];
	for (const segment of segments) {
		const next: unknown[] = [];
		for (const value of found) {
			const entries: unknown[] = Array.isArray(value) && !isIndex(segment) ? value : [value];
			for (const entry of entries) next.push(...ownProperty(entry, segment));
		}
		found = next;
	}
	return found.flatMap((value) => (Array.isArray(value) ? (value as unknown[]) : [value]));
}

function ownProperty(value: unknown, key: string): [] | [unknown] {
	if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return [];
	if (Array.isArray(value) && !isIndex(key)) return [];
	const property = (value as Record<string, unknown>)[key];
	return property === undefined ? [] : [property];
}
