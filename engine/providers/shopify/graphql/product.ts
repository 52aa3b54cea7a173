import { z } from 'zod/v4';
import { connection, id, optional, word } from './nodeFields.ts';

/** Variants that come along with each product; the rest is fetched after it. */
const VARIANTS = 10;

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/ProductVariant */
export const VARIANT_FIELDS =
	'id sku title price compareAtPrice inventoryQuantity inventoryPolicy inventoryItem { tracked }';

/** @see https://shopify.dev/docs/api/admin-graphql/2026-10/objects/Product */
export const PRODUCT_FIELDS = `
	id title vendor status handle productType descriptionHtml tags createdAt updatedAt publishedAt
	options { name values }
	media(first: 1, query: "media_type:IMAGE") { nodes { ... on MediaImage { image { url } } } }
	variantsCount { count }
	variants(first: ${VARIANTS}) {
		nodes { ${VARIANT_FIELDS} }
		pageInfo { hasNextPage endCursor }
	}
`;

export const variantNode = z
	.looseObject({
		id,
		inventoryPolicy: word,
		inventoryItem: optional(z.object({ tracked: z.boolean() })),
	})
	.transform((node) => ({
		id: node.id,
		sku: node.sku,
		title: node.title,
		price: node.price,
		compare_at_price: node.compareAtPrice,
		inventory_quantity: node.inventoryQuantity,
		inventory_policy: node.inventoryPolicy,
		inventory_management: node.inventoryItem && (node.inventoryItem.tracked ? 'shopify' : null),
	}));

const image = z.object({ image: z.object({ url: z.string() }).nullish() });

/** A product, as far as it came along: `payload` is that of a webhook, but for its variants. */
export const productNode = z
	.looseObject({
		id,
		status: word,
		options: z.unknown(),
		media: optional(z.object({ nodes: z.array(image) })),
		variantsCount: optional(z.object({ count: z.number() })),
		variants: connection(variantNode),
	})
	.transform((node) => ({
		id: node.id,
		variants: node.variants,
		variantsCount: node.variantsCount?.count,
		payload: {
			id: node.id,
			title: node.title,
			vendor: node.vendor,
			status: node.status ?? undefined,
			handle: node.handle,
			product_type: node.productType,
			body_html: node.descriptionHtml,
			tags: node.tags,
			created_at: node.createdAt,
			updated_at: node.updatedAt,
			published_at: node.publishedAt,
			options: node.options,
			image: node.media && imageOf(node.media.nodes),
		},
	}));

export type ProductNode = z.output<typeof productNode>;

function imageOf([first]: ReadonlyArray<z.output<typeof image>>): { src: string } | null {
	return first?.image ? { src: first.image.url } : null;
}
