import type { Product } from '../../engine/events/entities.ts';
import type { Books } from './books.ts';

export type Stock = ReturnType<typeof keepStock>;

/** How many of each product there are. */
export function keepStock({ productOf, touch, tell }: Books) {
	function setStock(id: string, quantity: number): Product {
		const product = productOf(id);
		const before = product.stockStatus;
		product.stockQuantity = quantity;
		product.stockStatus = quantity > 0 ? 'in_stock' : 'out_of_stock';
		touch(product);
		const message =
			before === product.stockStatus
				? 'product.updated'
				: quantity > 0
					? 'product.back_in_stock'
					: 'product.out_of_stock';
		tell(product.name ?? id, message, product);
		return product;
	}

	return { setStock };
}
