import { recipientsOfRun } from '../../../../nodes/CommerceCallWebhook/recipientsOfRun.ts';

const webhook = (body: string, url = 'https://example.com/a') => ({
	method: 'POST' as const,
	url,
	print: `${url} ${body}`,
});
type Webhook = ReturnType<typeof webhook>;

/** The recipients of one run: of items, each [event id, webhook]. */
function run(...items: Array<readonly [string | null, Webhook | null]>): string[] {
	const recipientOf = recipientsOfRun();
	return items.map(([eventId, request]) => recipientOf(eventId, request));
}

describe('the recipient of a webhook', () => {
	it('is its method and URL', () => {
		expect(run(['1', webhook('a')], ['2', webhook('a')])).toEqual([
			'POST https://example.com/a',
			'POST https://example.com/a',
		]);
	});

	it('is told apart for the parts of one event', () => {
		const parts = run(['1', webhook('line 1')], ['1', webhook('line 2')], ['1', webhook('line 3')]);
		expect(new Set(parts).size).toBe(3);
	});

	it('is the same in a run that is repeated with other bodies', () => {
		const first = run(['1', webhook('line 1, try 1')], ['1', webhook('line 2, try 1')]);
		const second = run(['1', webhook('line 1, try 2')], ['1', webhook('line 2, try 2')]);
		expect(second).toEqual(first);
	});

	it('is the same for the very same webhook', () => {
		const [one, two] = run(['1', webhook('a')], ['1', webhook('a')]);
		expect(two).toBe(one);
	});

	it('does not depend on whether a webhook before it could be made, or was the same', () => {
		const [, , third] = run(['1', webhook('a')], ['1', webhook('b')], ['1', webhook('c')]);
		expect(run(['1', null], ['1', webhook('b')], ['1', webhook('c')])[2]).toBe(third);
		expect(run(['1', webhook('a')], ['1', webhook('a')], ['1', webhook('c')])[2]).toBe(third);
	});
});
