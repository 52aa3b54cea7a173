import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

describe.each(['docs/delivery-guarantees.md', 'docs/security.md'])('%s', (file) => {
	const named = [
		...readFileSync(join(ROOT, file), 'utf8').matchAll(/`((?:unit|contract|e2e)\/\S+\.test\.ts)`/g),
	].map(([, name]) => name!);

	it('names tests for what it says', () => {
		expect(named.length).toBeGreaterThan(15);
	});

	it.each([...new Set(named)])('names %s, which is there', (name) => {
		expect(existsSync(join(ROOT, 'test', name))).toBe(true);
	});
});
