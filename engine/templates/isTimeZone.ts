import { dateFormat } from './formatters.ts';

/** Whether a time zone is known: `Europe/Berlin`. */
export function isTimeZone(timeZone: string): boolean {
	try {
		dateFormat('en', { timeZone });
		return true;
	} catch {
		return false;
	}
}
