import { z } from 'zod/v4';
import {
	amount,
	listOf,
	partOf,
	reference,
	requiredId,
	text,
	time,
	timeInUtc,
} from '../../../engine/providers/payloadFields.ts';

describe('fields of a payload', () => {
	it('tell "absent" from "none"', () => {
		const schema = z.object({ note: text, total: amount, at: time, customer: reference });
		expect(schema.parse({})).toEqual({});
		expect(schema.parse({ note: '  ', total: '', at: null, customer: 0 })).toEqual({
			note: null,
			total: null,
			at: null,
			customer: null,
		});
	});

	it.each([
		['84.70', 84.7],
		[' -10.00 ', -10],
		['.5', 0.5],
		[12, 12],
		['1e400', null],
		['12 EUR', null],
		['0x10', null],
		[Number.POSITIVE_INFINITY, null],
		[{}, null],
		[true, null],
	])('read the amount %j as %s', (given, expected) => {
		expect(amount.parse(given)).toBe(expected);
	});

	it.each([
		['2026-11-23T21:31:07+01:00', '2026-11-23T20:31:07.000Z'],
		['2026-11-23T20:31:07.250Z', '2026-11-23T20:31:07.250Z'],
		['2026-11-23 20:31:07Z', '2026-11-23T20:31:07.000Z'],
		['2026-11-23T20:31:07', null],
		['2026-13-45T20:31:07Z', null],
		['9999-12-31T23:59:59-23:59', null],
		['yesterday', null],
		[1_795_392_000, null],
	])('read the time %j as %s', (given, expected) => {
		expect(time.parse(given)).toBe(expected);
	});

	it('read a time without a zone as UTC where the store means it so', () => {
		expect(timeInUtc.parse('2026-11-23T20:31:07')).toBe('2026-11-23T20:31:07.000Z');
	});

	it('take characters out that a database cannot store', () => {
		expect(text.parse('a\0b')).toBe('ab');
	});

	it.each([
		[7, '7'],
		['gid-7', 'gid-7'],
	])('read the id %j as %j', (given, expected) => {
		expect(requiredId.parse(given)).toBe(expected);
	});

	it.each([undefined, null, '', ' ', {}, [], true, 'x'.repeat(201)])('refuse %j as id', (given) => {
		expect(requiredId.safeParse(given).success).toBe(false);
	});

	it('leave out what is not an element of a list, and keep "not told" apart from "empty"', () => {
		const list = listOf(z.object({ id: requiredId }));
		expect(list.parse([{ id: 1 }, null, 'x', { id: null }])).toEqual([{ id: '1' }]);
		expect(list.parse(null)).toEqual([]);
		expect(list.parse(undefined)).toBeUndefined();
		expect(list.parse('not a list')).toBeUndefined();
	});

	it('read a part that is none as null', () => {
		expect(partOf(z.object({ a: text })).parse('x')).toBeNull();
	});
});
