import { inviteMember } from '../support/inviteMember.ts';
import { chain, waitUntil } from '../support/n8n.ts';
import { smtpCredential } from '../support/smtpCredential.ts';
import {
	entityTrigger,
	sendEmail,
	shipmentData,
	startWorld,
	type World,
} from '../support/world.ts';

describe('failed runs, on a real n8n', () => {
	let world: World;

	beforeAll(async () => {
		world = await startWorld();
	}, 180_000);
	afterAll(async () => await world?.stop(), 60_000);

	it('a failed run under "execution finishes successfully" is tried again after its delay, and after the last try is a dead letter with its error', async () => {
		const workflowId = await world.mailOn({
			entityType: 'Shipment',
			events: ['shipment_delivered'],
			parameters: {
				options: { acknowledge: 'executionFinishesSuccessfully', retryAfter: '1s, 2s' },
			},
		});
		await world.mail.stop();
		await world.report('shipment.delivered', shipmentData('1'));
		await world.untilQuiet();
		expect(await world.database.deliveries()).toEqual({ dead: 1 });
		const runs = (await world.n8n.listExecutions({ workflowId, limit: 250 })).reverse();
		expect(runs.map(({ status }) => status)).toEqual(['error', 'error', 'error']);
		const started = runs.map(({ startedAt }) => Date.parse(startedAt!));
		expect(started[1]! - started[0]!).toBeGreaterThanOrEqual(1_000);
		expect(started[2]! - started[1]!).toBeGreaterThanOrEqual(2_000);
		expect((await world.database.lastErrors())[0]).toMatch(/127\.0\.0\.1|ECONNREFUSED|refused/);
	});

	it('SMTP down: the run fails visibly, and the mail goes out once when the server is back', async () => {
		await world.report('shipment.delivered', shipmentData('2'));
		await waitUntil(async () => (await world.database.lastErrors()).at(-1), {
			what: 'the first try to fail',
		});
		await world.mail.restart();
		world.mail.forgetMails();
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([
			['customer-2@example.com'],
		]);
	});

	it('a run that n8n could not begin, for its user has no right to a credential any more, is tried again, and is a dead letter in the end', async () => {
		const member = await inviteMember(world.n8n);
		const smtp = await smtpCredential(member, world.mail);
		const options = { acknowledge: 'executionFinishesSuccessfully', retryAfter: '1s' };
		const { id: workflowId } = await member.createWorkflow(
			chain('Of a member', [
				entityTrigger({
					entityType: 'Customer',
					events: ['customer_created'],
					parameters: { options },
				}),
				sendEmail(smtp, { template: 'welcome' }),
			]),
		);
		await member.publish(workflowId);
		await waitUntil(async () => (await world.database.liveWorkflows()).includes(workflowId), {
			what: "the member's trigger to be live",
		});
		await member.rest('DELETE', `/credentials/${smtp.id}`);
		const { dead = 0 } = await world.database.deliveries();
		await world.report('customer.created', { id: 'c1', email: 'ada@example.com' });
		await world.untilQuiet();
		expect((await world.database.deliveries()).dead).toBe(dead + 1);
		expect((await world.database.lastErrors()).at(-1)).toContain('n8n could not begin this run');
		const runs = await member.listExecutions({ workflowId, limit: 250 });
		expect(runs.map(({ status }) => status)).toEqual(['error', 'error']);
	});

	it('a wrong address fails only its own item', async () => {
		await world.mailOn(
			{
				entityType: 'Order',
				events: ['order_created'],
				parameters: { options: { eventsPerRun: 10 } },
			},
			{ template: 'order_confirmation' },
		);
		world.mail.forgetMails();
		const order = (id: string, email: string) => ({ id, number: `#${id}`, customer: { email } });
		await world.report('order.created', order('1', 'one@example.com'));
		await world.report('order.created', order('2', 'not an address'));
		await world.report('order.created', order('3', 'three@example.com'));
		await world.untilQuiet();
		expect(world.mail.mails.flatMap(({ recipients }) => recipients).sort()).toEqual([
			'one@example.com',
			'three@example.com',
		]);
	});
});
