import fc from 'fast-check';
import { ZodError } from 'zod/v4';
import { ENTITY_SCHEMAS } from '../../../engine/events/entities.ts';
import { providerOf } from '../../../engine/providers/providers.ts';
import { payloadOf, recordedWooCommerce } from '../../support/storePosts.ts';

type Json = unknown;

const recorded = (name: string) =>
	JSON.parse(recordedWooCommerce(name).post.body.toString()) as Json;

const CASES: ReadonlyArray<readonly [slug: string, topic: string, payload: Json]> = [
	['shopify', 'orders/updated', payloadOf('shopify/orders-updated-refund')],
	['shopify', 'fulfillments/update', payloadOf('shopify/fulfillments-create')],
	['shopify', 'fulfillment_events/create', payloadOf('shopify/fulfillment_events-create')],
	['shopify', 'customers/update', payloadOf('shopify/customers-update')],
	['shopify', 'products/update', payloadOf('shopify/products-update')],
	['shopify', 'orders/delete', payloadOf('shopify/orders-delete')],
	['woocommerce', 'order.updated', recorded('027-order.updated-refund')],
	['woocommerce', 'customer.updated', recorded('015-customer.created')],
	['woocommerce', 'product.updated', recorded('013-product.created-variable')],
	['woocommerce', 'product.deleted', recorded('033-product.deleted-but-id-is-an-order')],
	['generic', 'order.created', payloadOf('generic/order.created').data],
	['generic', 'shipment.updated', payloadOf('generic/shipment.out_for_delivery').data],
	['generic', 'customer.updated', payloadOf('generic/customer.updated').data],
	['generic', 'product.updated', payloadOf('generic/product.out_of_stock').data],
];

/** Every place in a JSON value. */
function pathsOf(value: Json, path: readonly string[] = []): string[][] {
	const below =
		typeof value === 'object' && value !== null
			? Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))
			: [];
	return [[...path], ...below];
}

function replaced(value: Json, [key, ...rest]: readonly string[], by: Json): Json {
	if (key === undefined) return by;
	// An earlier change may have put a list where this path goes through an object.
	if (Array.isArray(value) && !/^\d+$/.test(key)) return value;
	const copy = (Array.isArray(value) ? [...(value as Json[])] : { ...(value as object) }) as Record<
		string,
		Json
	>;
	copy[key] = replaced(copy[key], rest, by);
	return copy;
}

const surprise = fc.oneof(
	fc.jsonValue({ maxDepth: 3 }),
	fc.constantFrom<Json>(
		undefined,
		null,
		'',
		'\0',
		'__proto__',
		'constructor',
		'-0',
		'1e999',
		'2026-11-23T20:31:07Z',
		'9999-12-31T23:59:59-12:00',
		Number.MAX_VALUE,
		-1,
		[[]],
		[null],
		{ id: null },
		[{ key: '__proto__', value: { polluted: true } }],
	),
);

describe.each(CASES)('a message of %s for %s, with any values changed', (slug, topic, payload) => {
	const provider = providerOf(slug)!;
	const mutated = fc
		.array(fc.tuple(fc.constantFrom(...pathsOf(payload)), surprise), { minLength: 1, maxLength: 4 })
		.map((changes) =>
			changes.reduce<Json>(
				(value, [path, by]) =>
					typeof value === 'object' && value !== null ? replaced(value, path, by) : value,
				payload,
			),
		);

	it('becomes canonical entities or a ZodError, and nothing else', () => {
		fc.assert(
			fc.property(mutated, (changed) => {
				let observations;
				try {
					observations = provider.normalise({
						kind: 'message',
						topic,
						receiptKey: 'x',
						occurredAt: null,
						payload: changed,
					});
				} catch (error) {
					expect(error).toBeInstanceOf(ZodError);
					return;
				}
				for (const { entityType, id, entity, changedAt } of observations) {
					const read = ENTITY_SCHEMAS[entityType].safeParse(entity);
					expect(read.error).toBeUndefined();
					expect(read.data!.id).toBe(id);
					expect(id).not.toBe('');
					expect(Object.values(entity)).not.toContain(undefined);
					if (changedAt !== null) expect(new Date(changedAt).toISOString()).toBe(changedAt);
				}
			}),
			{ numRuns: 300 },
		);
		expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
	});
});
