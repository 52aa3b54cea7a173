import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishMails } from '../../support/englishMails.ts';

/** Recorded when the templates were written in English only. */
const RECORDED = JSON.parse(
	readFileSync(join(__dirname, '../../fixtures/mails/english.json'), 'utf8'),
) as Record<string, readonly string[]>;

describe('who gets English mails reads to the letter what was there before there were languages', () => {
	const mails = englishMails();

	it('in every template', () => {
		expect(Object.keys(mails)).toEqual(Object.keys(RECORDED));
	});

	it.each(Object.entries(RECORDED))('%s', (name, recorded) => {
		expect(mails[name]).toEqual(recorded);
	});
});
