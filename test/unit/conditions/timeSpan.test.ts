import { timeSpan } from '../../../engine/conditions/values.ts';

describe('timeSpan', () => {
	it.each([
		['2026-01-31T10:00:00Z', Date.UTC(2026, 0, 31, 10)],
		['2026-01-31T10:00:00.250Z', Date.UTC(2026, 0, 31, 10, 0, 0, 250)],
		['2026-01-31T10:00:00.123456789Z', Date.UTC(2026, 0, 31, 10, 0, 0, 123)],
		['2026-01-31T10:00', Date.UTC(2026, 0, 31, 10)],
		['2026-01-31 10:00:00', Date.UTC(2026, 0, 31, 10)],
		['2026-01-31T10:00:00+01:30', Date.UTC(2026, 0, 31, 8, 30)],
		['2026-01-31T23:00:00-0200', Date.UTC(2026, 1, 1, 1)],
		['2024-02-29t00:00:00z', Date.UTC(2024, 1, 29)],
	])('reads %s as a moment', (text, expected) => {
		expect(timeSpan(text)).toEqual({ firstMs: expected, lastMs: expected });
	});

	it('reads a date without a time as its whole day in UTC', () => {
		expect(timeSpan('2026-01-31')).toEqual({
			firstMs: Date.UTC(2026, 0, 31),
			lastMs: Date.UTC(2026, 1, 1) - 1,
		});
	});

	it.each([
		'',
		'today',
		'2026',
		'2026-1-31',
		'2026-02-30',
		'2025-02-29',
		'2026-13-01',
		'2026-00-01',
		'2026-01-31T24:00:00Z',
		'2026-01-31T10:60:00Z',
		'2026-01-31T10:00:00+25:00',
		'0000-01-01',
		'31.01.2026',
		20260131,
		null,
	])('refuses %p', (value) => {
		expect(timeSpan(value)).toBeNull();
	});
});
