/** A status in our words, and the store's own word beside it: the one that it names, or else the same. */
export function statusFields<T extends string>(
	status: string | null | undefined,
	nativeStatus: string | null | undefined,
	read: (word: string) => T,
): { status?: T; nativeStatus?: string | null } {
	if (!status) return nativeStatus === undefined ? {} : { nativeStatus };
	return { status: read(status), nativeStatus: nativeStatus ?? status };
}
