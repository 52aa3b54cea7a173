import { noteOutcomes } from '../../engine/actions/ledgerActions.ts';
import type { ActionWorld } from '../../engine/actions/actionWorld.ts';
import { AUTOMATIC_DELAYS_MS } from '../../engine/deliveries/nextTry.ts';
import { settleBatch, type RunOutcome } from '../../engine/deliveries/settleBatch.ts';
import type { ToldFailure } from '../../engine/deliveries/toldFailure.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { retryDeadLetters } from '../../engine/history/deadLetters.ts';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	changeOrder,
	claim,
	claimant,
	connect,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const SAID = 'The mail server refused the connection.';
const FAILED: RunOutcome = { kind: 'failed', error: SAID, node: 'Send Email' };
const PASSING: ToldFailure = {
	isPassing: true,
	notBefore: null,
	isLeftAlone: false,
	obstacle: null,
};
const FINAL: ToldFailure = { ...PASSING, isPassing: false };
const DAY_MS = 24 * 3_600_000;

eachDialect('by default, an event whose run fails', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let inbox: Inbox;
	let subscription: Subscription;
	const me = claimant();

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		inbox = testInbox(state, clock);
		await connect(state, clock);
		subscription = await subscribe(state, clock);
	});

	/** Fails the next run that is due, by an action that has told of it. */
	const fail = async (told: ToldFailure | null, outcome = FAILED, chance = 0.5) => {
		const batch = await claim(state, subscription, me, clock.now());
		if (batch === null) throw new Error('nothing is due');
		if (told !== null) {
			await noteOutcomes({ inbox } as ActionWorld, {
				workflowId: subscription.workflowId,
				executionId: '1',
				nodeName: 'Send Email',
				action: 'email',
				outcomes: batch.deliveries.map(({ eventId, attempt }) => ({
					...{ outcome: 'failed', recipient: null, what: null, said: SAID },
					...{ eventId, attempt, told },
				})),
			});
		}
		await settleBatch(state, batch, outcome, 'automatic', me, clock.now(), () => chance);
		return await delivery();
	};
	const delivery = async () =>
		await state.db.selectFrom('delivery').selectAll().orderBy('seq').executeTakeFirstOrThrow();

	it('is tried again for a day, ever more seldom, and says why and when', async () => {
		await changeOrder(inbox, 'a');
		const startedAt = clock.now();
		for (const delayMs of AUTOMATIC_DELAYS_MS) {
			const { status, dueAt, lastError } = await fail(PASSING);
			expect(status).toBe('waiting');
			expect(dueAt - clock.now()).toBe(delayMs);
			const at = new Date(dueAt).toISOString().slice(0, 19).replace('T', ' ');
			expect(lastError).toBe(`${SAID} It is tried again at ${at} UTC.`);
			expect(await claim(state, subscription, me, dueAt - 1)).toBeNull();
			clock.advance(delayMs);
		}
		expect(clock.now() - startedAt).toBeGreaterThan(0.95 * DAY_MS);
		expect(clock.now() - startedAt).toBeLessThanOrEqual(DAY_MS);
		const last = await fail(PASSING);
		expect(last.status).toBe('dead');
		expect(last.lastError).toBe(`${SAID} It was tried again for a day, in vain.`);
	});

	it('comes back up to a fifth earlier or later, by chance, and not before the receiver asked for it', async () => {
		await changeOrder(inbox, 'a');
		const early = await fail(PASSING, FAILED, 0);
		expect(early.dueAt - clock.now()).toBe(24_000);
		clock.advance(24_000);
		const late = await fail(PASSING, FAILED, 1);
		expect(late.dueAt - clock.now()).toBe(72_000);
		clock.advance(72_000);
		const asked = clock.now() + 3_600_000;
		expect((await fail({ ...PASSING, notBefore: asked }, FAILED, 0)).dueAt).toBe(asked);
	});

	it('is a dead letter at once, with the reason, where somebody else’s node had run', async () => {
		await changeOrder(inbox, 'a');
		const obstacle = 'It is not tried again by itself: "Slack" had run before.';
		const { status, lastError } = await fail({ ...PASSING, obstacle });
		expect({ status, lastError }).toEqual({ status: 'dead', lastError: `${SAID} ${obstacle}` });
	});

	it('is a dead letter at once where it does not pass by itself, or was not an action of ours', async () => {
		await changeOrder(inbox, 'a');
		expect((await fail(FINAL)).lastError).toMatch(/this does not pass by itself\.$/);
		await retryDeadLetters(inbox, subscription.space, {});
		const { status, lastError } = await fail(null);
		expect(status).toBe('dead');
		expect(lastError).toMatch(
			/an action of the Commerce nodes fails for a reason that may pass\.$/,
		);
	});

	it('is tried again where n8n could not do its run', async () => {
		await changeOrder(inbox, 'a');
		const { status, failures } = await fail(null, { ...FAILED, isRefused: true });
		expect({ status, failures }).toEqual({ status: 'waiting', failures: 1 });
	});

	it('holds back later events of the same entity, and no others', async () => {
		await changeOrder(inbox, 'a');
		await fail(PASSING);
		await changeOrder(inbox, 'a', { status: 'completed' });
		const [other] = await changeOrder(inbox, 'b');
		const next = await claim(state, subscription, me, clock.now());
		expect(next?.deliveries.map(({ eventId }) => eventId)).toEqual([other?.id]);
		expect(await claim(state, subscription, me, clock.now())).toBeNull();
	});

	it('is tried alone after it has failed together with others, which are not given up for it', async () => {
		for (const id of ['a', 'b', 'c']) await changeOrder(inbox, id);
		clock.advance(1_000);
		const options = { eventsPerRun: 3 };
		const batch = await claim(state, subscription, me, clock.now(), options);
		await noteOutcomes({ inbox } as ActionWorld, {
			workflowId: subscription.workflowId,
			executionId: '1',
			nodeName: 'Send Email',
			action: 'email',
			outcomes: batch!.deliveries.slice(0, 1).map(({ eventId, attempt }) => ({
				...{ outcome: 'failed', recipient: null, what: null, said: SAID },
				...{ eventId, attempt, told: FINAL },
			})),
		});
		await settleBatch(state, batch!, FAILED, 'automatic', me, clock.now(), () => 0.5);
		clock.advance(60_000);
		const alone = await claim(state, subscription, me, clock.now(), options);
		expect(alone?.deliveries).toHaveLength(1);
	});

	it('burns no try while its receiver is left alone, and is given up after a day all the same', async () => {
		await changeOrder(inbox, 'a');
		const startedAt = clock.now();
		const leftAlone = () => ({ ...PASSING, isLeftAlone: true, notBefore: clock.now() + 900_000 });
		let last = await fail(leftAlone());
		expect(last.failures).toBe(0);
		expect(last.dueAt - clock.now()).toBeGreaterThanOrEqual(900_000);
		while (clock.now() - startedAt < DAY_MS) {
			expect(last).toMatchObject({ status: 'waiting', failures: 0 });
			clock.advance(last.dueAt - clock.now());
			last = await fail(leftAlone());
		}
		expect(last.status).toBe('dead');
	});
});
