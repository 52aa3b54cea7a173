import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';

eachDialect('what a suite does at the end of a test', (database) => {
	let state: OpenDatabase;

	beforeEach(async () => {
		state = await database().open();
	});
	afterEach(async () => {
		expect(await state.db.selectFrom('event').selectAll().execute()).toEqual([]);
	});

	it('still has the database', async () => {
		expect(await state.db.selectFrom('event').selectAll().execute()).toEqual([]);
	});
});
