import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';

/** The node that connects a carrier, for the orders of these shops alone; left out: as it is. */
export function withShops(node: N8nNode, guids: readonly string[] | undefined): N8nNode {
	if (guids === undefined) return node;
	const { shops: _before, ...others } = node.parameters;
	return { ...node, parameters: { ...others, ...(guids.length > 0 && { shops: guids }) } };
}
