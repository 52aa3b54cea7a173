import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
	fingerprintOf,
	galleryPage,
	mailSections,
	PICTURES,
	SHOWN_FILE,
} from '../../../build/mailPictures.ts';

const DOCS = join(__dirname, '../../../docs');

describe('docs/emails.md shows the mails as they are', () => {
	const pictures = mailSections().flatMap((section) => section.pictures);

	it('with the pictures that `npm run pictures:mails` makes of them today', () => {
		const shown = JSON.parse(readFileSync(join(DOCS, PICTURES, SHOWN_FILE), 'utf8')) as object;
		expect(shown).toEqual(
			Object.fromEntries(pictures.map((picture) => [picture.name, fingerprintOf(picture)])),
		);
		for (const { name } of pictures) {
			expect([name, existsSync(join(DOCS, PICTURES, `${name}.png`))]).toEqual([name, true]);
		}
	});

	it('all of them, in two languages', () => {
		expect(readFileSync(join(DOCS, 'emails.md'), 'utf8')).toBe(galleryPage());
		expect(new Set(pictures.map(({ name }) => name)).size).toBe(pictures.length);
	});
});
