import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { apiNames } from '../../../build/apiNames.ts';

const PROMISED = readFileSync(join(__dirname, '../../fixtures/promisedApi.txt'), 'utf8')
	.split('\n')
	.filter(Boolean);

const REQUIRED = ' (required)';
const nameIn = (line: string) => line.replace(REQUIRED, '');
const operationIn = (line: string) => line.split(' ').slice(0, 2).join(' ');

describe('the REST API, for programs that were written for it', () => {
	const now = apiNames();

	it('still has every endpoint, query parameter and field that was promised', () => {
		const names = new Set(now.map(nameIn));
		expect(PROMISED.filter((line) => !names.has(nameIn(line)))).toEqual([]);
	});

	it('requires nothing of them that could be left out', () => {
		const known = new Set(PROMISED);
		const added = now.filter((line) => line.endsWith(REQUIRED) && !known.has(line));
		expect(added.filter((line) => known.has(operationIn(line)))).toEqual([]);
	});
});
