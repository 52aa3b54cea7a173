import { createSentLedger } from '../../core/deliveries/sentLedger.ts';
import { waitUntil } from '../../demo/n8n/waitUntil.ts';
import { eachDialect } from '../support/eachDialect.ts';

const ACTION = { eventId: 'e', workflowId: 'w', nodeId: 'n', recipient: 'ada@example.com' };

eachDialect('what was sent', (database) => {
	it('is known, also to a process that starts afterwards', async () => {
		const state = await database().open();
		const ledger = createSentLedger(state, () => 7, fail);
		expect(await ledger.sentAt(ACTION)).toBeNull();
		await ledger.record(ACTION);
		expect(await ledger.sentAt(ACTION)).toBe(7);
		const other = createSentLedger(await database().open(), () => 8, fail);
		expect(await other.sentAt(ACTION)).toBe(7);
		expect(await other.sentAt({ ...ACTION, recipient: 'bob@example.com' })).toBeNull();
	});

	it('is remembered while the database cannot be written, and written once it can', async () => {
		const state = await database().open();
		await state.db.schema.alterTable('sentAction').renameTo('away').execute();
		const warnings: string[] = [];
		const ledger = createSentLedger(
			state,
			() => 7,
			(message) => warnings.push(message),
		);
		await ledger.record(ACTION);
		expect(await ledger.sentAt(ACTION)).toBe(7);
		expect(warnings).toEqual(['what was sent could not be recorded yet']);
		await state.db.schema.alterTable('away').renameTo('sentAction').execute();
		const other = createSentLedger(state, () => 8, fail);
		await waitUntil(async () => (await other.sentAt(ACTION)) === 7, {
			what: 'the record to be written',
		});
	});
});

function fail(message: string, error: unknown): never {
	throw new Error(message, { cause: error });
}
