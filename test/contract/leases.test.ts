import { randomUUID } from 'node:crypto';
import {
	attachSubscription,
	detachSubscription,
	takeBackSubscriptions,
} from '../../engine/deliveries/attachSubscription.ts';
import { COLLECT_MS, type Batch } from '../../engine/deliveries/claimBatches.ts';
import { extendLeases } from '../../engine/deliveries/extendLeases.ts';
import { settleBatch } from '../../engine/deliveries/settleBatch.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import { disableIntegration } from '../../engine/inbox/integration.ts';
import { liveConnection, takeStore } from '../../engine/inbox/liveConnection.ts';
import { storePage } from '../../engine/inbox/storePage.ts';
import { createHolder, endLeases, LEASE_MS, LostLease } from '../../engine/leases.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { HOLDINGS, type Claimer } from '../support/holdings.ts';
import {
	changedOrder,
	changeOrder,
	claim,
	claimant,
	INTEGRATION,
	saveIntegration,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

/** Who may want the same at once. */
const PAIRS = [
	'two requests of one process',
	'two copies of this package in one process',
	'two processes',
] as const;

eachDialect('of whatever one at a time may have', (database) => {
	let one: OpenDatabase;
	let other: OpenDatabase;
	let clock: TestClock;

	beforeEach(async () => {
		one = await database().open();
		other = await database().open();
		clock = testClock();
	});

	const pairOf = (who: (typeof PAIRS)[number]): [Claimer, Claimer] => {
		const first = { state: one, holder: createHolder(one, clock.now) };
		if (who === 'two requests of one process') return [first, first];
		const state = who === 'two processes' ? other : one;
		return [first, { state, holder: createHolder(state, clock.now) }];
	};

	describe.each(Object.entries(HOLDINGS))('%s', (_kind, { take, written }) => {
		/** Each pair of holders over something of their own. */
		const eachPair = async (
			scene: (
				mine: Claimer,
				theirs: Claimer,
				takeBy: (by: Claimer) => ReturnType<typeof take>,
				writtenNow: () => Promise<unknown>,
			) => Promise<void>,
		) => {
			for (const who of PAIRS) {
				const key = randomUUID();
				const [mine, theirs] = pairOf(who);
				try {
					await scene(
						mine,
						theirs,
						async (by) => await take(by, clock, key),
						async () => await written(one, key),
					);
				} catch (error) {
					throw new Error(`Between ${who}: ${String(error)}`, { cause: error });
				}
			}
		};

		it('nobody else takes it while its holder lives, for however long', async () =>
			await eachPair(async (mine, theirs, takeBy) => {
				const held = (await takeBy(mine))!;
				for (let beats = 0; beats < 5; beats += 1) {
					expect(await takeBy(theirs)).toBeNull();
					clock.advance(LEASE_MS - 1);
					await mine.holder.beat();
				}
				await held.write();
			}));

		it('the next one takes it when it was given back, at once', async () =>
			await eachPair(async (mine, theirs, takeBy) => {
				await (await takeBy(mine))!.giveBack();
				await (await takeBy(theirs))!.giveBack();
				await (await takeBy(mine))!.giveBack();
			}));

		it('a holder that gives no sign of life loses it, and what it writes then changes nothing', async () =>
			await eachPair(async (mine, theirs, takeBy, writtenNow) => {
				const lost = (await takeBy(mine))!;
				clock.advance(LEASE_MS);
				const held = (await takeBy(theirs))!;
				const before = await writtenNow();
				await expect(lost.write()).rejects.toThrow(LostLease);
				expect(await writtenNow()).toEqual(before);
				await held.write();
				expect(await writtenNow()).not.toEqual(before);
			}));

		it('a holder that stood still, and whose place nobody has taken, goes on', async () =>
			await eachPair(async (mine, theirs, takeBy) => {
				const held = (await takeBy(mine))!;
				clock.advance(10 * LEASE_MS);
				await mine.holder.beat();
				expect(await takeBy(theirs)).toBeNull();
				await held.write();
			}));

		it('of two at the same moment one gets it', async () =>
			await eachPair(async (mine, theirs, takeBy) => {
				const both = await Promise.all([takeBy(mine), takeBy(theirs), takeBy(theirs)]);
				const winners = both.filter((held) => held !== null);
				expect(winners).toHaveLength(1);
				await winners[0]!.write();
			}));

		it('after a restart of the only process it is free at once, and what the one before still writes changes nothing', async () =>
			await eachPair(async (mine, theirs, takeBy, writtenNow) => {
				const lost = (await takeBy(mine))!;
				await endLeases(theirs.state, clock.now());
				const held = (await takeBy(theirs))!;
				const before = await writtenNow();
				await expect(lost.write()).rejects.toThrow(LostLease);
				expect(await writtenNow()).toEqual(before);
				await held.write();
			}));

		it('one that lives although another has started beside it keeps it', async () =>
			await eachPair(async (mine, theirs, takeBy) => {
				const held = (await takeBy(mine))!;
				await endLeases(theirs.state, clock.now());
				await mine.holder.beat();
				expect(await takeBy(theirs)).toBeNull();
				await held.write();
			}));

		it('a clock that was set back keeps nobody from what a dead holder had', async () =>
			await eachPair(async (mine, theirs, takeBy) => {
				clock.advance(3_600_000);
				await takeBy(mine);
				clock.advance(-3_600_000);
				expect(await takeBy(theirs)).not.toBeNull();
			}));
	});

	describe('subscription, which whoever publishes takes from whoever has it', () => {
		/** Each pair of holders over a trigger of its own that the first one has. */
		const eachPair = async (
			scene: (trigger: Subscription, mine: Having, theirs: Having) => Promise<void>,
			pairs: ReadonlyArray<(typeof PAIRS)[number]> = PAIRS,
		) => {
			for (const who of pairs) {
				const [one, other] = pairOf(who);
				const trigger = await subscribe(one.state, clock);
				const [mine, theirs] = [having(trigger, one), having(trigger, other)];
				await mine.publish();
				try {
					await scene(trigger, mine, theirs);
				} catch (error) {
					throw new Error(`Between ${who}: ${String(error)}`, { cause: error });
				}
			}
		};
		const having = (trigger: Subscription, { state, holder }: Claimer) => {
			const lease = holder.lease('subscription', trigger.id);
			return {
				lease,
				publish: async () => await attachSubscription(state, trigger, lease, true, clock.now(), 0),
				takeDown: async () => await detachSubscription(state, lease, clock.now()),
				async beat() {
					await holder.beat();
					await takeBackSubscriptions(state, new Map([[trigger.id, lease]]), clock.now());
				},
			};
		};
		type Having = ReturnType<typeof having>;
		const has = async ({ id }: Subscription) =>
			await one.db
				.selectFrom('lease')
				.select(['holder', 'until'])
				.where('key', '=', id)
				.executeTakeFirstOrThrow();

		it('the later one has it, and what the earlier one does then changes nothing', async () =>
			await eachPair(async (trigger, mine, theirs) => {
				await theirs.publish();
				const before = await has(trigger);
				expect(before.holder).toBe(theirs.lease.holder);
				await mine.takeDown();
				await mine.beat();
				expect(await has(trigger)).toEqual(before);
			}));

		it('of two at the same moment one has it', async () =>
			await eachPair(async (trigger, mine, theirs) => {
				await Promise.all([mine.publish(), theirs.publish(), mine.publish()]);
				const { holder } = await has(trigger);
				expect([mine.lease.holder, theirs.lease.holder]).toContain(holder);
			}));

		it('nobody takes it back from a holder that lives', async () =>
			await eachPair(async (trigger, mine, theirs) => {
				await theirs.publish();
				for (let beats = 0; beats < 5; beats += 1) {
					clock.advance(LEASE_MS - 1);
					await theirs.beat();
					await mine.beat();
					expect((await has(trigger)).holder).toBe(theirs.lease.holder);
				}
			}));

		it('who has it still takes it back from one that is gone, killed or stopped, or that a restart has ended', async () =>
			await eachPair(async (trigger, mine, theirs) => {
				await theirs.publish();
				clock.advance(2 * LEASE_MS);
				await mine.beat();
				expect((await has(trigger)).holder).toBe(mine.lease.holder);
				await theirs.publish();
				await theirs.takeDown();
				clock.advance(LEASE_MS);
				await mine.beat();
				expect((await has(trigger)).holder).toBe(mine.lease.holder);
				await theirs.publish();
				await endLeases(one, clock.now());
				clock.advance(LEASE_MS);
				await mine.beat();
				expect((await has(trigger)).holder).toBe(mine.lease.holder);
			}, PAIRS.slice(1)));

		it('one that was taken down stays so, also where a sign of life was under way', async () =>
			await eachPair(async (trigger, mine) => {
				await mine.takeDown();
				await mine.beat();
				expect(await has(trigger)).toEqual({ holder: null, until: clock.now() });
			}));
	});

	describe('store, which a connection holds for as long as n8n serves its address', () => {
		/** Two workflows that connect the same store, over each pair of databases. */
		const eachPair = async (scene: (mine: Connection, theirs: Connection) => Promise<void>) => {
			for (const who of PAIRS) {
				const storeUrl = `https://${randomUUID()}.example.com`;
				const [mine, theirs] = pairOf(who).map(({ state }) => connectionOf(state, storeUrl));
				try {
					await scene(mine!, theirs!);
				} catch (error) {
					throw new Error(`Between ${who}: ${String(error)}`, { cause: error });
				}
			}
		};
		const connectionOf = (state: OpenDatabase, storeUrl: string) => {
			const [guid, workflowId] = [randomUUID(), randomUUID()];
			const webhookUrl = `https://n8n.example.com/webhook/${guid}/store`;
			const integration = { ...INTEGRATION, guid, workflowId, webhookUrl, storeUrl };
			const inbox = testInbox(state, clock);
			return {
				/** @returns whether it has the store */
				async publish(isServed = true, url = storeUrl) {
					const wanted = { ...integration, storeUrl: url };
					return (await takeStore(state, wanted, clock.now(), async () => isServed)) === null;
				},
				unpublish: async () => await disableIntegration(state, guid, clock.now()),
				/** @returns how many events are stored of what comes to its address, and of what it imports */
				async write() {
					clock.advance(1_000);
					const told = await changeOrder(inbox, 'order', {}, { integration });
					clock.advance(1_000);
					const page = { since: null, page: null, newest: null, completedAt: null };
					const listed = [changedOrder(clock.now(), 'listed')];
					const { events } = await storePage(
						inbox,
						...([integration, 'Order', listed, null, page, false] as const),
					);
					return [told.length, events.length];
				},
				has: async () => (await liveConnection(state, integration))?.guid === guid,
			};
		};
		type Connection = ReturnType<typeof connectionOf>;

		it('nobody else gets it while it is served, however often it is published, also after a restart', async () =>
			await eachPair(async (mine, theirs) => {
				expect(await mine.publish()).toBe(true);
				clock.advance(10 * LEASE_MS);
				await endLeases(one, clock.now());
				expect([await theirs.publish(), await mine.publish()]).toEqual([false, true]);
				expect(await mine.write()).toEqual([1, 1]);
			}));

		it('the next one gets it when it is unpublished, at once', async () =>
			await eachPair(async (mine, theirs) => {
				await mine.publish();
				await mine.unpublish();
				expect([await theirs.publish(), await mine.publish()]).toEqual([true, false]);
			}));

		it('one whose address is served no more loses it, and what it writes then changes nothing', async () =>
			await eachPair(async (mine, theirs) => {
				await mine.publish();
				expect(await theirs.publish(false)).toBe(true);
				expect([await mine.has(), await theirs.has()]).toEqual([false, true]);
				await mine.unpublish();
				expect([await mine.write(), await theirs.write()]).toEqual([
					[0, 0],
					[1, 1],
				]);
				expect(await theirs.has()).toBe(true);
			}));

		it('of two at the same moment one gets it', async () =>
			await eachPair(async (mine, theirs) => {
				const both = await Promise.all([mine.publish(), theirs.publish()]);
				expect(both.toSorted()).toEqual([false, true]);
				expect([await mine.has(), await theirs.has()]).toEqual(both);
			}));

		it('one that goes to another store lets go of the store before', async () =>
			await eachPair(async (mine, theirs) => {
				await mine.publish();
				expect(await mine.publish(true, `https://${randomUUID()}.example.com`)).toBe(true);
				expect(await theirs.publish()).toBe(true);
			}));
	});

	describe('batch of deliveries, which is held by its own rows', () => {
		/** Two claimants over each pair of databases, and a delivery that waits. */
		const eachPair = async (
			scene: (
				mine: ReturnType<typeof claiming>,
				theirs: ReturnType<typeof claiming>,
			) => Promise<void>,
		) => {
			await saveIntegration(one, INTEGRATION, clock.now() - 1);
			for (const who of PAIRS) {
				const trigger = await subscribe(one, clock);
				await changeOrder(testInbox(one, clock), randomUUID());
				clock.advance(COLLECT_MS);
				const [mine, theirs] = pairOf(who).map(({ state }) => claiming(state, trigger));
				try {
					await scene(mine!, theirs!);
				} catch (error) {
					throw new Error(`Between ${who}: ${String(error)}`, { cause: error });
				}
				await one.db.deleteFrom('subscription').execute();
			}
		};
		const claiming = (state: OpenDatabase, trigger: Subscription) => {
			const by = claimant();
			return {
				take: async () => await claim(state, trigger, by, clock.now()),
				beat: async () => await extendLeases(state, by, clock.now()),
				/** @returns how many deliveries it has settled */
				settle: async (batch: Batch | null) =>
					await settleBatch(state, batch!, { kind: 'done' }, [], by, clock.now()),
			};
		};

		it('nobody else takes it while its holder lives, nor once it is settled', async () =>
			await eachPair(async (mine, theirs) => {
				const batch = await mine.take();
				for (let beats = 0; beats < 5; beats += 1) {
					expect(await theirs.take()).toBeNull();
					clock.advance(LEASE_MS - 1);
					await mine.beat();
				}
				expect(await mine.settle(batch)).toBe(1);
				expect(await theirs.take()).toBeNull();
			}));

		it('a holder that gives no sign of life loses it, and what it writes then changes nothing', async () =>
			await eachPair(async (mine, theirs) => {
				const lost = await mine.take();
				clock.advance(LEASE_MS + 1);
				const held = await theirs.take();
				expect(held?.isHandedOverAgain).toBe(true);
				await mine.beat();
				expect([await mine.settle(lost), await theirs.settle(held)]).toEqual([0, 1]);
			}));

		it('of two at the same moment one gets it', async () =>
			await eachPair(async (mine, theirs) => {
				const both = await Promise.all([mine.take(), theirs.take()]);
				expect(both.filter((batch) => batch !== null)).toHaveLength(1);
			}));
	});
});
