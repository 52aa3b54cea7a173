import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ENDPOINTS } from '../../../api/endpoints.ts';
import { ERROR_STATUS } from '../../../api/http/apiError.ts';

const DOCS = readFileSync(join(__dirname, '../../../docs/rest-api.md'), 'utf8');

describe('docs/rest-api.md', () => {
	it('has a section for every endpoint, and for nothing else', () => {
		const described = [...DOCS.matchAll(/^### `(\w+ \S+)`$/gm)].map(([, title]) => title);
		const endpoints = ENDPOINTS.map(({ methods, path }) => `${methods[0]} ${path}`);
		expect(described.toSorted()).toEqual(endpoints.toSorted());
	});

	it('says which endpoints are public', () => {
		const sections = DOCS.split(/^### /m).slice(1);
		const open = sections.filter((section) => section.includes('_Public._'));
		expect(open.map((section) => /`\w+ (\S+)`/.exec(section)![1]).toSorted()).toEqual(
			ENDPOINTS.filter(({ access }) => access === 'public')
				.map(({ path }) => path)
				.toSorted(),
		);
	});

	it('has every error code with its status', () => {
		for (const [code, status] of Object.entries(ERROR_STATUS)) {
			expect(DOCS).toMatch(new RegExp(`\\| \`${code}\` +\\| ${status} `));
		}
	});

	it('prints no request and no answer of its own: those of the README and of openapi.json are sent by a test', () => {
		expect(DOCS).not.toMatch(/```(?:sh|bash|json|http)|\bcurl\b/);
	});
});
