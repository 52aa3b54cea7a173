import { createRateLimit } from '../../../api/http/createRateLimit.ts';

describe('a rate limit', () => {
	it('lets so many through in a minute for each key, and says how long to wait', () => {
		let nowMs = 0;
		const limit = createRateLimit(3, () => nowMs);
		expect([limit('a'), limit('a'), limit('a')]).toEqual([null, null, null]);
		nowMs = 20_000;
		expect(limit('a')).toBe(40);
		expect(limit('b')).toBeNull();
		nowMs = 60_000;
		expect(limit('a')).toBeNull();
	});

	it('remembers a bounded number of keys', () => {
		const limit = createRateLimit(1, () => 0);
		limit('the first');
		expect(limit('the first')).toBe(60);
		for (let index = 0; index < 10_000; index += 1) limit(`key ${index}`);
		expect(limit('the first')).toBeNull();
	});
});
