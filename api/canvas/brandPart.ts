import type { WrittenBrand } from '../../engine/brand/brand.ts';
import type { N8nNode } from '../../n8n/publicApi/n8nApi.ts';
import { brandInForm, formOfBrand } from '../../nodes/shared/brandProperties.ts';
import { drawnNode } from './drawn.ts';

/** What a node that connects a store says of the shop's look; `null` where the form holds what cannot be. */
export function brandPartOf({ parameters }: N8nNode): WrittenBrand | null {
	try {
		return brandInForm(parameters.brand);
	} catch {
		return null;
	}
}

/** The node that connects a store, with this brand in place of the one that it has. */
export function withBrand(node: N8nNode, brand: WrittenBrand): N8nNode {
	const { brand: _, ...others } = node.parameters;
	const form = formOfBrand(brand);
	const parameters = Object.keys(form).length === 0 ? others : { ...others, brand: form };
	return drawnNode({ ...node, parameters }, node);
}
