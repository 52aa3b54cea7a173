import type { N8nNode, N8nWorkflowDraft } from '../../../core/n8nApi/n8nApi.ts';
import type { WrittenReading } from '../../../core/providers/storeReading.ts';
import { formOfReading, readingInForm } from '../../shared/readingOptions.ts';
import { drawnNode } from './drawn.ts';

/** How the store's words are to be read, as far as a request names it. */
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
export function withReading(node: N8nNode, named: NamedReading): N8nNode {
	if (named.statuses === undefined && named.noiseKeys === undefined) return node;
	const { statuses, noiseKeys, ...others } = (node.parameters.options ?? {}) as Readonly<
		Record<string, unknown>
	>;
	const wanted = formOfReading({ statuses: {}, noiseKeys: [], ...defined(named) });
	const options = {
		...others,
		...(named.statuses === undefined ? defined({ statuses }) : {}),
		...(named.noiseKeys === undefined ? defined({ noiseKeys }) : {}),
		...wanted,
	};
	return drawnNode({ ...node, parameters: { ...node.parameters, options } }, node);
}

/** A workflow in which one node is another. */
export const withNode = <T extends N8nWorkflowDraft>(workflow: T, node: N8nNode): T => ({
	...workflow,
	nodes: workflow.nodes.map((each) => (each.id === node.id ? node : each)),
});

const defined = <T extends object>(fields: T) =>
	Object.fromEntries(
		Object.entries(fields).filter(([, value]) => value !== undefined),
	) as Partial<T>;
