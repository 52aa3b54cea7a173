import { z } from 'zod/v4';
import { told } from '../payloadFields.ts';
import { attributes, id, list, number, text, time, word } from './dataFields.ts';
import { variant } from './dataParts.ts';
import { productStatusOf, stockStatusOf, statusFields } from './statuses.ts';

/** `data` of a `product.*` message. */
export const productData = z
	.object({
		id,
		parentId: text,
		name: text,
		sku: text,
		status: word,
		nativeStatus: text,
		price: number,
		regularPrice: number,
		currency: text,
		stockStatus: word,
		stockQuantity: number,
		vendor: text,
		url: text,
		imageUrl: text,
		createdAt: time,
		updatedAt: time,
		variants: list(variant),
		tags: list(z.string()),
		attributes,
	})
	.transform(({ status, nativeStatus, stockStatus, ...fields }) =>
		told({
			...fields,
			...statusFields(status, nativeStatus, productStatusOf),
			stockStatus: stockStatus ? stockStatusOf(stockStatus) : undefined,
		}),
	);
