import { importInForm } from '../../../../nodes/shared/importForm.ts';

const read = (parameters: Readonly<Record<string, unknown>>) =>
	importInForm({
		getNode: () => ({ name: 'Store', parameters }) as never,
		getNodeParameter: ((name: string, fallback: unknown) => parameters[name] ?? fallback) as never,
	});

describe('the form by which a store is imported from', () => {
	it('says as often as usual and everything, unless a person has said otherwise', () => {
		const usual = {
			everyMs: null,
			entityTypes: ['Order', 'Shipment', 'Customer', 'Product'],
			firesForExisting: false,
		};
		expect(read({})).toEqual(usual);
		expect(read({ importsMissed: true, importOptions: { everyMinutes: 90 } })).toEqual({
			...usual,
			everyMs: 5_400_000,
		});
	});

	it('switches imports off', () => {
		expect(read({ importsMissed: false, importOptions: { everyMinutes: 5 } })).toBeNull();
		expect(read({ importOptions: { entityTypes: [] } })).toBeNull();
	});

	it.each([
		[{ everyMinutes: 0 }, '"Every (Minutes)" has to be a number from 1 to 1440'],
		[{ everyMinutes: 'soon' }, '"Every (Minutes)" has to be a number'],
		[{ entityTypes: ['Voucher'] }, '"Import" may have Order, Shipment, Customer, Product'],
	])('is refused in words that name the option: %j', (importOptions, words) => {
		expect(() => read({ importOptions })).toThrow(words);
	});
});
