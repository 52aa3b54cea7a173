import type {
	ICredentialDataDecryptedObject,
	IDataObject,
	IExecuteFunctions,
	IExecuteWorkflowInfo,
	INode,
	INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

/** What n8n gives to a node that it executes, as far as the nodes of actions use it. */
export type NodeRun = {
	readonly items: readonly INodeExecutionData[];
	/** What a parameter is for an item, where it is not the same for all: as an expression would make it. */
	readonly parameters: Readonly<Record<string, unknown | ((json: IDataObject) => unknown)>>;
	readonly credentials?: Readonly<Record<string, ICredentialDataDecryptedObject>>;
	readonly onError?: INode['onError'];
	/** How n8n runs it; `trigger` where it is not given. */
	readonly mode?: 'manual' | 'trigger';
	/** Gets what the output panel of the node says. */
	readonly hints?: string[];
	/** Gets what n8n keeps of the execution for its list. */
	readonly kept?: Map<string, string>;
	/** What runs as the workflow that the node calls. */
	readonly called?: (
		items: INodeExecutionData[],
		workflow: IExecuteWorkflowInfo,
	) => Promise<INodeExecutionData[]>;
};

type Executable = { execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> };

/** Executes a node as n8n would. */
export async function executeNode(
	node: Executable,
	{ items, parameters, credentials = {}, onError, called, mode = 'trigger', ...told }: NodeRun,
): Promise<INodeExecutionData[]> {
	const parameterOf = (name: string, itemIndex: number, fallback?: unknown) => {
		const held = parameters[name] ?? fallback;
		return typeof held === 'function' ? held(items[itemIndex]!.json) : held;
	};
	const context = {
		logger: { debug() {}, info() {}, warn() {}, error: (message: string) => fail(message) },
		getNode: () => ({
			id: 'node-1',
			name: 'Node',
			type: 'node',
			typeVersion: 1,
			parameters,
			credentials: Object.fromEntries(
				Object.keys(credentials).map((type) => [type, { id: '1', name: type }]),
			),
			onError,
		}),
		getWorkflow: () => ({ id: 'workflow-1', name: 'Workflow' }),
		getInputData: () => items,
		getNodeParameter: parameterOf,
		getParentNodes: () => [],
		getMode: () => mode,
		addExecutionHints: ({ message }: { message: string }) => void told.hints?.push(message),
		customData: told.kept,
		getTimezone: () => 'UTC',
		getCredentials: async (type: string) => credentials[type],
		getExecutionCancelSignal: () => undefined,
		getExecutionId: () => '1',
		continueOnFail: () => onError !== undefined && onError !== 'stopWorkflow',
		async executeWorkflow(workflow: IExecuteWorkflowInfo, given: INodeExecutionData[]) {
			return { data: [await called!(given, workflow)] };
		},
	};
	const [output] = await node.execute.call(context as unknown as IExecuteFunctions);
	return output!;
}

/** What a node throws. */
export async function failureOfNode(
	...given: Parameters<typeof executeNode>
): Promise<NodeApiError | NodeOperationError> {
	return await executeNode(...given).then(
		() => fail('the node did not fail'),
		(error: NodeApiError) => error,
	);
}

function fail(message: string): never {
	throw new Error(message);
}
