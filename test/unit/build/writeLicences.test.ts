import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeLicences } from '../../../build/writeLicences.js';
import { bundledIn } from '../../../build/findings.ts';

const ROOT = join(__dirname, '../../..');
const RULE = `\n${'-'.repeat(80)}\n\n`;

describe('the licences of bundled libraries', () => {
	/** The parts of the file that is written for modules of these packages. */
	const written = async (...files: string[]) => {
		const folder = await mkdtemp(join(tmpdir(), 'commerce-licences-'));
		try {
			const moduleIds = files.map((file) => join(ROOT, 'node_modules', file));
			writeLicences([{ type: 'chunk', moduleIds }], join(folder, 'licences.txt'));
			const text = await readFile(join(folder, 'licences.txt'), 'utf8');
			expect(bundledIn(text).size).toBe(files.length);
			return text.split(RULE);
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	};

	it.each([
		['with a file', 'kysely/dist/esm/index.js', 'Copyright (c) 2022 Sami'],
		['in the README', 'pg-types/index.js', 'Copyright (c) 2014 Brian M. Carlson'],
		['in another kind of README', 'pgpass/lib/index.js', 'Copyright (c) 2013-2016 Hannes'],
		['that only names its licence', 'http_ece/ece.js', 'Copyright (c) Martin Thomson'],
	])('are given whole, with whose they are: a package %s', async (_kind, file, holder) => {
		const [text] = await written(file);
		expect(text).toContain(holder);
		expect(text).toContain('Permission is hereby granted');
		expect(text).toMatch(/WITHOUT WARRANTY OF ANY\s+KIND/);
	});

	it('of the Mozilla kind come with their text and say where the source is', async () => {
		const [text] = await written('web-push/src/index.js');
		expect(text).toContain('Mozilla Public License Version 2.0');
		expect(text).toContain('https://github.com/web-push-libs/web-push');
		expect(text).toMatch(/https:\/\/registry\.npmjs\.org\/web-push\/-\/web-push-[\d.]+\.tgz/);
	});
});
