type Told<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Leaves out what the store's message does not tell, so that what is known of it stays. */
export function told<T extends object>(fields: T): Partial<Told<T>> & Pick<T, KnownKeys<T>> {
	return Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as never;
}

/** Keys that are never undefined. */
type KnownKeys<T> = { [K in keyof T]-?: undefined extends T[K] ? never : K }[keyof T];
