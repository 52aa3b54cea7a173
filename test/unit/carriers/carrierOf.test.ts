import { carrierOf } from '../../../engine/carriers/carrierOf.ts';
import { CARRIERS } from '../../../engine/carriers/carriers.ts';

describe('carriers', () => {
	it('are at least 80, each with a page that takes the number, and its source', () => {
		expect(CARRIERS.length).toBeGreaterThanOrEqual(80);
		for (const { page, source, name } of CARRIERS) {
			expect(page.split('{number}')).toHaveLength(2);
			expect(new URL(page.replace('{number}', 'X1')).protocol).toBe('https:');
			expect(source).toMatch(/^(woocommerce|plugin|carrier)$/);
			expect(name.trim()).toBe(name);
		}
	});

	it('have no word that two of them claim', () => {
		const words = CARRIERS.flatMap(({ words: all }) => all);
		expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
	});

	it.each([
		[
			'dhl-de',
			'DHL',
			'https://www.dhl.de/de/privatkunden/pakete-empfangen/verfolgen.html?piececode=003404',
		],
		['DHL', 'DHL', 'https://www.dhl.com/global-en/home/tracking.html?tracking-id=003404&submit=1'],
		[
			'Royal Mail',
			'Royal Mail',
			'https://www.royalmail.com/track-your-item#/tracking-results/003404',
		],
		[
			'ceska-posta',
			'Česká pošta',
			'https://www.postaonline.cz/trackandtrace/-/zasilka/cislo?parcelNumbers=003404',
		],
		['FEDEX', 'FEDEX', 'https://www.fedex.com/fedextrack/?trknbr=003404'],
	])('are found by the word of the shop: %s', (word, name, trackingUrl) => {
		expect(carrierOf(word, '003404')).toEqual({ name, trackingUrl });
	});

	it.each([
		['stamps_com', 'USPS'],
		['endicia', 'USPS'],
		['express_1', 'USPS'],
		['ups_walleted', 'UPS'],
		['upsdap', 'UPS'],
		['upssurepost', 'UPS'],
		['fedex_walleted', 'FedEx'],
		['fedexdefault', 'FedEx'],
		['dhl_express_worldwide', 'DHL'],
		['dhlecs', 'DHL eCommerce'],
		['canada_post_walleted', 'Canada Post'],
		['ontracv3', 'OnTrac'],
		['lasershipv2', 'OnTrac'],
	])('are found by the account that paid for the label: %s', (word, name) => {
		expect(carrierOf(word, '003404')).toEqual({
			name,
			trackingUrl: expect.stringContaining('003404'),
		});
	});

	it('that are not known keep their word, without a link rather than with a wrong one', () => {
		expect(carrierOf('Onkel Herbert', '003404')).toEqual({
			name: 'Onkel Herbert',
			trackingUrl: null,
		});
		expect(carrierOf('dhl of my town', '1').trackingUrl).toBeNull();
	});

	it.each(['', '12', '<b>', 'https://evil.example/', 'x'.repeat(200), null])(
		'give no link for %j, which is no tracking number',
		(number) => {
			expect(carrierOf('ups', number)).toEqual({ name: 'UPS', trackingUrl: null });
		},
	);

	it('give a number that stays within its place in the address', () => {
		expect(carrierOf('ups', 'A/B 1').trackingUrl).toBe(
			'https://www.ups.com/track?tracknum=A%2FB%201',
		);
	});
});
