import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod/v4';
import type { EntityType } from '../engine/events/entityType.ts';
import { AMOUNTS_AS_TOLD } from '../engine/money/oddOrder.ts';
import { observe } from '../engine/providers/generic/normalise.ts';

/** An entity as the store tells it. */
export type Told = Readonly<Record<string, unknown>>;

/**
 * Why n8n could not take the entity, or not all of its amounts, with the path of each field; `null` when it
 * can.
 */
export function faultOf(entityType: EntityType, told: unknown): string | null {
	try {
		return oddAmountsOf(observe(entityType, told, null, []).entity);
	} catch (error) {
		if (!(error instanceof z.ZodError)) throw error;
		return z.prettifyError(error).replace(/\s+/g, ' ');
	}
}

/** n8n takes an order with such amounts, and leaves them out; whoever writes the shop's side has to know. */
export function oddAmountsOf(entity: Told): string | null {
	const { [AMOUNTS_AS_TOLD]: odd } = Object(entity.attributes) as Record<string, unknown>;
	return odd === undefined
		? null
		: `amounts that are no number, below zero or in another currency: ${JSON.stringify(odd).slice(0, 300)}`;
}

/** The entity in the words of n8n. @throws ZodError */
export function canonical(entityType: EntityType, told: unknown): Told {
	return observe(entityType, told, null, []).entity;
}

/** The fields in which two tellings of one entity differ. @throws ZodError */
export function differences(entityType: EntityType, one: unknown, other: unknown): string[] {
	const [a, b] = [canonical(entityType, one), canonical(entityType, other)];
	const fields = new Set([...Object.keys(a), ...Object.keys(b)]);
	return [...fields].filter((field) => !isDeepStrictEqual(a[field], b[field]));
}

export function idOf(told: unknown): string {
	const { id } = Object(told) as { id?: unknown };
	return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

/** `updatedAt` as epoch milliseconds; `NaN` where there is none. */
export function updatedAtOf(told: unknown): number {
	const { updatedAt } = Object(told) as { updatedAt?: unknown };
	return typeof updatedAt === 'string' ? Date.parse(updatedAt) : NaN;
}
