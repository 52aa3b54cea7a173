import { shortTorture, torture } from '../support/shortTorture.ts';

describe('torture, in its short form', () => {
	shortTorture('sqlite');

	it('says what it takes, and ends with 1, when it is called otherwise', async () => {
		const { exitCode, output } = await torture('--mode', 'other');
		expect([exitCode, output]).toEqual([1, expect.stringContaining('--mode sqlite|queue|both')]);
	});
});
