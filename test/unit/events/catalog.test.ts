import { CATALOG } from '../../../engine/events/catalog.ts';

describe('catalog', () => {
	it('gives every trigger a guid of its own that is a UUIDv5', () => {
		const guids = CATALOG.map((trigger) => trigger.guid);
		expect(new Set(guids).size).toBe(CATALOG.length);
		for (const guid of guids) {
			expect(guid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
		}
	});
});
