import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOfDemo, SHOWN_FILE } from '../../../build/demoFingerprint.ts';

const ROOT = join(__dirname, '../../..');
const FOLDER = join(ROOT, 'docs/images/demo');
const PAGES = readdirSync(join(ROOT, 'docs'))
	.filter((file) => file.endsWith('.md'))
	.map((file) => `docs/${file}`);

describe('pictures of the console', () => {
	it('are newer than what they show; `npm run pictures:demo` takes them anew', async () => {
		const shown = readFileSync(join(FOLDER, SHOWN_FILE), 'utf8').trim();
		expect(shown).toBe(await fingerprintOfDemo());
		for (const name of ['today', 'recipes', 'timeline']) {
			expect(statSync(join(FOLDER, `${name}.png`)).size).toBeGreaterThan(10_000);
		}
	});

	it('are each shown in the README and in docs/console.md, and no other picture lies about', () => {
		const [readme, page, ...others] = ['README.md', 'docs/console.md', ...PAGES].map((file) =>
			readFileSync(join(ROOT, file), 'utf8'),
		);
		const pictures = readdirSync(FOLDER).filter((file) => file.endsWith('.png'));
		for (const name of pictures) {
			expect(readme).toContain(`docs/images/demo/${name})`);
			expect(page).toContain(`(images/demo/${name})`);
		}
		const all = [readme, page, ...others].join('\n');
		const lone = readdirSync(join(FOLDER, '..')).filter((file) => /\.\w+$/.test(file));
		expect(lone.filter((file) => !all.includes(`images/${file}`))).toEqual([]);
	});
});
