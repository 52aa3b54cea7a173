import { shipmentData, startWorld, storeTrigger, type World } from '../support/world.ts';
import { chain, freePort, waitUntil } from '../support/n8n.ts';

const GRACE_SECONDS = 6;

describe('publishing and unpublishing, on a real n8n', () => {
	let world: World;
	let workflowId: string;

	beforeAll(async () => {
		world = await startWorld({ COMMERCE_EDIT_GRACE_SECONDS: String(GRACE_SECONDS) });
		workflowId = await world.mailOn({ entityType: 'Shipment', events: ['shipment_delivered'] });
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);
	beforeEach(() => world.mail.forgetMails());

	const mailed = () => world.mail.mails.flatMap(({ recipients }) => recipients).sort();

	it('unpublish -> nothing is delivered; publish again -> what came in between is dropped', async () => {
		await world.unpublish(workflowId);
		const unpublishedAt = Date.now();
		await world.report('shipment.delivered', shipmentData('1'));
		await waitUntil(() => Date.now() - unpublishedAt > (GRACE_SECONDS + 1) * 1_000, {
			what: 'the time to pass in which unpublishing counts as an edit',
		});
		expect(mailed()).toEqual([]);
		await world.publish(workflowId);
		await world.report('shipment.delivered', shipmentData('2'));
		await world.untilQuiet();
		expect(mailed()).toEqual(['customer-2@example.com']);
		expect((await world.database.deliveries()).dropped).toBe(1);
	});

	it('edit and publish within seconds loses nothing', async () => {
		await world.unpublish(workflowId);
		await world.report('shipment.delivered', shipmentData('3'));
		await world.publish(workflowId);
		await world.report('shipment.delivered', shipmentData('4'));
		await world.untilQuiet();
		expect(mailed()).toEqual(['customer-3@example.com', 'customer-4@example.com']);
	});

	it('restart of n8n -> what was waiting is delivered', async () => {
		// The run cannot start before its trigger is live again.
		await world.unpublish(workflowId);
		await world.report('shipment.delivered', shipmentData('5'));
		await world.n8n.publish(workflowId);
		await world.n8n.restart();
		await world.untilQuiet();
		expect(mailed()).toEqual(['customer-5@example.com']);
	});

	it('a store that cannot be reached at publish: publishing fails with the store’s address and the cause', async () => {
		const address = `http://127.0.0.1:${await freePort()}`;
		const credential = await world.n8n.createCredential('Nobody there', 'commerceGenericStoreApi', {
			storeUrl: address,
			apiKey: 'secret-key-of-this-test',
			apiSecret: 'whsec_c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0',
		});
		const { id } = await world.n8n.createWorkflow(
			chain('Unreachable', [{ ...storeTrigger(credential), webhookId: 'unreachable' }]),
		);
		const failure = await world.n8n.publish(id).then(
			() => null,
			(error: Error) => error.message,
		);
		expect(failure).toContain(address);
		expect(failure).toMatch(/ECONNREFUSED|refused/i);
		expect(failure).not.toContain('secret-key-of-this-test');
		expect(world.n8n.output()).not.toContain('secret-key-of-this-test');
	});

	it('unpublishing the store’s workflow takes its webhook out of the store, publishing puts it back', async () => {
		await world.n8n.unpublish(world.storeWorkflowId);
		await waitUntil(() => world.store.state.webhooks.length === 0, {
			what: 'the webhook to be gone',
		});
		await world.n8n.publish(world.storeWorkflowId);
		await waitUntil(() => world.store.state.webhooks.length === 1, {
			what: 'the webhook to be back',
		});
	});
});
