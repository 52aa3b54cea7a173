import type { N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { WrittenReading } from '../../engine/providers/storeReading.ts';
import { formOfReading, readingInForm } from '../../nodes/shared/readingOptions.ts';
import { drawnNode } from './drawn.ts';

/** How the store's words are to be read: only what a request names is in it. */
export type NamedReading = Partial<WrittenReading>;

/** What a node that connects a store says of it; `null` where the form holds what cannot be. */
export function readingOfNode({ parameters }: N8nNode): WrittenReading | null {
	try {
		return readingInForm(parameters.options);
	} catch {
		return null;
	}
}

/** The node that connects a store, with what a request names; what it does not name stays. */
export function withReading(node: N8nNode, { statuses, noiseKeys }: NamedReading): N8nNode {
	const isNamed: Readonly<Record<string, boolean>> = {
		statuses: statuses !== undefined,
		noiseKeys: noiseKeys !== undefined,
	};
	if (!isNamed.statuses && !isNamed.noiseKeys) return node;
	const kept = Object.entries(node.parameters.options ?? {}).filter(([option]) => !isNamed[option]);
	const options = {
		...Object.fromEntries(kept),
		...formOfReading({ statuses: statuses ?? {}, noiseKeys: noiseKeys ?? [] }),
	};
	return drawnNode({ ...node, parameters: { ...node.parameters, options } }, node);
}

/** A workflow in which one node is another. */
export const withNode = <T extends N8nWorkflowDraft>(workflow: T, node: N8nNode): T => ({
	...workflow,
	nodes: workflow.nodes.map((each) => (each.id === node.id ? node : each)),
});
