import { linkIn } from '../../../../engine/providers/woocommerce/trackingFields.ts';
import { trackingItemsIn } from '../../../../engine/providers/woocommerce/trackingItems.ts';
import { processorMs } from '../../../support/processorMs.ts';

describe("a tracking number's link", () => {
	it.each([
		['in HTML', '<a target="_blank" href="https://track.example.com/1">Track</a>'],
		['as it is', 'https://track.example.com/1'],
		['with a place for the number', 'https://track.example.com/{tracking_number}'],
	])('is found %s', (_, given) => {
		expect(linkIn('1', [given])).toBe('https://track.example.com/1');
	});

	it('is looked for in the time that a text takes, whatever is in it', () => {
		// By looking from each tag to the end of the text, it takes 1.6 seconds.
		const before = processorMs();
		expect(linkIn('1', ['<a '.repeat(33_000)])).toBeNull();
		expect(processorMs() - before).toBeLessThan(500);
	});
});

describe('a list of more tracking numbers than any order has', () => {
	const list = Array.from({ length: 300_000 }, (_, index) => ({ tracking_number: `N${index}` }));
	const meta = (value: unknown) => [{ key: '_wc_shipment_tracking_items', value }];

	it.each([
		['in one entry', meta(list)],
		['in an entry for each', list.flatMap((each) => meta([each]))],
	])('%s is read in part, takes nothing back, and takes no time', (_, given) => {
		const before = processorMs();
		const { items, names } = trackingItemsIn(given, []);
		expect(processorMs() - before).toBeLessThan(500);
		expect([items.length, names]).toEqual([500, undefined]);
	});
});
