import { courierOf } from '../../../engine/providers/aftership/couriers.ts';
import { carrierFieldsOf } from '../../../engine/providers/bigcommerce/carrierSlugs.ts';
import * as easypost from '../../../engine/providers/easypost/carriers.ts';
import { carrierKeyOf } from '../../../engine/providers/17track/carrierKeys.ts';
import * as shippo from '../../../engine/providers/shippo/carriers.ts';

/** What every object has, whoever asks for it. */
const WORDS = ['constructor', 'toString', 'hasOwnProperty', 'valueOf', '__proto__'];

describe.each(WORDS)('a carrier that is called %s', (word) => {
	it('keeps its word as its name', () => {
		expect(shippo.carrierNameOf(word)).toBe(word);
		expect(easypost.carrierNameOf(word)).toBe(word);
	});

	it('is none that a store or a tracker has a word of its own for', () => {
		expect(courierOf(word)).toEqual({});
		expect(carrierFieldsOf(word)).toEqual({});
		expect(carrierKeyOf(word, 'JD014600003SE')).toBeNull();
		expect(easypost.carrierWordOf(word)).toBeUndefined();
	});
});
