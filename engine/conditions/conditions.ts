/**
 * Glossary of this folder.
 *
 * - conditions: what a merchant or the REST API writes; plain JSON.
 * - field: a place in an entity, named by a dotted path (`shippingAddress.country`).
 * - rule: one operator on one field. group: rules joined by `all`, `any` or `none`.
 * - operand: what the operator compares with. facts: what the conditions are tested on.
 */
export type Scalar = string | number | boolean | null;

/** Several operators on one field must all hold. */
export type FieldOperators = {
	readonly eq?: Scalar;
	readonly ne?: Scalar;
	readonly gt?: number | string;
	readonly gte?: number | string;
	readonly lt?: number | string;
	readonly lte?: number | string;
	readonly in?: readonly Scalar[];
	readonly notIn?: readonly Scalar[];
	readonly contains?: string | number;
	readonly startsWith?: string | number;
	readonly endsWith?: string | number;
	readonly exists?: boolean;
	readonly changed?: boolean;
	readonly changedTo?: Scalar;
	readonly changedFrom?: Scalar;
};

/**
 * `{"status": "delivered", "total": {"gte": 100}, "any": [{…}, {…}]}`: every entry must hold. The keys
 * `all`, `any` and `none` hold a list of conditions, every other key is the path of a field.
 * `{}` always holds.
 */
export interface Conditions {
	readonly [pathOrGroup: string]: Scalar | FieldOperators | readonly Conditions[];
}

/** What conditions are tested on: the parts of the item that a trigger emits. */
export type Facts = {
	readonly entity: unknown;
	/** The old values of the top-level fields that changed; `null` for an entity that was not known. */
	readonly previous: unknown;
	readonly customer?: unknown;
	readonly event?: unknown;
	readonly integration?: unknown;
};
