import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { receive } from '../../engine/inbox/receive.ts';
import { openState } from '../../engine/state/openState.ts';
import { hostileInputs } from '../support/hostileInputs.ts';
import { signingStore } from '../support/signedPosts.ts';
import { connect, testClock, testInbox } from '../support/testInbox.ts';

const INPUTS = 4_000;
const WARM_UP = 1_000;
const MOST_GROWTH_MB = 5;
/** 503 is for a database that is down. */
const ANSWERS = [200, 400, 401];

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

function heapMb(): number {
	collectGarbage();
	return process.memoryUsage().heapUsed / 1e6;
}

it.each(['shopify', 'woocommerce', 'generic'] as const)(
	'4,000 hostile inputs for a store of %s: each is refused or of no use, and memory does not grow',
	async (slug) => {
		const clock = testClock();
		const state = await openState({ kind: 'sqlite', file: ':memory:' }, clock.now());
		await connect(state, clock);
		const inbox = testInbox(state, clock, { warn: () => {} });
		const { receiver, post } = signingStore(slug);
		const topic = slug === 'shopify' ? 'orders/updated' : 'order.updated';
		let before = 0;
		for (const [index, { body, isSigned }] of hostileInputs(INPUTS).entries()) {
			if (index === WARM_UP) before = heapMb();
			// As the whole body, and as one field of a message.
			const given = index % 2 === 0 ? body : { id: index, note: body, [body]: body };
			const signed = post(topic, given, new Date(clock.now()));
			const { headers } = isSigned ? signed : { headers: {} };
			const { status } = await receive(inbox, receiver, { ...signed, headers });
			if (!ANSWERS.includes(status)) throw new Error(`${status} to ${body}`);
		}
		expect(heapMb() - before).toBeLessThan(MOST_GROWTH_MB);
		await state.close();
	},
	120_000,
);
