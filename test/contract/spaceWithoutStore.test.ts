import type { INode } from 'n8n-workflow';
import { listIntegrations } from '../../engine/inbox/integration.ts';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { requireStoreInSpace } from '../../nodes/shared/requireStoreInSpace.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { INTEGRATION, saveIntegration, START_MS } from '../support/testInbox.ts';

const SPACE = 'space-0123';

eachDialect('a trigger whose space has no store', (database) => {
	let state: OpenDatabase;
	let warnings: string[];
	beforeEach(async () => {
		state = await database().open();
		warnings = [];
		await saveIntegration(state, INTEGRATION, START_MS);
	});

	const publish = async (useSpace: boolean | undefined, space = SPACE) => {
		const node = { name: 'Orders', parameters: { useSpace } } as unknown as INode;
		const context = {
			getNode: () => node,
			logger: { warn: (message: string) => void warnings.push(message) },
		};
		await requireStoreInSpace(context, async () => await listIntegrations(state, space), space);
	};

	it('says so when it is published, and what to do', async () => {
		await expect(publish(true)).rejects.toThrow(
			'No store is connected in the space of "Orders", so nothing would ever start it. Publish the workflow of a store with the same "Commerce Space" first, or switch off "Use a Commerce Space".',
		);
	});

	it('goes on as before where it was made before there was the switch', async () => {
		await publish(undefined);
		expect(warnings).toEqual([expect.stringContaining('No store is connected in the space')]);
	});

	it('is none when the space has one, and in the space of all', async () => {
		await saveIntegration(state, { ...INTEGRATION, guid: 'another', space: SPACE }, START_MS);
		await publish(true);
		await publish(false, 'default');
		expect(warnings).toEqual([]);
	});
});
