/** A moment as a merchant reads it: `2026-11-26 11:05:07 UTC`. */
export const utcTime = (ms: number): string =>
	`${new Date(ms).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
