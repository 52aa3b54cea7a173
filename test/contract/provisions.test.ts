import { createHolder, endLeases, LEASE_MS } from '../../engine/leases.ts';
import { liveConnection, takeStore } from '../../engine/inbox/liveConnection.ts';
import { storeMessage } from '../../engine/inbox/storeMessage.ts';
import {
	forgetProvision,
	provisionsOf,
	recordProvision,
	type Provision,
	type Provisioner,
} from '../../n8n/provisions/provisions.ts';
import { undoAbandoned, withProvision } from '../../n8n/provisions/withProvision.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import {
	connect,
	INTEGRATION,
	subscribe,
	testClock,
	testInbox,
	type TestClock,
} from '../support/testInbox.ts';

const PLAN = { space: 'default', subject: 'integration/x', credential: null };

eachDialect('a provision', (database) => {
	let state: OpenDatabase;
	let clock: TestClock;
	let undone: string[];

	beforeEach(async () => {
		state = await database().open();
		clock = testClock();
		undone = [];
	});

	const provisioner = (more: Partial<Provisioner> = {}): Provisioner => ({
		database: state,
		holder: createHolder(state, clock.now),
		now: clock.now,
		undo: async ({ id, workflowId }: Provision) => {
			undone.push(workflowId ?? id);
			await forgetProvision(state, id);
		},
		warn: () => {},
		...more,
	});
	/** As a process that is killed while it makes something. */
	const cutOff = (by: Provisioner, workflowId = 'half') =>
		new Promise<void>((resolve) => {
			void withProvision(by, PLAN, async (provision) => {
				await recordProvision(by, provision, { workflowId });
				resolve();
				return await new Promise<never>(() => {});
			});
		});

	it('is finished when all has been made, and says what belongs to a workflow', async () => {
		const one = provisioner();
		const made = await withProvision(one, PLAN, async (provision) => {
			const known = { workflowId: 'w', credentialId: 'c' };
			await recordProvision(one, provision, known);
			return { guid: 'g' };
		});
		expect(made).toEqual({ guid: 'g' });
		expect(undone).toEqual([]);
		expect(await provisionsOf(state, 'default', 'w')).toMatchObject([{ credentialId: 'c' }]);
	});

	it('is undone when making it fails', async () => {
		const one = provisioner();
		const failing = withProvision(one, PLAN, async (provision) => {
			await recordProvision(one, provision, { workflowId: 'w' });
			throw new Error('no');
		});
		await expect(failing).rejects.toThrow('no');
		expect(undone).toEqual(['w']);
	});

	it('is made by one at a time', async () => {
		await cutOff(provisioner());
		expect(await withProvision(provisioner(), PLAN, async () => ({}))).toBeNull();
		expect(undone).toEqual([]);
	});

	it('that a dead process has begun is undone at once where there is one process, and after its lease where there are several', async () => {
		await cutOff(provisioner());
		expect(await undoAbandoned(provisioner(), 'default', PLAN.subject)).toBe(false);
		// As at the start of an n8n that is the only one.
		await endLeases(state, clock.now());
		const next = provisioner();
		expect(await withProvision(next, PLAN, async () => ({ ok: true }))).toEqual({ ok: true });
		await cutOff(provisioner(), 'other half');
		clock.advance(LEASE_MS);
		expect(await undoAbandoned(next, 'default', PLAN.subject)).toBe(true);
		expect(undone).toEqual(['half', 'other half']);
	});

	it('that is given up lets go of its store at once: another connection has it, and what is still posted to it is not stored', async () => {
		const workflowId = INTEGRATION.workflowId;
		await cutOff(provisioner(), workflowId);
		await endLeases(state, clock.now());
		const published = async () =>
			await takeStore(state, INTEGRATION, clock.now(), async () => true);
		expect(await published()).toBeNull();

		// n8n has locked the workflow, so it is not removed yet.
		const locked = provisioner({ undo: async () => await new Promise(() => {}) });
		const anew = {
			...INTEGRATION,
			guid: '33333333-3333-5333-8333-333333333333',
			workflowId: 'anew',
			webhookUrl: 'https://n8n.example.com/webhook/anew/store',
		};
		const connected = withProvision(locked, PLAN, async (provision) => {
			await recordProvision(locked, provision, { workflowId: anew.workflowId });
			return { other: await takeStore(state, anew, clock.now(), async () => true) };
		});
		expect(await connected).toEqual({ other: null });
		// n8n starts, and publishes what it has.
		expect(await published()).toBeNull();
		expect((await liveConnection(state, INTEGRATION))?.guid).toBe(anew.guid);
		const inbox = testInbox(state, clock);
		const message = { receiptKey: 'late', occurredAt: null, payload: {} };
		const stored = await storeMessage(inbox, INTEGRATION, message, [], new Date(clock.now()));
		expect(stored).toEqual({ isRepetition: true, events: [] });
	});

	it('that is given up starts nothing any more: what is made in its place mails nobody twice', async () => {
		const workflowId = 'half';
		await cutOff(provisioner());
		await endLeases(state, clock.now());
		await connect(state, clock);
		await subscribe(state, clock, { id: 'old', workflowId });
		// n8n has locked the workflow, so it is not removed yet.
		const locked = provisioner({ undo: async () => await new Promise(() => {}) });
		await withProvision(locked, PLAN, async () => {
			await subscribe(state, clock, { id: 'anew', workflowId: 'anew' });
			return {};
		});
		// n8n starts, and publishes what it has.
		await subscribe(state, clock, { id: 'old', workflowId }, true);
		const left = await state.db.selectFrom('subscription').select('id').execute();
		expect(left).toEqual([{ id: 'anew' }]);
	});
});
