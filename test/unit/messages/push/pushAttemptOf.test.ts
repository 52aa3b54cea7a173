import { pushAttemptOf } from '../../../../engine/messages/push/pushAttemptOf.ts';

const NOW = new Date('2026-11-23T20:31:07.000Z');

function read(status: number, text = '', retryAfter?: string) {
	return pushAttemptOf('push.example.com', { status, text, retryAfter }, NOW);
}

describe("a push service's answer", () => {
	it.each([200, 201, 202])('%i is: sent', (status) => {
		expect(read(status)).toEqual({ status: 'sent' });
	});

	it.each([404, 410])('%i is: the browser has unsubscribed', (status) => {
		expect(read(status)).toEqual({ status: 'gone' });
	});

	it.each([
		[401, ''],
		[403, '{"reason":"BadJwtToken"}'],
		[400, '{"reason":"VapidPkHashMismatch"}'],
	])('%i %s is: the VAPID keys do not fit, for good', (status, text) => {
		expect(read(status, text)).toMatchObject({
			status: 'failed',
			kind: 'keys_refused',
			retryable: false,
			httpStatus: status,
			reason: expect.stringContaining('The keys do not fit the subscription') as string,
		});
	});

	it.each([
		['120', 120_000],
		['Mon, 23 Nov 2026 20:31:37 GMT', 30_000],
		['nonsense', null],
		[undefined, null],
	])('429 with Retry-After %s is: later', (retryAfter, retryAfterMs) => {
		expect(read(429, '', retryAfter)).toMatchObject({
			kind: 'throttled',
			retryable: true,
			retryAfterMs,
		});
	});

	it.each([500, 502, 503])('%i is: later', (status) => {
		expect(read(status)).toMatchObject({ kind: 'throttled', retryable: true, httpStatus: status });
	});

	it("406, Microsoft's word for too many, is: later, after the time that it asks for", () => {
		expect(read(406, '', '60')).toMatchObject({
			kind: 'throttled',
			retryable: true,
			retryAfterMs: 60_000,
			httpStatus: 406,
		});
	});

	it.each([
		['channelthrottled', 'throttled', true],
		['dropped', 'rejected', false],
	])(
		"200 of Microsoft's service with the notification %s is not: sent",
		(notificationStatus, kind, retryable) => {
			const wns = { notificationStatus, errorDescription: undefined };
			expect(
				pushAttemptOf(
					'wns2.notify.windows.com',
					{ status: 200, text: '', retryAfter: undefined, wns },
					NOW,
				),
			).toMatchObject({ status: 'failed', kind, retryable });
		},
	);

	it("repeats the reason that Microsoft's service gives in a header", () => {
		const wns = { notificationStatus: 'dropped', errorDescription: 'Ttl value is wrong.' };
		expect(
			pushAttemptOf(
				'wns2.notify.windows.com',
				{ status: 400, text: '', retryAfter: undefined, wns },
				NOW,
			),
		).toMatchObject({
			kind: 'rejected',
			reason:
				'wns2.notify.windows.com refused the notification (400). It said: Ttl value is wrong.',
		});
	});

	it.each([301, 400, 413])('%i is: refused for good', (status) => {
		expect(read(status)).toMatchObject({ kind: 'rejected', retryable: false });
	});

	it('is repeated in the reason, in one line and not for ever', () => {
		const { reason } = read(400, `{"errno":111,\r\n "x":"${'y'.repeat(1_000)}"}`) as {
			reason: string;
		};
		expect(reason).toContain('It said: {"errno":111, "x":"yyy');
		expect(reason.length).toBeLessThan(300);
	});
});
