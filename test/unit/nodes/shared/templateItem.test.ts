import { templateItem } from '../../../../nodes/shared/templateItem.ts';

const EMITTED = {
	event: { id: '1' },
	order: { id: '4', number: '#4' },
	customer: { email: 'a@b.c' },
};

describe('what an e-mail is written from', () => {
	it('is what the trigger emitted where a node in between made something else of the item', () => {
		expect(templateItem(EMITTED, { note: 'x' })).toEqual({ ...EMITTED, note: 'x' });
	});

	it('is the item where it says otherwise, field by field', () => {
		expect(templateItem(EMITTED, { order: { number: 'four' }, customer: null })).toEqual({
			...EMITTED,
			order: { id: '4', number: 'four' },
		});
	});

	it('is the item alone without an event', () => {
		expect(templateItem(null, { a: null, b: [1] })).toEqual({ a: null, b: [1] });
	});
});
