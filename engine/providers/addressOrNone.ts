import type { Address } from '../events/entities.ts';

/** An address in which nothing is written is none. */
export function addressOrNone(address: {
	readonly [K in keyof Address]: string | null | undefined;
}): Address | null {
	const written = Object.entries(address).map(([field, value]) => [field, value ?? null] as const);
	return written.some(([, value]) => value !== null)
		? (Object.fromEntries(written) as Address)
		: null;
}
