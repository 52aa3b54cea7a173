import { API_TOKEN, startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { connectAgent, type McpAgent } from '../support/mcpAgent.ts';
import { chain, waitUntil } from '../support/n8n.ts';
import { entityTrigger, sendEmail } from '../support/world.ts';

type Run = { readonly executionId: string };
type Named = { readonly workflow: { readonly guid: string } };

/**
 * Why the mail of a workflow about an order did not go out. It knows the number of the order and the name of the
 * workflow, asks nothing but tools, and takes what these say for the reason.
 */
async function whyNoMail(agent: McpAgent, number: string, workflow: string): Promise<string[]> {
	const { data: workflows } = await agent.call('list_workflows', {
		entityType: 'Order',
	});
	const { guid, isActive } = (
		workflows as Array<{ name: string; guid: string; isActive: boolean }>
	).find(({ name }) => name === workflow)!;
	const isIts = (each: Named) => each.workflow.guid === guid;
	const { data } = await agent.call('get_order_timeline', { number });
	const { entries } = data.orders[0] as {
		entries: Array<{ kind: string; event: { id: string } }>;
	};
	const reasons = isActive ? [] : ['off'];
	const { data: pauses } = await agent.call('list_pauses', { workflow: guid });
	const paused = (pauses as Run[]).map(({ executionId }) => executionId);
	for (const { event } of entries.filter(({ kind }) => kind === 'event')) {
		const { data: told } = await agent.call('explain_event', { id: event.id });
		for (const { reasons: why } of told.notStarted.filter(isIts)) {
			for (const { code, text } of why) reasons.push(`${code}: ${text}`);
		}
		for (const { outcome, said } of told.actions.filter(isIts)) {
			if (outcome !== 'done') reasons.push(`${outcome}: ${said}`);
		}
		for (const { status, lastError, history } of told.deliveries.filter(isIts)) {
			if (status === 'dead') reasons.push(`dead: ${lastError}`);
			const isPaused = (history as Run[]).some(({ executionId }) => paused.includes(executionId));
			if (isPaused) reasons.push('paused');
		}
	}
	return reasons;
}

describe('an agent at the MCP server, on a real n8n', () => {
	let world: ApiWorld;
	let agent: McpAgent;

	beforeAll(async () => {
		world = await startApiWorld();
		const { body } = await world.api('POST', '/api/tokens', {
			...{ name: 'Agent', scopes: ['read', 'workflows'] },
		});
		agent = await connectAgent(`${world.base}/api/mcp`, body.data.token, fetch, 'auto');
	}, 180_000);
	afterAll(async () => {
		await agent?.client.close();
		await world?.stop();
	}, 60_000);
	beforeEach(() => {
		world.mail.forgetMails();
		world.mail.setRefuse(() => false);
	});

	/** A dry run, and then what it was confirmed for. */
	const change = async (name: string, given: Record<string, unknown>) => {
		const { confirmation } = await agent.call(name, given);
		return await agent.call(name, { ...given, confirmation });
	};
	const confirmOrders = async (name: string, more: object = {}) =>
		await change('configure_workflow', {
			...{ name, entityType: 'Order', triggerId: 'order_created', ...more },
			action: {
				type: 'send_email',
				recipient: 'customer',
				template: 'order_confirmation',
			},
		});
	const order = async (number: string, more: object = {}) => {
		await world.report('order.created', {
			...{ id: `id-${number}`, number: `#${number}`, status: 'processing' },
			customer: {
				id: `c-${number}`,
				email: `ada-${number}@example.com`,
				firstName: 'Ada',
			},
			...more,
		});
	};
	/** What the tools say once they have said this. */
	const toldOf = async (number: string, workflow: string, wanted = /./) =>
		await waitUntil(
			async () => {
				const reasons = await whyNoMail(agent, number, workflow);
				return reasons.some((each) => wanted.test(each)) && reasons;
			},
			{ what: `a reason why order ${number} got no mail` },
		);

	it('MCP: why did order 1001 get no mail is answered by tools alone with the true reason', async () => {
		// The condition is not met.
		await confirmOrders('Thank when completed', {
			conditions: { status: 'completed' },
		});
		await order('1001');
		expect(await toldOf('1001', 'Thank when completed')).toEqual([
			expect.stringMatching(/^conditions: .*Status.*was processing/),
		]);

		// The workflow is off.
		const off = await confirmOrders('Confirm, but off');
		await change('disable_workflow', { guid: off.data.guid });
		await order('1002');
		expect(await toldOf('1002', 'Confirm, but off')).toEqual(['off']);

		// The customer has no address.
		await confirmOrders('Confirm');
		await order('1003', {
			customer: { id: 'c-1003', email: null, firstName: 'Ada' },
		});
		expect(await toldOf('1003', 'Confirm')).toEqual([
			expect.stringMatching(/^skipped: .*address/i),
		]);

		// The mail went out already, and was not sent again.
		await order('1004');
		await world.mail.waitForMails(1);
		expect(await whyNoMail(agent, '1004', 'Confirm')).toEqual([]);
		const { data: found } = await agent.call('find_orders', {
			email: 'ada-1004@example.com',
		});
		await waitUntil(
			async () => (await agent.call('explain_event', { id: found[0].id })).data.actions.length > 0,
			{ what: 'what came of the mail' },
		);
		await change('replay_event', { id: found[0].id });
		expect(await toldOf('1004', 'Confirm')).toEqual([
			expect.stringMatching(/^skipped: .*already/i),
		]);
		expect(world.mail.mailsTo('ada-1004@example.com')).toHaveLength(1);

		// The mail server has refused it.
		world.mail.setRefuse(() => ({
			code: 550,
			message: 'No such mailbox here',
		}));
		await order('1005');
		const refused = await toldOf('1005', 'Confirm', /^dead/);
		expect(refused).toContainEqual(expect.stringMatching(/^dead: .*No such mailbox here/));
		const { data: letters } = await agent.call('list_dead_letters');
		world.mail.setRefuse(() => false);
		await change('retry_dead_letter', { id: letters[0].id });
		await waitUntil(() => world.mail.mailsTo('ada-1005@example.com').length === 1, {
			what: 'the mail that was tried again',
		});

		// It waits for somebody.
		const { id } = await world.n8n.createWorkflow(
			chain('Confirm when approved', [
				entityTrigger({ entityType: 'Order', events: ['order_created'] }),
				{
					...{
						name: 'Pause',
						type: 'n8n-nodes-commerce.commercePause',
						typeVersion: 2,
					},
					...{ position: [220, 0], parameters: {}, webhookId: 'pause-of-1006' },
				},
				{
					...sendEmail(world.smtp, { template: 'order_confirmation' }),
					position: [440, 0],
				},
			]),
		);
		await world.publish(id);
		await order('1006');
		expect(await toldOf('1006', 'Confirm when approved')).toEqual(['paused']);
		const { data: pauses } = await agent.call('list_pauses');
		// n8n may still be putting it to sleep, and says so.
		await waitUntil(async () => await change('resume_pause', { id: pauses[0].id }), {
			what: 'the run to go on',
		});
		await waitUntil(() => world.mail.mailsTo('ada-1006@example.com').length === 2, {
			what: 'both mails about the order',
		});
	}, 240_000);

	it('every tool that looks answers, and the built package names what is wrong', async () => {
		expect((await agent.call('get_health')).data.status).toMatch(/ok|degraded/);
		expect((await agent.call('list_triggers', { entityType: 'order' })).data[0].code).toBe(
			'order_created',
		);
		expect((await agent.call('list_stores')).data[0].name).toBe('Test Shop');
		for (const name of ['list_alerts', 'list_refused_messages', 'list_events', 'list_pauses']) {
			expect([name, (await agent.call(name)).data]).toEqual([name, expect.any(Array)]);
		}
		expect(await agent.refusal('list_events', { limit: 'many' })).toMatch(/^limit: /);
		expect(await agent.refusal('list_workflows', { entityType: 'Basket' })).toContain(
			'Order, Shipment',
		);
	});

	it('who only reads is offered nothing that changes, and a revoked token nothing at all', async () => {
		const { body } = await world.api('POST', '/api/tokens', {
			name: 'R',
			scopes: ['read'],
		});
		const { id, token } = body.data;
		const reader = await connectAgent(`${world.base}/api/mcp`, token);
		expect(await reader.names()).not.toContain('configure_workflow');
		expect(reader.client.getServerVersion()?.name).toBe('n8n-nodes-commerce');
		await world.api('DELETE', `/api/tokens/${id}`);
		await waitUntil(
			async () =>
				await reader.names().then(
					() => false,
					() => true,
				),
			{
				what: 'the token to be refused',
			},
		);
	});

	it('garbage gets an error of JSON-RPC, another method 405, a page of elsewhere 403, and nothing a 5xx', async () => {
		const send = async (body: string, headers: Record<string, string> = {}, method = 'POST') => {
			const { status } = await fetch(`${world.base}/api/mcp`, {
				method,
				headers: {
					...{
						authorization: `Bearer ${API_TOKEN}`,
						'content-type': 'application/json',
					},
					...{ accept: 'application/json, text/event-stream', ...headers },
				},
				...(method === 'POST' && { body }),
			});
			return status;
		};
		expect(await send('[]')).toBe(400);
		expect(await send('{"jsonrpc": "2.0"}')).toBe(400);
		expect(await send('not json', { 'content-type': 'text/plain' })).toBe(400);
		expect([400, 422]).toContain(await send('{"jsonrpc":'));
		expect(await send('"text"')).toBeLessThan(500);
		for (const method of ['GET', 'DELETE', 'PUT']) expect(await send('', {}, method)).toBe(405);
		const ping = '{"jsonrpc": "2.0", "id": 1, "method": "ping"}';
		expect(await send(ping)).toBe(200);
		expect(await send(ping, { origin: 'https://elsewhere.example' })).toBe(403);
		expect(await send(ping, { authorization: 'Bearer wrong' })).toBe(401);
		expect(await send('{"jsonrpc": "2.0", "method": "notifications/initialized"}')).toBe(202);
	});
});
