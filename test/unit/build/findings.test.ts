import { bundledIn, findingsIn } from '../../../build/findings.ts';

const RULE = '-'.repeat(80);
const LICENCES = [
	'@scope/one 1.2.3 (MIT)\n\nThe MIT License (MIT)\n',
	'two 4.0.0-beta.1 (ISC)\n\nthree 1.0.0 (is only mentioned)\n',
].join(`\n${RULE}\n\n`);

describe('the audit of bundled libraries', () => {
	it('finds what is bundled in the file of their licences', () => {
		expect([...bundledIn(LICENCES)]).toEqual(['@scope/one', 'two']);
	});

	it('tells what is against them, and nothing that is only used for development', () => {
		const advisory = (name: string) => ({
			name,
			severity: 'high',
			title: 'Something bad',
			range: '<2.0.0',
			url: `https://github.com/advisories/${name}`,
		});
		const vulnerabilities = {
			two: { name: 'two', via: [advisory('two'), 'jest'] },
			jest: { name: 'jest', via: [advisory('jest')] },
		};
		expect(findingsIn({ vulnerabilities }, bundledIn(LICENCES))).toEqual([
			'two <2.0.0: high: Something bad https://github.com/advisories/two',
		]);
	});
});
