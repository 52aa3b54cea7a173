import { z } from 'zod/v4';
import type { Observation } from '../../../events/observation.ts';
import { normaliseProduct } from '../normaliseProduct.ts';
import { allOf } from './allOf.ts';
import type { Ask } from './ask.ts';
import { gidOf } from './gid.ts';
import { connection, optional } from './nodeFields.ts';
import { VARIANT_FIELDS, variantNode, type ProductNode } from './product.ts';

const MORE_VARIANTS = `query variants($id: ID!, $after: String) {
	product(id: $id) {
		variants(first: 90, after: $after) {
			nodes { ${VARIANT_FIELDS} }
			pageInfo { hasNextPage endCursor }
		}
	}
}`;

const answer = z.object({ product: optional(z.object({ variants: connection(variantNode) })) });

/** A webhook holds so many variants of a product at most, and the ids of all. */
const VARIANTS_IN_A_WEBHOOK = 100;

/** The product, as a webhook would tell it. */
export async function observeProduct(ask: Ask, product: ProductNode): Promise<Observation[]> {
	const found = await allOf(
		product.variants,
		async (after) => {
			const variables = { id: gidOf('Product', product.id), after };
			return (await ask(MORE_VARIANTS, variables, answer)).product?.variants ?? null;
		},
		VARIANTS_IN_A_WEBHOOK,
	);
	const count = Math.max(product.variantsCount ?? 0, found.length);
	const payload = {
		...product.payload,
		variants: found.slice(0, VARIANTS_IN_A_WEBHOOK),
		variant_gids: Array.from({ length: count }),
	};
	return [normaliseProduct(payload, [])];
}
