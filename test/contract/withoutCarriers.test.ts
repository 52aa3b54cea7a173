import { randomUUID } from 'node:crypto';
import type { Inbox } from '../../engine/inbox/inbox.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { statementsOf } from '../support/statementsOf.ts';
import {
	changeOrder,
	connect,
	INTEGRATION,
	saveIntegration,
	testClock,
	testInbox,
} from '../support/testInbox.ts';

const OF_PARCELS = /"(told_parcel|parcel)"/;

eachDialect('what a shop tells of an order', (database) => {
	let state: OpenDatabase;
	let inbox: Inbox;
	const clock = testClock();

	beforeEach(async () => {
		state = await database().open();
		inbox = testInbox(state, clock);
		await connect(state, clock);
	});

	const askedForParcels = async (id: string) => {
		const statements = await statementsOf(async () => await changeOrder(inbox, id));
		return statements.filter(({ text }) => OF_PARCELS.test(text));
	};
	const tracker = async (space: string) => {
		const own = { guid: randomUUID(), workflowId: randomUUID(), provider: 'sendcloud', space };
		return await saveIntegration(state, { ...INTEGRATION, ...own }, clock.now() - 1);
	};

	it('costs no look at parcels while its space has no carrier, and one as soon as it has', async () => {
		expect(await askedForParcels('1')).toHaveLength(0);
		await tracker('another');
		expect(await askedForParcels('2')).toHaveLength(0);
		await tracker(INTEGRATION.space);
		expect(await askedForParcels('3')).toHaveLength(1);
	});
});
