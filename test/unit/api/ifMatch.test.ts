import { ifMatchOf } from '../../../api/http/ifMatch.ts';

describe('If-Match and If-None-Match', () => {
	it.each<[string | null, readonly string[] | null]>([
		[null, null],
		['*', ['*']],
		['"one"', ['one']],
		['"one", W/"other"', ['one', 'other']],
		['one', ['one']],
	])('%j is read as %j', (header, tags) => {
		expect(ifMatchOf(header)).toEqual(tags);
	});
});
