import type { WrittenBrand } from '../../engine/brand/brand.ts';
import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import { formOfBrand } from '../../nodes/shared/brandProperties.ts';
import { drawnNode } from './drawn.ts';

/** The node that connects a store, with this brand in place of the one that it has. */
export function withBrand(node: N8nNode, brand: WrittenBrand): N8nNode {
	const { brand: _, ...others } = node.parameters;
	const form = formOfBrand(brand);
	const parameters = Object.keys(form).length === 0 ? others : { ...others, brand: form };
	return drawnNode({ ...node, parameters }, node);
}
