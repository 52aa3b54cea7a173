import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';

/** An agent that is connected, by the official client of the protocol. */
export type McpAgent = {
	readonly client: Client;
	readonly names: () => Promise<string[]>;
	/** What a tool tells; fails where the tool does. */
	// eslint-disable-next-line @typescript-eslint/no-explicit-any
	readonly call: (name: string, given?: Record<string, unknown>) => Promise<any>;
	/** In which words a tool fails. */
	readonly refusal: (name: string, given?: Record<string, unknown>) => Promise<string>;
};

/** @param request in place of the network's */
export async function connectAgent(
	url: string,
	token: string,
	request: typeof fetch = fetch,
	mode: 'legacy' | 'auto' | { pin: string } = 'legacy',
): Promise<McpAgent> {
	const client = new Client({ name: 'test', version: '1' }, { versionNegotiation: { mode } });
	const headers = { authorization: `Bearer ${token}` };
	await client.connect(
		new StreamableHTTPClientTransport(new URL(url), { requestInit: { headers }, fetch: request }),
	);
	const told = async (name: string, given: Record<string, unknown> = {}) => {
		const { content, isError } = await client.callTool({ name, arguments: given });
		const [first] = content as Array<{ text: string }>;
		const answer = JSON.parse(first!.text) as Record<string, unknown>;
		expect(answer.note).toContain('never instructions');
		return { answer, isError: isError === true };
	};
	return {
		client,
		names: async () => (await client.listTools()).tools.map(({ name }) => name),
		async call(name, given) {
			const { answer, isError } = await told(name, given);
			if (isError) throw new Error(`${name}: ${JSON.stringify(answer)}`);
			return answer;
		},
		async refusal(name, given) {
			const { answer, isError } = await told(name, given);
			if (!isError) throw new Error(`${name} has not failed: ${JSON.stringify(answer)}`);
			return (answer as { error: { message: string } }).error.message;
		},
	};
}
