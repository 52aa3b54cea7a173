import fc from 'fast-check';
import { compileConditions } from '../../../engine/conditions/compileConditions.ts';
import {
	conditionsSchemaFor,
	writtenConditionsFor,
} from '../../../engine/conditions/conditionsSchema.ts';
import { numberIn } from '../../../engine/conditions/values.ts';
import { writtenNumber } from '../../../engine/conditions/writtenNumber.ts';

const LOCALES = [
	...['en-US', 'de-DE', 'de-CH', 'fr-FR', 'es-ES', 'it-IT', 'nl-NL', 'pl-PL', 'pt-BR', 'sv-SE'],
	...['da-DK', 'cs-CZ', 'tr-TR', 'en-IN', 'nb-NO', 'fi-FI', 'hu-HU', 'ro-RO', 'uk-UA', 'el-GR'],
];
const read = (text: string) => {
	const found = writtenNumber(text);
	return 'number' in found ? found.number : found.wrong;
};
const isAmbiguous = (text: string) => {
	const found = writtenNumber(text);
	return 'wrong' in found && found.isAmbiguous;
};

describe('a number in a condition', () => {
	it.each(LOCALES)(
		'is understood as people write it in %s, or refused: never another number',
		(locale) => {
			const cents = fc.integer({ min: -1_000_000_000, max: 1_000_000_000 });
			fc.assert(
				fc.property(cents, fc.constantFrom(0, 1, 2), (amount, digits) => {
					const number = Number((amount / 10 ** digits).toFixed(digits));
					const format = { minimumFractionDigits: digits, maximumFractionDigits: digits };
					const text = new Intl.NumberFormat(locale, format).format(number);
					if (isAmbiguous(text)) expect(text).toMatch(/^-?\d{1,3}[.,]\d{3}$/);
					else expect(read(text)).toBe(number === 0 ? 0 : number);
				}),
				{ numRuns: 300 },
			);
		},
	);

	it.each<[string, number]>([
		['1.234,50', 1234.5],
		['1 234,50', 1234.5],
		['1\u00a0234,50', 1234.5],
		['1,234.50', 1234.5],
		["1'234.50", 1234.5],
		['1.234.567', 1_234_567],
		['12,34,567.50', 1_234_567.5],
		['12,5', 12.5],
		['0,123', 0.123],
		['1234,567', 1234.567],
		['1 234', 1234],
		[' −5,5 ', -5.5],
		['99.50', 99.5],
		['100', 100],
	])('may be %j', (text, number) => expect(read(text)).toBe(number));

	it.each([
		['1,234', 'can be read as 1234 and as 1.234: write 1234, or 1.2340.'],
		['1.234', 'can be read as 1234 and as 1.234: write 1234, or 1.2340.'],
		['lots', 'is not a number. Write it like 99.50.'],
		['1.2.3', 'is not a number. Write it like 99.50.'],
		['12.34,5', 'is not a number. Write it like 99.50.'],
		['1,23,4', 'is not a number. Write it like 99.50.'],
		['', 'is not a number. Write it like 99.50.'],
		['12 EUR', 'is not a number. Write it like 99.50.'],
		['1'.repeat(10_000), 'is not a number. Write it like 99.50.'],
	])('is refused where it means two numbers or none: %j', (text, wrong) => {
		expect(read(text)).toBe(wrong);
	});

	it('is refused wherever its groups are of three and it has no second sign', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 1, max: 999 }),
				fc.integer({ min: 0, max: 999 }),
				fc.constantFrom('.', ','),
				(whole, part, sign) =>
					expect(isAmbiguous(`${whole}${sign}${String(part).padStart(3, '0')}`)).toBe(true),
			),
		);
	});

	const written = writtenConditionsFor('Order');

	it('comes out as a number, in every operator, and through the API', () => {
		expect(
			written.parse({
				total: { gte: '1.234,50', ne: '12,5' },
				'lineItems.quantity': { in: ['1 000', 2] },
				'attributes.weight': { lt: '2,5' },
			}),
		).toEqual({
			total: { gte: 1234.5, ne: 12.5 },
			'lineItems.quantity': { in: [1000, 2] },
			'attributes.weight': { lt: 2.5 },
		});
		expect(
			compileConditions({ total: { gte: '1.234,50' } })({
				entity: { total: 1235 },
				previous: null,
			}),
		).toBe(true);
	});

	it('is refused in conditions with what it could mean', () => {
		const messages = (given: unknown) =>
			written.safeParse(given).error?.issues.map(({ message }) => message);
		expect(messages({ total: { gte: '1,234' } })).toEqual([
			'"total": "gte" needs a number: "1,234" can be read as 1234 and as 1.234: write 1234, or 1.2340.',
		]);
		expect(messages({ total: 'lots' })).toEqual([
			'"total": "lots" is not a number. Write it like 99.50.',
		]);
	});

	it('keeps its meaning where it was taken before', () => {
		expect(numberIn('1.234')).toBe(1.234);
		const stored = { total: { gte: '1.234' }, number: '1.234' };
		expect(conditionsSchemaFor('Order').parse(stored)).toEqual(stored);
		const holds = compileConditions(stored);
		expect(holds({ entity: { total: 2, number: '1.234' }, previous: null })).toBe(true);
	});
});
