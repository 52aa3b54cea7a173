import fc from 'fast-check';
import { receiptKeyOf } from '../../../engine/providers/digests.ts';

describe('receiptKeyOf', () => {
	it('is never longer than a receipt can hold', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ maxLength: 300 }), { minLength: 1 }), (parts) => {
				expect(receiptKeyOf(...parts, 'x').length).toBeLessThanOrEqual(200);
			}),
		);
	});

	it('differs for long parts that differ only at their end', () => {
		const long = 'a'.repeat(500);
		expect(receiptKeyOf(`${long}1`)).not.toBe(receiptKeyOf(`${long}2`));
	});
});
