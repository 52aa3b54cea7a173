import { StoreError } from '../storeError.ts';

const ABSENT: readonly number[] = [404, 405, 501];

/**
 * What a call answers, or `null` where the store has no such thing: 404, 405 and 501 are how it says so.
 */
export async function unlessAbsent<T>(answer: Promise<T>): Promise<T | null> {
	try {
		return await answer;
	} catch (error) {
		if (error instanceof StoreError && ABSENT.includes(error.status ?? 0)) return null;
		throw error;
	}
}
