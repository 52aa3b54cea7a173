import { z } from 'zod/v4';
import type { Observation } from '../../events/observation.ts';
import type { ProductStatus, StockStatus } from '../../events/statuses.ts';
import { sumOf } from '../../money/amounts.ts';
import { amount, line, reference, requiredId, told } from '../payloadFields.ts';
import type { PrestaShopConnection } from './client.ts';
import { isoCode } from './orderParts.ts';
import { readRowsOf } from './rows.ts';
import { factsOf, wordsIn, type PrestaShop, type ShopFacts } from './shop.ts';
import { isOn } from './statuses.ts';

export const PRODUCT_FIELDS =
	'[id,name,reference,price,active,visibility,manufacturer_name,condition,ean13,date_add,date_upd]';

const productPayload = z.object({
	id: requiredId,
	name: z.unknown(),
	reference: line,
	price: amount,
	active: z.unknown(),
	visibility: line,
	manufacturer_name: z.unknown(),
	condition: line,
	ean13: line,
	date_add: z.unknown(),
	date_upd: z.unknown(),
});
type ProductPayload = z.output<typeof productPayload>;

const stockPayload = z.object({
	id_product: requiredId,
	id_product_attribute: reference,
	quantity: amount,
	out_of_stock: z.unknown(),
});
type StockPayload = z.output<typeof stockPayload>;

const combinationPayload = z.object({
	id: requiredId,
	id_product: requiredId,
	reference: line,
	price: amount,
});
type CombinationPayload = z.output<typeof combinationPayload>;

/** Products with their combinations and stock. Prices are without tax, as the webservice has them. */
export async function observeProducts(
	shop: PrestaShop,
	connection: PrestaShopConnection,
	rows: readonly unknown[],
	refuse: (row: unknown, error: unknown) => void,
): Promise<Observation[]> {
	const products = rows.flatMap((row) => {
		try {
			return [productPayload.parse(row)];
		} catch (error) {
			refuse(row, error);
			return [];
		}
	});
	const ids = products.map(({ id }) => id);
	const of = async <T>(resource: string, schema: z.ZodType<T>) =>
		(await readRowsOf(shop.call, connection, resource, 'id_product', ids)).flatMap((row) => {
			const read = schema.safeParse(row);
			return read.success ? [read.data] : [];
		});
	const stock = await of('stock_availables', stockPayload);
	const combinations = await of('combinations', combinationPayload);
	const facts = await factsOf(shop, connection);
	const currencyId = facts.settings.get('PS_CURRENCY_DEFAULT');
	const currencies = await shop.tables.of(connection, 'currencies', currencyId ? [currencyId] : []);
	const own = <T extends { readonly id_product: string }>(all: readonly T[], id: string) =>
		all.filter((each) => each.id_product === id);
	return products.map((one) =>
		observe(one, own(stock, one.id), own(combinations, one.id), {
			facts,
			currency: isoCode(currencies, currencyId),
			storeUrl: connection.credentials.storeUrl,
		}),
	);
}

type Reader = {
	readonly facts: ShopFacts;
	readonly currency: string | null;
	readonly storeUrl: string;
};

function observe(
	given: ProductPayload,
	stock: readonly StockPayload[],
	combinations: readonly CombinationPayload[],
	{ facts, currency, storeUrl }: Reader,
): Observation {
	const { id } = given;
	const { clock, languageId, settings } = facts;
	const changedAt = clock.inUtc(given.date_upd);
	const whole = stock.find((each) => !each.id_product_attribute);
	const isActive = isOn(given.active);
	return {
		entityType: 'Product',
		id,
		kind: 'upsert',
		changedAt,
		clock: 'record',
		topicCodes: [],
		entity: told({
			id,
			name: wordsIn(given.name, languageId),
			sku: given.reference,
			status: statusOf(isActive, given.visibility),
			nativeStatus: isActive ? given.visibility : 'inactive',
			price: given.price,
			regularPrice: given.price,
			currency,
			stockStatus: whole && stockStatusOf(whole, settings.get('PS_ORDER_OUT_OF_STOCK')),
			stockQuantity: whole?.quantity,
			vendor: wordsIn(given.manufacturer_name, languageId),
			url: `${storeUrl}/index.php?controller=product&id_product=${id}`,
			createdAt: clock.inUtc(given.date_add),
			updatedAt: changedAt,
			variants: combinations.map((each) => ({
				id: each.id,
				sku: each.reference ?? null,
				price: sumOf([given.price, each.price]),
				stockQuantity:
					stock.find(({ id_product_attribute: of }) => of === each.id)?.quantity ?? null,
			})),
			attributes: told({ condition: given.condition, ean13: given.ean13 }),
		}),
	};
}

function statusOf(isActive: boolean, visibility: string | null | undefined): ProductStatus {
	if (!isActive) return 'draft';
	return visibility === 'none' ? 'hidden' : 'active';
}

/** `out_of_stock`: 0 refuses orders, 1 takes them, 2 does as the whole shop does. */
function stockStatusOf(
	{ quantity, out_of_stock: rule }: StockPayload,
	shopRule: string | undefined,
): StockStatus {
	if (typeof quantity !== 'number') return 'unknown';
	if (quantity > 0) return 'in_stock';
	const takes = String(rule) === '2' ? isOn(shopRule) : isOn(rule);
	return takes ? 'on_backorder' : 'out_of_stock';
}
