import { answering, startServer, type SimulatedServer } from '../support/simulatedServer.ts';
import { nodesToLoad, waitUntil, type Workflow, type WorkflowNode } from '../support/n8n.ts';
import { runManually } from '../support/runManually.ts';
import { entityTrigger, sendEmail, startWorld, type World } from '../support/world.ts';

const LANGCHAIN = '@n8n/n8n-nodes-langchain';
const TOOLS = ['Send Email', 'Call Webhook', 'Update Status'] as const;

/** A message of the agent to its model, as far as OpenAI's chat completions name it. */
type Message = { role: string; content: string | null; tool_call_id?: string };

describe('an AI Agent that has the actions as its tools', () => {
	let world: World;
	let model: SimulatedServer;
	let receiver: SimulatedServer;
	let calls = 0;
	/** What the tools have answered, by their names. */
	let answers: Record<string, string> = {};

	beforeAll(async () => {
		model = await startServer(
			answering(async (_, body) => {
				const { tools = [], messages } = JSON.parse(String(body)) as {
					tools?: Array<{ function: { name: string } }>;
					messages: Message[];
				};
				const said = messages.filter(({ role }) => role === 'tool');
				for (const { tool_call_id: id, content } of said) answers[id!] = String(content);
				const message =
					said.length > 0
						? { role: 'assistant', content: 'Done.' }
						: {
								role: 'assistant',
								content: null,
								tool_calls: tools.map(({ function: { name } }) => ({
									id: name,
									type: 'function',
									function: { name, arguments: '{}' },
								})),
							};
				return {
					status: 200,
					json: {
						...{ id: 'chatcmpl-1', object: 'chat.completion', created: 1, model: 'gpt-test' },
						choices: [
							{ index: 0, message, finish_reason: said.length > 0 ? 'stop' : 'tool_calls' },
						],
						usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
					},
				};
			}),
		);
		receiver = await startServer(
			answering(async () => {
				calls += 1;
				return { status: 200, json: {} };
			}),
		);
		world = await startWorld({
			NODES_INCLUDE: nodesToLoad(`${LANGCHAIN}.agent`, `${LANGCHAIN}.lmChatOpenAi`),
		});
	}, 180_000);
	afterAll(async () => {
		await world?.stop();
		await model?.close();
		await receiver?.close();
	}, 60_000);
	beforeEach(() => {
		answers = {};
	});

	const agent = async (): Promise<Workflow> => {
		const openAi = await world.n8n.createCredential('Model', 'openAiApi', {
			...{ apiKey: 'key-of-no-one', url: `${model.url}/v1`, header: false },
		});
		const tool = (name: string, node: Partial<WorkflowNode>) => ({
			...{ typeVersion: 3, position: [440, 220] as const, ...node, name },
			type: `n8n-nodes-commerce.commerce${name.replace(' ', '')}Tool`,
			parameters: { toolDescription: `Do it: ${name}`, ...node.parameters },
		});
		const [email, webhook, status] = TOOLS;
		const nodes = [
			entityTrigger({ entityType: 'Order', events: ['order_created'] }),
			{
				...{ name: 'Agent', type: `${LANGCHAIN}.agent`, typeVersion: 3.1, position: [220, 0] },
				parameters: { promptType: 'define', text: 'Use every tool once.', options: {} },
			},
			{
				...{ name: 'Model', type: `${LANGCHAIN}.lmChatOpenAi`, typeVersion: 1.3 },
				...{ position: [220, 220], credentials: { openAiApi: openAi } },
				parameters: {
					model: { __rl: true, mode: 'id', value: 'gpt-test' },
					responsesApiEnabled: false,
				},
			},
			tool(email, sendEmail(world.smtp, { template: 'order_confirmation' })),
			tool(webhook, {
				typeVersion: 1,
				parameters: { url: receiver.url, options: { allowPrivateAddresses: true } },
			}),
			tool(status, { parameters: { target: 'order', orderStatus: 'completed' } }),
		] as unknown as WorkflowNode[];
		const into = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
		return {
			...{ name: 'Agent', nodes, settings: { executionOrder: 'v1' } },
			connections: {
				[nodes[0]!.name]: into('main'),
				Model: into('ai_languageModel'),
				...Object.fromEntries(TOOLS.map((name) => [name, into('ai_tool')])),
			},
		};
	};
	const CUSTOMER = { firstName: 'Ada', lastName: 'Lovelace', email: 'ada@example.com' };

	const order = (id: string) => world.store.state.orders.find((each) => each.id === id)!;
	/** What a tool has told the agent of what it did. */
	const told = (tool: string, part: string) =>
		(JSON.parse(answers[tool] ?? '[]') as Array<Record<string, object>>)[0]?.[part];

	it('in a manual run reaches no customer, shop or stranger, and is told what would have happened', async () => {
		const { id } = world.store.placeOrder(CUSTOMER);
		await world.untilQuiet();
		const before = structuredClone(order(id));
		const { status } = await runManually(world.n8n, await agent());
		expect(status).toBe('success');
		expect([world.mail.mails, calls, order(id)]).toEqual([[], 0, before]);
		const shown = { preview: true, reason: 'manual run' };
		expect(told('Send_Email', 'email')).toMatchObject({ ...shown, to: [CUSTOMER.email] });
		expect(told('Call_Webhook', 'webhook')).toMatchObject(shown);
		expect(told('Update_Status', 'update')).toMatchObject({
			...shown,
			wouldHappen: expect.stringContaining('would change from "pending payment" to "completed"'),
		});
	}, 60_000);

	it('in the published workflow does each once', async () => {
		const { id } = await world.n8n.createWorkflow(await agent());
		await world.publish(id);
		const placed = world.store.placeOrder(CUSTOMER);
		await waitUntil(() => order(placed.id).status === 'completed', { what: 'its status' });
		await world.untilQuiet();
		expect(world.mail.mails.map(({ recipients }) => recipients)).toEqual([[CUSTOMER.email]]);
		expect(calls).toBe(1);
		expect(told('Send_Email', 'email')).toMatchObject({ sent: true });
	}, 60_000);
});
