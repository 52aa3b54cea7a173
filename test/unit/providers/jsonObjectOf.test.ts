import { jsonObjectOf } from '../../../engine/providers/parseJson.ts';

describe('jsonObjectOf', () => {
	it('keeps every digit of an id that is too long for a number', () => {
		const body = Buffer.from('{"id":820982911946154508,"small":7,"price":1.5}');
		expect(jsonObjectOf(body)).toEqual({
			ok: true,
			object: { id: '820982911946154508', small: 7, price: 1.5 },
		});
	});

	it.each(['', '[]', '"x"', 'null', '7', '{"a":', 'webhook_id=1'])('refuses %j', (body) => {
		expect(jsonObjectOf(Buffer.from(body))).toMatchObject({ ok: false });
	});

	it('reads what begins with a byte order mark', () => {
		expect(jsonObjectOf(Buffer.from('\uFEFF{"id":1}'))).toEqual({ ok: true, object: { id: 1 } });
	});

	it('lets no key reach the prototype', () => {
		const parsed = jsonObjectOf(Buffer.from('{"__proto__":{"polluted":true}}'));
		expect(parsed.ok).toBe(true);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});
