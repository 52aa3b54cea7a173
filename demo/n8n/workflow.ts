/** A node as a workflow file has it. */
export type WorkflowNode = {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	readonly webhookId?: string;
	readonly id?: string;
	readonly [key: string]: unknown;
};

/** A workflow as n8n's editor imports it. */
export type Workflow = {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings: Readonly<Record<string, unknown>>;
};

/** A workflow of nodes that follow one another, first to last. */
export function chain(name: string, nodes: readonly WorkflowNode[]): Workflow {
	const connections = Object.fromEntries(
		nodes
			.slice(0, -1)
			.map((node, index) => [
				node.name,
				{ main: [[{ node: nodes[index + 1]!.name, type: 'main', index: 0 }]] },
			]),
	);
	return { name, nodes, connections, settings: {} };
}
