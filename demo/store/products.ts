import { productSchema, type Product } from '../../engine/events/entities.ts';

/** [id, name, price, stock, background, drawing on a 100 × 100 grid]. */
const ASSORTMENT: ReadonlyArray<readonly [string, string, number, number, string, string]> = [
	[
		'cup',
		'Morning cup',
		14.5,
		24,
		'#f6e7d8',
		'<path d="M25 38h44v26a16 16 0 0 1-16 16H41a16 16 0 0 1-16-16z" fill="#c8553d"/><path d="M69 44h5a10 10 0 0 1 0 20h-5" fill="none" stroke="#c8553d" stroke-width="6"/><path d="M38 30q-5-7 0-13M48 30q-5-7 0-13M58 30q-5-7 0-13" fill="none" stroke="#b99b83" stroke-width="3" stroke-linecap="round"/>',
	],
	[
		'lamp',
		'Reading lamp',
		59,
		8,
		'#e3ecf4',
		'<path d="M34 20h32l12 28H22z" fill="#f2b134"/><path d="M50 48v32" stroke="#35506b" stroke-width="5"/><path d="M34 82h32" stroke="#35506b" stroke-width="7" stroke-linecap="round"/><circle cx="50" cy="52" r="6" fill="#fff3c9"/>',
	],
	[
		'plant',
		'Desk plant',
		19.9,
		12,
		'#e4f0e2',
		'<path d="M33 58h34l-5 26H38z" fill="#b5651d"/><path d="M50 58C50 38 38 30 24 30c0 18 10 28 26 28zM50 58c0-24 10-36 28-38 0 24-10 38-28 38zM50 58c-6-14-4-30 4-42 8 14 6 30-4 42z" fill="#4c956c"/>',
	],
	[
		'bag',
		'Market bag',
		24,
		3,
		'#efe6f3',
		'<path d="M26 38h48l5 44H21z" fill="#6d597a"/><path d="M38 46V32a12 12 0 0 1 24 0v14" fill="none" stroke="#45364f" stroke-width="5" stroke-linecap="round"/>',
	],
];

/** What a new store sells. */
export function firstProducts(storeUrl: string, now: Date): Product[] {
	return ASSORTMENT.map(([id, name, price, stock]) =>
		productSchema.parse({
			id,
			name,
			sku: id.toUpperCase(),
			status: 'active',
			nativeStatus: 'active',
			price,
			regularPrice: price,
			currency: 'EUR',
			stockStatus: 'in_stock',
			stockQuantity: stock,
			url: `${storeUrl}/#shop`,
			imageUrl: `${storeUrl}/pictures/${id}.svg`,
			createdAt: now.toISOString(),
			updatedAt: now.toISOString(),
		}),
	);
}

/** The picture of a product as an SVG document, or `undefined` for an unknown one. */
export function pictureOf(productId: string): string | undefined {
	const product = ASSORTMENT.find(([id]) => id === productId);
	if (product === undefined) return undefined;
	const [, , , , background, drawing] = product;
	return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100"><rect width="100" height="100" fill="${background}"/>${drawing}</svg>`;
}
