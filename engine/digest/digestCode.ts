import { DAILY_DIGEST } from '../alerts/alertKinds.ts';
import type { DigestTime } from './digestDay.ts';

/** Before the shop opens. */
export const USUAL_HOUR = 7;

/** As which a subscription says, among its codes, when it wants the digest. */
export const digestCode = ({ hour, timeZone }: DigestTime): string =>
	`${DAILY_DIGEST.kind}/${hour}/${timeZone}`;

/** @returns `null` where no digest is wanted */
export function digestTimeIn(codes: readonly string[]): DigestTime | null {
	const code = codes.find((each) => each.startsWith(`${DAILY_DIGEST.kind}/`));
	if (code === undefined) return null;
	const [, hour, ...timeZone] = code.split('/');
	return { hour: Number(hour), timeZone: timeZone.join('/') };
}
