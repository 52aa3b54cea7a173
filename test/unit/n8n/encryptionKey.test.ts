import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encryptionKey } from '../../../n8n/encryptionKey.ts';

describe("n8n's encryption key", () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'n8n-folder-'));
	});
	afterEach(() => rmSync(folder, { recursive: true }));
	const keep = (text: string) => writeFileSync(join(folder, 'config'), text);

	it('is that of the variable, of the file that one names, or of the file in which n8n keeps it', () => {
		keep('{"encryptionKey": "kept"}');
		const named = join(folder, 'key');
		writeFileSync(named, 'named\n');
		expect(encryptionKey({ N8N_ENCRYPTION_KEY: 'given' }, folder)).toBe('given');
		expect(encryptionKey({ N8N_ENCRYPTION_KEY_FILE: named }, folder)).toBe('named');
		expect(encryptionKey({}, folder)).toBe('kept');
	});

	it('is not known where none of them can be read', () => {
		expect(encryptionKey({}, folder)).toBeNull();
		keep('not JSON');
		expect(encryptionKey({}, folder)).toBeNull();
		keep('{"encryptionKey": ""}');
		expect(encryptionKey({ N8N_ENCRYPTION_KEY_FILE: join(folder, 'none') }, folder)).toBeNull();
	});
});
