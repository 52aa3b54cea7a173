import fc from 'fast-check';

/** What somebody posts to a store's address: anything but a message of that store. */
export type HostileInput = { readonly body: string; readonly isSigned: boolean };

/** The same ones each time. */
export function hostileInputs(count: number): HostileInput[] {
	const hostile = fc.constantFrom(
		'__proto__',
		'constructor',
		"' or 1=1 --",
		'{{ 1 }}',
		'\u0000',
		'\ud800',
		'x'.repeat(5_000),
	);
	const value = fc.oneof(fc.json(), fc.string({ unit: 'binary' }), hostile);
	const message = fc.record({
		type: fc.oneof(fc.constantFrom('order.created', 'shipment.delivered'), fc.string()),
		timestamp: fc.oneof(fc.string(), fc.date({ noInvalidDate: true }).map(String)),
		data: fc.oneof(
			fc.jsonValue(),
			fc.dictionary(fc.oneof(hostile, fc.constantFrom('id', 'status', 'customer')), fc.jsonValue()),
		),
	});
	const input = fc.record({
		body: fc.oneof(
			value,
			message.map((each) => JSON.stringify(each)),
		),
		isSigned: fc.boolean(),
	});
	return fc.sample(input, { numRuns: count, seed: 20_261_124 });
}
