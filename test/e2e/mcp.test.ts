import { API_TOKEN, startApiWorld, type ApiWorld } from '../support/apiWorld.ts';
import { connectAgent, type McpAgent } from '../support/mcpAgent.ts';
import { waitUntil } from '../support/n8n.ts';

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
		const { body } = await world.api('POST', '/api/tokens', { name: 'R', scopes: ['read'] });
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
					...{ authorization: `Bearer ${API_TOKEN}`, 'content-type': 'application/json' },
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
