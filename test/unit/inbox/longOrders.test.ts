import type { Order } from '../../../engine/events/entities.ts';
import { receive } from '../../../engine/inbox/receive.ts';
import { openState } from '../../../engine/state/openState.ts';
import { longOrder } from '../../support/longOrder.ts';
import { signingStore } from '../../support/signedPosts.ts';
import { connect, testClock, testInbox } from '../../support/testInbox.ts';
import { processorMs } from '../../support/processorMs.ts';

const clock = testClock(Date.parse('2026-11-24T20:00:00Z'));

/** A message that takes too long is sent again: the garbage of others may have been collected meanwhile. */
const TRIES = 3;

/** A message of 10 MB may be so much slower than its share of one of 2.3 MB. */
const MOST_TIMES_ITS_SHARE = 2.5;

describe('an order of 10 MB, of which everything was sent and came back', () => {
	const { receiver, post } = signingStore('shopify');
	/** 500 lines are 2.3 MB. */
	const bodyOf = (lines: number) => JSON.stringify(longOrder(lines, { isReturned: true }));

	/** Time of the processor from a message's bytes to the answer. */
	const costOf = async (body: string): Promise<{ ms: number; lines: number }> => {
		const state = await openState({ kind: 'sqlite', file: ':memory:' }, clock.now());
		try {
			await connect(state, clock);
			const sent = post('orders/updated', body, new Date(clock.now()));
			const before = processorMs();
			const answer = await receive(testInbox(state, clock), receiver, sent);
			const ms = processorMs() - before;
			expect(answer.status).toBe(200);
			const order = answer.events[0]!.entity as Order;
			return { ms, lines: order.lineItems!.length };
		} finally {
			await state.close();
		}
	};

	it('takes time in proportion to its size', async () => {
		const small = bodyOf(500);
		const large = bodyOf(2_200);
		expect(small.length).toBeGreaterThan(2_000_000);
		expect(large.length).toBeGreaterThan(9_500_000);
		await costOf(small);
		const share = large.length / small.length;
		let ratio = Infinity;
		for (let tried = 0; tried < TRIES && ratio > MOST_TIMES_ITS_SHARE; tried += 1) {
			const [one, other] = [await costOf(small), await costOf(large)];
			expect([one.lines, other.lines]).toEqual([500, 2_200]);
			ratio = Math.min(ratio, other.ms / one.ms / share);
		}
		expect(ratio).toBeLessThan(MOST_TIMES_ITS_SHARE);
	}, 240_000);
});
