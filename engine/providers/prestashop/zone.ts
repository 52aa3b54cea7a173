const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** A shop's clock may be ahead by so much. */
const AHEAD_MS = 5 * MINUTE_MS;

/** The clock of a shop, which writes times down without their zone: `2026-11-23 20:31:07`. */
export type ShopClock = {
	/** ISO 8601 in UTC; `null` for what is no time, as PrestaShop's `0000-00-00 00:00:00`. */
	inUtc(local: unknown): string | null;
	/**
	 * From when on, by the shop's clock, something has to be asked for that changed since a moment. In the hour
	 * before the clock is set back, what comes after it has an earlier time: then that.
	 *
	 * @param time ISO 8601 in UTC
	 */
	since(time: string): string;
};

/** @param timeZone IANA name; @param now for the hour that the clock shows twice */
export function shopClock(timeZone: string, now: () => Date): ShopClock {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		hourCycle: 'h23',
		...{ year: 'numeric', month: '2-digit', day: '2-digit' },
		...{ hour: '2-digit', minute: '2-digit', second: '2-digit' },
	});
	const localMs = (ms: number): number => {
		const part = Object.fromEntries(
			format.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
		);
		return Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second);
	};
	const offset = (ms: number) => localMs(ms) - Math.floor(ms / 1_000) * 1_000;
	return {
		inUtc(local) {
			const found = typeof local === 'string' ? TIME.exec(local.trim()) : null;
			const asUtc = found ? Date.parse(`${found[1]}T${found[2]}Z`) : Number.NaN;
			if (Number.isNaN(asUtc) || found![1]!.startsWith('0000')) return null;
			const around = [offset(asUtc - DAY_MS), offset(asUtc + DAY_MS)];
			const moments = around.map((each) => asUtc - each).toSorted((a, b) => b - a);
			const real = moments.filter((ms) => offset(ms) === asUtc - ms);
			// Of an hour that comes twice: the later one, once it is there.
			const latest = now().getTime() + AHEAD_MS;
			const moment = real.find((ms) => ms <= latest) ?? real.at(-1) ?? moments[0]!;
			return new Date(moment).toISOString();
		},
		since(time) {
			const ms = Date.parse(time);
			const isSetBack = offset(ms + HOUR_MS) < offset(ms);
			return localTime(localMs(ms) - (isSetBack ? HOUR_MS : 0));
		},
	};
}

const TIME = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})$/;

const localTime = (ms: number) => new Date(ms).toISOString().slice(0, 19).replace('T', ' ');

/** The second after a time of the shop's clock, by that clock. */
export const nextSecond = (local: string): string =>
	localTime(Date.parse(`${local.replace(' ', 'T')}Z`) + 1_000);
