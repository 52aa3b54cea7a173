/** See `writeLicences.js`, which gulp reads as it is. */
export declare function writeLicences(
	output: ReadonlyArray<{ readonly type: string; readonly moduleIds: readonly string[] }>,
	file: string,
): void;
