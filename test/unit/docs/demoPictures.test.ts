import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOfDemo, SHOWN_FILE } from '../../../build/demoFingerprint.ts';

const FOLDER = join(__dirname, '../../../docs/images/demo');

describe('pictures of the console', () => {
	it('are newer than what they show; `npm run pictures:demo` takes them anew', async () => {
		const shown = readFileSync(join(FOLDER, SHOWN_FILE), 'utf8').trim();
		expect(shown).toBe(await fingerprintOfDemo());
		for (const name of ['today', 'recipes', 'timeline']) {
			expect(statSync(join(FOLDER, `${name}.png`)).size).toBeGreaterThan(10_000);
		}
	});
});
