import { createGate } from '../../../../engine/actions/turns.ts';
import {
	sendPushes,
	type PushOutcome,
	type PushResult,
} from '../../../../engine/messages/push/sendPushes.ts';

type Sub = { endpoint: string; p256dh: string; auth: string };

const START_MS = 1_000_000;

const subs = (count: number): Sub[] =>
	Array.from({ length: count }, (_, index) => ({ endpoint: `e${index}`, p256dh: '', auth: '' }));

const later = (retryAfterMs: number | null = null): PushOutcome => ({
	status: 'failed',
	kind: 'throttled',
	reason: 'later',
	retryable: true,
	retryAfterMs,
	httpStatus: 429,
});

/** Sends with a clock that only sleeping moves. */
async function run(
	subscriptions: Iterable<Sub> | AsyncIterable<Sub>,
	send: (endpoint: string, nowMs: number) => PushOutcome | Promise<PushOutcome>,
	given: { width?: number; untilMs?: number } = {},
) {
	let nowMs = START_MS;
	const results: Array<PushResult<Sub>> = [];
	const { width = 3, untilMs = START_MS + 60_000 } = given;
	await sendPushes(
		subscriptions,
		async ({ endpoint }) => await send(endpoint, nowMs - START_MS),
		{
			gate: createGate(width),
			width,
			retries: {
				delaysMs: [1_000, 5_000],
				untilMs,
				now: () => nowMs,
				sleep: async (milliseconds) => {
					nowMs += milliseconds;
				},
			},
		},
		(result) => results.push(result),
	);
	return {
		statuses: Object.fromEntries(
			results.map(({ subscription, outcome }) => [subscription.endpoint, outcome.status]),
		),
		count: results.length,
	};
}

describe('sending to many', () => {
	it('tells of each one what came of it', async () => {
		const outcomes: Record<string, PushOutcome> = {
			e0: { status: 'sent' },
			e1: { status: 'gone' },
			e2: { ...later(), retryable: false } as PushOutcome,
			e3: { status: 'skipped', sentAt: '2026-11-23T20:31:07.000Z' },
		};
		const { statuses } = await run(subs(4), (endpoint) => outcomes[endpoint]!);
		expect(statuses).toEqual({ e0: 'sent', e1: 'gone', e2: 'failed', e3: 'skipped' });
	});

	it('keeps to the limit, and uses all of it', async () => {
		let underWay = 0;
		let most = 0;
		const { count } = await run(
			subs(50),
			async () => {
				underWay += 1;
				most = Math.max(most, underWay);
				await new Promise((resolve) => setImmediate(resolve));
				underWay -= 1;
				return { status: 'sent' };
			},
			{ width: 7 },
		);
		expect([count, most]).toEqual([50, 7]);
	});

	it('reads no further ahead in a long list than it sends', async () => {
		let read = 0;
		let done = 0;
		async function* list() {
			for (const sub of subs(100)) {
				read += 1;
				expect(read - done).toBeLessThanOrEqual(4);
				yield sub;
			}
		}
		const { count } = await run(list(), () => {
			done += 1;
			return { status: 'sent' };
		});
		expect(count).toBe(100);
	});

	it('does nothing with nobody', async () => {
		expect((await run([], () => ({ status: 'sent' }))).count).toBe(0);
	});

	it('stops, and fails, when something unforeseen happens', async () => {
		let sent = 0;
		const sending = run(subs(1_000), () => {
			sent += 1;
			if (sent === 5) throw new Error('The database is gone.');
			return { status: 'sent' };
		});
		await expect(sending).rejects.toThrow('The database is gone.');
		expect(sent).toBeLessThan(20);
	});
});

describe('one that the push service puts off', () => {
	it('is tried again when the others have been sent', async () => {
		const order: string[] = [];
		const { statuses } = await run(subs(5), (endpoint) => {
			order.push(endpoint);
			return endpoint === 'e0' && order.length < 5 ? later() : { status: 'sent' };
		});
		expect(order).toEqual(['e0', 'e1', 'e2', 'e3', 'e4', 'e0']);
		expect(statuses.e0).toBe('sent');
	});

	it('is tried again after the delays, and then given up', async () => {
		const triedAt: number[] = [];
		const { statuses } = await run(subs(1), (_, nowMs) => {
			triedAt.push(nowMs);
			return later();
		});
		expect(triedAt).toEqual([0, 1_000, 6_000]);
		expect(statuses).toEqual({ e0: 'failed' });
	});

	it('waits for as long as the service asks', async () => {
		const triedAt: number[] = [];
		await run(subs(1), (_, nowMs) => {
			triedAt.push(nowMs);
			return triedAt.length === 1 ? later(30_000) : { status: 'sent' };
		});
		expect(triedAt).toEqual([0, 30_000]);
	});

	it('is given up at once where the service asks to wait for too long', async () => {
		let tries = 0;
		const { statuses } = await run(subs(1), () => {
			tries += 1;
			return later(3_600_000);
		});
		expect([tries, statuses]).toEqual([1, { e0: 'failed' }]);
	});

	it('does not make one wait that is due earlier', async () => {
		const triedAt: Array<[string, number]> = [];
		await run(
			subs(2),
			(endpoint, nowMs) => {
				triedAt.push([endpoint, nowMs]);
				if (nowMs > 0) return { status: 'sent' };
				return later(endpoint === 'e0' ? 40_000 : null);
			},
			{ width: 1 },
		);
		expect(triedAt).toEqual([
			['e0', 0],
			['e1', 0],
			['e1', 1_000],
			['e0', 40_000],
		]);
	});

	it('is not tried again where that cannot help', async () => {
		let tries = 0;
		await run(subs(1), () => {
			tries += 1;
			return { ...later(), retryable: false } as PushOutcome;
		});
		expect(tries).toBe(1);
	});
});
