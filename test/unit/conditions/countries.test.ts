import { compileConditions } from '../../../engine/conditions/compileConditions.ts';
import {
	conditionsSchemaFor,
	writtenConditionsFor,
} from '../../../engine/conditions/conditionsSchema.ts';
import {
	COUNTRY_LANGUAGES,
	countryCodes,
	countryIn,
} from '../../../engine/conditions/countries.ts';

const codeOf = (given: string) => {
	const found = countryIn(given);
	return 'code' in found ? found.code : found.wrong;
};

describe('a country in a condition', () => {
	it.each(COUNTRY_LANGUAGES)('is understood by every name that it has in %s', (language) => {
		const names = new Intl.DisplayNames(language, { type: 'region' });
		const codes = countryCodes();
		expect(codes.length).toBeGreaterThan(240);
		const others = codes.filter((code) => codeOf(names.of(code)!) !== code);
		// A name that two countries have is refused with both.
		for (const code of others) {
			const said = codeOf(names.of(code)!);
			expect([code, said]).toEqual([
				code,
				expect.stringContaining('the name of several countries'),
			]);
			expect(said).toContain(`(${code})`);
		}
		expect(others.length).toBeLessThan(6);
	});

	it.each([
		...[
			' de ',
			'Germany',
			'GERMANY',
			'Deutschland',
			'Allemagne',
			'Niemcy',
			'Duitsland',
			'Tyskland',
		],
		...['Almanya', 'Alemanha', 'Německo', 'nemecko'],
	])('is understood however it is written: %j', (given) => {
		expect(codeOf(given)).toBe('DE');
	});

	it.each([
		...[['UK', 'GB'] as const, ['Great Britain', 'GB'] as const, ['U.S.A.', 'US'] as const],
		...[['Österreich', 'AT'] as const, ['Osterreich', 'AT'] as const, ['Türkiye', 'TR'] as const],
		...[['Turkey', 'TR'] as const, ['Trinidad and Tobago', 'TT'] as const],
		...[['Polonia', 'PL'] as const, ['Polônia', 'PL'] as const, ['Côte d’Ivoire', 'CI'] as const],
	])('is understood as people say it: %s is %s', (given, code) => {
		expect(codeOf(given)).toBe(code);
	});

	it('is refused where it is none, with the one that is near', () => {
		expect(codeOf('Germny')).toBe(
			'is no country. Did you mean Germany (DE)? Write its two letters or its name, like DE or Germany.',
		);
		expect(codeOf('Atlantis')).toMatch(/^is no country\. /);
		for (const given of ['', 'EU', 'ZZ', 'QQ', 'x'.repeat(10_000)]) {
			expect(codeOf(given)).toMatch(/^is no country\. /);
		}
	});

	const written = writtenConditionsFor('Order');
	const country = 'shippingAddress.country';

	it('comes out as stores tell it, wherever it stands', () => {
		expect(
			written.parse({
				[country]: 'Germany',
				'previous.billingAddress.country': { ne: 'Austria' },
				any: [
					{ [country]: { in: ['Schweiz', 'AT', 'fr'] } },
					{ [country]: { changedTo: 'Italia' } },
				],
			}),
		).toEqual({
			[country]: 'DE',
			'previous.billingAddress.country': { ne: 'AT' },
			any: [{ [country]: { in: ['CH', 'AT', 'FR'] } }, { [country]: { changedTo: 'IT' } }],
		});
	});

	it('is left as it is where a part of a text is meant, or another field', () => {
		for (const conditions of [
			{ [country]: { contains: 'Germ' } },
			{ [country]: null },
			{ [country]: { exists: true } },
			{ 'shippingAddress.city': 'Germany' },
			{ 'attributes.country': 'Germany' },
		]) {
			expect(written.parse(conditions)).toEqual(conditions);
		}
	});

	it('is refused with its place in the conditions', () => {
		const { error } = written.safeParse({ any: [{ [country]: { in: ['DE', 'Germny'] } }] });
		expect(error!.issues.map(({ path, message }) => [path, message])).toEqual([
			[
				['any', 0, country, 'in'],
				expect.stringContaining(`"${country}": "Germny" is no country. Did you mean Germany (DE)?`),
			],
		]);
	});

	it('keeps its meaning where it is stored: what was taken before is read as it was', () => {
		const stored = conditionsSchemaFor('Order').parse({ [country]: 'Germany' });
		expect(stored).toEqual({ [country]: 'Germany' });
		const entity = { shippingAddress: { country: 'DE' } };
		expect(compileConditions(stored)({ entity, previous: null })).toBe(false);
	});
});
