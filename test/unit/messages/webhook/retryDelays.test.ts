import {
	DEFAULT_RETRY_DELAYS,
	retryDelays,
} from '../../../../engine/messages/webhook/retryDelays.ts';

describe('the list of waiting times', () => {
	it.each([
		[DEFAULT_RETRY_DELAYS, [1_000, 5_000]],
		['', []],
		['1m', [60_000]],
		['10s,20s, 30s', [10_000, 20_000, 30_000]],
	])('%j is read', (text, expected) => {
		expect(retryDelays(text)).toEqual(expected);
	});

	it.each([
		['soon', /^Retry After: "soon" is not a waiting time/],
		[
			'1s, 60s',
			/^Retry After: the waiting times are 61 seconds together\. A run waits for at most 60/,
		],
	])('%j is refused', (text, expected) => {
		expect(() => retryDelays(text)).toThrow(expected);
	});
});
