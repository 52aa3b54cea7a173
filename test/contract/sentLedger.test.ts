import { sql } from 'kysely';
import { createSentLedger } from '../../engine/actions/sentLedger.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import { eachDialect } from '../support/eachDialect.ts';

const ACTION = { eventId: 'e', workflowId: 'w', nodeId: 'n', recipient: 'ada@example.com' };

eachDialect('what was sent', (database) => {
	it('is known, also to a process that starts afterwards', async () => {
		const state = await database().open();
		const ledger = createSentLedger(state, () => 7, fail);
		expect(await ledger.begin(ACTION)).toBeNull();
		await ledger.record(ACTION);
		expect(await ledger.begin(ACTION)).toBe(7);
		const other = createSentLedger(await database().open(), () => 8, fail);
		expect(await other.begin(ACTION)).toBe(7);
		expect(await other.begin({ ...ACTION, recipient: 'bob@example.com' })).toBeNull();
	});

	it('is not known as long as it has only begun: a run that was cut off does it', async () => {
		const state = await database().open();
		await createSentLedger(state, () => 7, fail).begin(ACTION);
		expect(await createSentLedger(state, () => 8, fail).begin(ACTION)).toBeNull();
	});

	it('is done once where two runs do it at the same moment, and again only where it failed', async () => {
		const ledger = createSentLedger(await database().open(), () => 7, fail);
		const done: string[] = [];
		const doIt = (name: string, isDone = true) =>
			ledger.once(
				ACTION,
				async () => {
					await Promise.resolve();
					done.push(name);
					return name;
				},
				() => isDone,
			);
		const outcomes = await Promise.all([doIt('failed', false), doIt('first'), doIt('second')]);
		expect(done).toEqual(['failed', 'first']);
		expect(outcomes[2]).toEqual({ done: false, sentAt: new Date(7).toISOString() });
	});

	it('is remembered while the database cannot be written, and written once it can', async () => {
		const state = await database().open();
		const warnings: string[] = [];
		const ledger = createSentLedger(
			state,
			() => 7,
			(message) => warnings.push(message),
		);
		expect(await ledger.begin(ACTION)).toBeNull();
		await state.db.schema.alterTable('sentAction').renameTo('away').execute();
		await ledger.record(ACTION);
		expect(await ledger.begin(ACTION)).toBe(7);
		expect(warnings).toEqual(['what was sent could not be recorded yet']);
		await state.db.schema.alterTable('away').renameTo('sentAction').execute();
		const other = createSentLedger(state, () => 8, fail);
		await waitUntil(async () => (await other.begin(ACTION)) === 7, {
			what: 'the record to be written',
		});
	});

	it('is never what could not be recorded: an action waits until the database can be written', async () => {
		const state = await database().open();
		await state.db.schema.alterTable('sentAction').renameTo('away').execute();
		const warned = Promise.withResolvers<string>();
		const ledger = createSentLedger(state, () => 7, warned.resolve);
		let hasBegun = false;
		const begun = ledger.begin(ACTION).finally(() => (hasBegun = true));
		expect(await warned.promise).toBe('nothing is sent while it cannot be recorded');
		expect(hasBegun).toBe(false);
		await state.db.schema.alterTable('away').renameTo('sentAction').execute();
		expect(await begun).toBeNull();
	});

	it('keeps anything else from being sent until it is recorded, though its beginning could be', async () => {
		const state = await database().open();
		const other = { ...ACTION, recipient: 'bob@example.com' };
		const warned = Promise.withResolvers<string>();
		const ledger = createSentLedger(
			state,
			() => 7,
			(message) => {
				if (message.startsWith('nothing is sent')) warned.resolve(message);
			},
		);
		expect(await ledger.begin(ACTION)).toBeNull();
		await state.db.schema.alterTable('sentAction').renameTo('away').execute();
		await state.db.schema
			.createTable('sentAction')
			.addColumn('key', 'text', (column) => column.primaryKey())
			.addColumn('eventId', 'text')
			.addColumn('workflowId', 'text')
			.addColumn('sentAt', 'bigint', (column) => column.check(sql`sent_at = 0`))
			.execute();
		await ledger.record(ACTION);
		let hasBegun = false;
		const begun = ledger.begin(other).finally(() => (hasBegun = true));
		await warned.promise;
		expect(hasBegun).toBe(false);
		await state.db.schema.dropTable('sentAction').execute();
		await state.db.schema.alterTable('away').renameTo('sentAction').execute();
		expect(await begun).toBeNull();
		expect(await createSentLedger(state, () => 8, fail).begin(ACTION)).toBe(7);
	});
});

function fail(message: string, error: unknown): never {
	throw new Error(message, { cause: error });
}
