import { alpha2Of, alpha3Of } from '../../../engine/providers/countryCodes.ts';

describe('the code of a country', () => {
	it.each([
		['DE', 'DEU'],
		['GB', 'GBR'],
		['US', 'USA'],
		['CH', 'CHE'],
		['AF', 'AFG'],
		['ZW', 'ZWE'],
	])('%s of two letters is %s of three', (two, three) => {
		expect(alpha3Of(two)).toBe(three);
		expect(alpha2Of(three)).toBe(two);
		expect(alpha2Of(two)).toBe(two);
		expect(alpha2Of(three.toLowerCase())).toBe(two);
	});

	it('is known for every country that Unicode knows by two letters and a name', () => {
		const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
		const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
		const pairs = letters.flatMap((one) => letters.map((other) => one + other));
		// Reserved, of the past, or of a union: no countries of ISO 3166-1.
		const none =
			'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH NT QO RH SU TA TP UK UN VD XA XB XK YD YU ZR ZZ';
		const named = pairs.filter((pair) => names.of(pair) && !none.split(' ').includes(pair));
		expect(named.filter((pair) => alpha3Of(pair) === null)).toEqual([]);
		expect(named).toHaveLength(249);
		expect(new Set(named.map(alpha3Of)).size).toBe(249);
	});

	it.each([null, undefined, '', 'XX', 'Germany', 'toString'])('%j is none', (given) => {
		expect(alpha3Of(given)).toBeNull();
		expect(alpha2Of(given)).toBeNull();
	});
});
