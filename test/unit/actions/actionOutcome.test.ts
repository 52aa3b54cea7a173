import {
	outcomeOf,
	outcomeOfFailure,
	type ActionKind,
} from '../../../engine/actions/actionOutcome.ts';

describe('what came of an action, as a merchant is told', () => {
	it.each<[string, ActionKind, object, object | null]>([
		[
			'a mail that was sent, with its subject, and its receiver only as far as to recognise them',
			'email',
			{ sent: true, to: ['ana@example.com', 'b@x.example'], subject: 'Sent!', messageId: '<1@x>' },
			{ outcome: 'done', recipient: 'a…@example.com, b…@x.example', what: 'Sent!', said: '<1@x>' },
		],
		[
			'a mail that was skipped, with the reason',
			'email',
			{ sent: false, skipped: true, reason: 'no address', template: 'welcome' },
			{ outcome: 'skipped', recipient: null, what: null, said: 'no address' },
		],
		['nothing of what was only shown', 'email', { sent: false, preview: true, to: [] }, null],
		[
			'pushes, with how many browsers got one',
			'push',
			{ sent: 2, gone: 1, failed: 0, skipped: 0, notification: { title: 'Hi' } },
			{ outcome: 'done', recipient: '2 browsers', what: 'Hi', said: '1 gone, 0 failed' },
		],
		[
			'a push that nobody could get, with the reason',
			'push',
			{ sent: 0, gone: 0, failed: 0, skipped: 0, reason: 'nobody subscribed', notification: {} },
			{ outcome: 'skipped', recipient: '0 browsers', what: null, said: 'nobody subscribed' },
		],
		[
			'a webhook, with its host alone: the rest of an address may hold a secret',
			'webhook',
			{
				sent: true,
				url: 'https://user:pw@hooks.example/T0/secret?x=1',
				method: 'POST',
				status: 204,
			},
			{ outcome: 'done', recipient: 'hooks.example', what: 'POST', said: '204' },
		],
		[
			'an update that the store had already',
			'update',
			{
				entityType: 'Order',
				id: '7',
				status: 'completed',
				store: 'Shop',
				changed: false,
				remark: 'It was already.',
			},
			{ outcome: 'done', recipient: 'Shop', what: 'Order 7 completed', said: 'It was already.' },
		],
		[
			'an update that was made by an earlier try',
			'update',
			{
				entityType: 'Order',
				id: '7',
				status: 'completed',
				store: 'Shop',
				changed: false,
				skipped: true,
				reason: 'already sent',
			},
			{ outcome: 'skipped', recipient: 'Shop', what: 'Order 7 completed', said: 'already sent' },
		],
	])('is %s', (_, kind, result, expected) => expect(outcomeOf(kind, result)).toEqual(expected));

	it('is what the other side said, where it failed, and never longer than a few lines', () => {
		const { outcome, said } = outcomeOfFailure({
			kind: 'recipient_refused',
			message: 'Mailbox unknown. '.repeat(1_000),
			hint: null,
			retryable: false,
			retryAfterMs: null,
			status: 550,
			answer: null,
			attempts: 1,
			isLeftAlone: false,
		});
		expect(outcome).toBe('failed');
		expect(said).toMatch(/^550: Mailbox unknown/);
		expect(said!.length).toBeLessThanOrEqual(300);
	});
});
