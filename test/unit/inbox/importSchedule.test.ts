import { randomUUID } from 'node:crypto';
import { everyMsOf, nextImport } from '../../../engine/inbox/importSchedule.ts';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-03-01T12:00:00Z');
const EVERY = { everyMs: 10 * MINUTE_MS };
const GUID = '11111111-1111-5111-8111-111111111111';
const ended = (endedAt: number, more: object = {}) => ({
	...{
		startedAt: endedAt - 1_000,
		endedAt,
		isCancelled: 0,
		keysProblem: null,
		failure: null,
		count: 1,
	},
	...more,
});
const started = (startedAt: number, isRestart = false) => ({ ...EVERY, startedAt, isRestart });

describe('a store is imported from by itself', () => {
	it('at once when it is published, and ten to eleven minutes after each import', () => {
		expect(nextImport(null, started(NOW), GUID, NOW)).toEqual({ began: 'start', at: NOW });
		const { began, at } = nextImport(ended(NOW), started(NOW - 5_000), GUID, NOW);
		expect(began).toBe('schedule');
		expect(at - NOW).toBeGreaterThanOrEqual(10 * MINUTE_MS);
		expect(at - NOW).toBeLessThanOrEqual(11 * MINUTE_MS);
	});

	it('at a start of n8n, unless the last import has just ended: ten starts within a minute bring in one', () => {
		const last = ended(NOW);
		const starts = Array.from({ length: 10 }, (_, index) => NOW + 1 + index * 5_000);
		const due = starts.map((at) => nextImport(last, started(at, true), GUID, at));
		for (const [index, { began, at }] of due.entries()) {
			expect([began, at >= NOW + MINUTE_MS]).toEqual(['start', true]);
			expect(at).toBeGreaterThanOrEqual(starts[index]!);
			expect(at).toBeLessThanOrEqual(NOW + MINUTE_MS + 20_000);
		}
		const late = NOW + 2 * MINUTE_MS;
		const { at } = nextImport(last, started(late, true), GUID, late);
		expect(at - late).toBeLessThanOrEqual(20_000);
	});

	it('at once where an import was cut off or cancelled, to go on with it', () => {
		for (const more of [{ endedAt: null }, { isCancelled: 1 }]) {
			const last = ended(NOW - 1, more);
			expect(nextImport(last, started(NOW), GUID, NOW)).toEqual({ began: 'start', at: NOW });
		}
	});

	it('ever more seldom where its keys are refused, and at least once an hour or so', () => {
		const waits = [1, 2, 3, 4, 200].map((count) => {
			const last = ended(NOW, { keysProblem: 'refused', count });
			return Math.floor(
				(nextImport(last, started(NOW - 5_000), GUID, NOW).at - NOW) / (11 * MINUTE_MS),
			);
		});
		expect(waits).toEqual([...waits].toSorted((one, other) => one - other));
		const last = ended(NOW, { keysProblem: 'refused', count: 200 });
		const { at } = nextImport(last, started(NOW - 5_000), GUID, NOW);
		expect(at - NOW).toBeLessThanOrEqual(66 * MINUTE_MS);
		expect(at - NOW).toBeGreaterThanOrEqual(60 * MINUTE_MS);
		const first = nextImport(ended(NOW, { keysProblem: 'refused' }), started(0), GUID, NOW);
		expect(first.at - NOW).toBeGreaterThanOrEqual(20 * MINUTE_MS);
	});

	it('every ten minutes, or as its form says; one that posts nothing as often as its kind needs, and never more often', () => {
		expect(everyMsOf(undefined, null)).toBe(10 * MINUTE_MS);
		expect(everyMsOf(undefined, MINUTE_MS)).toBe(MINUTE_MS);
		expect(everyMsOf(5 * MINUTE_MS, null)).toBe(5 * MINUTE_MS);
		expect(everyMsOf(5 * MINUTE_MS, 30 * MINUTE_MS)).toBe(30 * MINUTE_MS);
		expect(everyMsOf(5 * MINUTE_MS, MINUTE_MS)).toBe(5 * MINUTE_MS);
	});

	it('earlier where a parcel is to be asked for, a minute after the last import or later, and not after one that failed', () => {
		const next = (parcelDueAt: number | null, more: object = {}) =>
			nextImport(ended(NOW, more), started(NOW - 5_000), GUID, NOW, parcelDueAt).at - NOW;
		expect(next(NOW + 3 * MINUTE_MS)).toBe(3 * MINUTE_MS);
		expect(next(NOW - 3 * MINUTE_MS)).toBe(MINUTE_MS);
		expect(next(NOW + 60 * MINUTE_MS)).toBe(next(null));
		const failed = { failure: 'busy' };
		expect(next(NOW, failed)).toBe(next(null, failed));
	});

	it('soon where the clock was set back', () => {
		const last = ended(NOW + 24 * 3_600_000);
		const { at } = nextImport(last, started(NOW + 24 * 3_600_000), GUID, NOW);
		expect(at - NOW).toBeLessThanOrEqual(11 * MINUTE_MS);
	});

	it('not in the same second as all others: a hundred stores are spread over the start of n8n, and over the minutes', () => {
		const guids = Array.from({ length: 100 }, () => randomUUID());
		const most = (moments: readonly number[]) =>
			Math.max(
				...[...Map.groupBy(moments, (at) => Math.floor(at / 1_000)).values()].map(
					(together) => together.length,
				),
			);
		const atStart = guids.map((guid) => nextImport(null, started(NOW, true), guid, NOW).at);
		expect(most(atStart)).toBeLessThan(20);
		const later = guids.map((guid) => nextImport(ended(NOW), started(0), guid, NOW).at);
		expect(most(later)).toBeLessThan(15);
	});
});
