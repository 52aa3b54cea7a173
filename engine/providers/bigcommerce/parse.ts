import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import { receiptKeyOf, sha256 } from '../digests.ts';
import { jsonObjectOf } from '../parseJson.ts';
import { LONGEST_LINE, readId, readText } from '../payloadFields.ts';
import type { StoreMessage, StorePost } from '../provider.ts';

/** What a message is about: an entity that is to be read, one that is gone, or nothing of ours. */
type About =
	| { readonly kind: 'read' | 'deleted'; readonly entityType: EntityType; readonly id: unknown }
	| { readonly kind: 'nothing' };

const NOTHING: About = { kind: 'nothing' };

type Data = Readonly<Record<string, unknown>>;
type Rule = readonly [scope: RegExp, about: (data: Data) => About];

const read = (entityType: EntityType, id: unknown): About => ({ kind: 'read', entityType, id });
const deleted = (entityType: EntityType, id: unknown): About => ({
	kind: 'deleted',
	entityType,
	id,
});
const within = (part: unknown, name: string): unknown => Object(part)[name];

/**
 * By the words of a message, the first that fits. A shipment is read with its order, of which it is a part in the
 * API, and a variant ("sku") with its product.
 *
 * @see https://developer.bigcommerce.com/docs/integrations/webhooks/events
 */
const RULES: readonly Rule[] = [
	[/^store\/\w+\/(?:.+\/)?metafield\//, () => NOTHING],
	[/^store\/order\/message\//, () => NOTHING],
	[/^store\/order\/archived$/, ({ id }) => deleted('Order', id)],
	// A message of a payment names the order by another word than all others.
	[/^store\/order\//, ({ id, order_id: other }) => read('Order', id ?? other)],
	[/^store\/shipment\//, ({ orderId }) => read('Order', orderId)],
	[/^store\/customer\/deleted$/, ({ id }) => deleted('Customer', id)],
	[/^store\/customer\/payment\//, () => NOTHING],
	[
		/^store\/customer\/address\//,
		({ address }) => read('Customer', within(address, 'customer_id')),
	],
	[/^store\/customer\//, ({ id, customer_id: other }) => read('Customer', id ?? other)],
	[/^store\/product\/deleted$/, ({ id }) => deleted('Product', id)],
	[/^store\/product\//, ({ id }) => read('Product', id)],
	[
		/^store\/sku\//,
		({ sku, inventory }) =>
			read('Product', within(sku, 'product_id') ?? within(inventory, 'product_id')),
	],
];

/** What BigCommerce is asked to send: `*` stands for all that begin so. */
export const REGISTERED_SCOPES: readonly string[] = [
	'store/order/*',
	'store/shipment/*',
	'store/customer/*',
	'store/product/*',
	'store/sku/*',
];

const seconds = z.number().int().min(0).max(100_000_000_000);

/**
 * A message only names what has changed; of what is gone, that is all there is to know.
 *
 * The `hash` is documented to be the same for one event. Whether two changes of an order have two of them is not,
 * so the second of the event tells them apart, too: an event that comes twice is only read twice.
 */
export function parse({ headers, body }: StorePost): StoreMessage {
	const parsed = jsonObjectOf(body);
	if (!parsed.ok) return { kind: 'malformed', detail: parsed.detail };
	const { scope, data, hash, created_at: createdAt } = parsed.object;
	const topic = readText(scope, LONGEST_LINE);
	if (topic === null) {
		return { kind: 'malformed', detail: '"scope" is missing, such as "store/order/updated".' };
	}
	const about = RULES.find(([beginning]) => beginning.test(topic))?.[1](Object(data) as Data);
	if (about === undefined || about.kind === 'nothing') return { kind: 'uninteresting', topic };
	const id = readId(about.id);
	if (id === null || !/^[1-9]\d{0,18}$/.test(id)) {
		return {
			kind: 'useless',
			detail: `The body of "${topic.slice(0, 100)}" does not say which ${about.entityType.toLowerCase()} it is about.`,
		};
	}
	const event = readId(hash) ?? readId(headers['webhook-id']) ?? sha256(body);
	const at = seconds.safeParse(createdAt).data;
	const receiptKey = receiptKeyOf(topic, id, event, String(at ?? ''));
	const { entityType } = about;
	if (about.kind === 'read') return { kind: 'pointer', topic, receiptKey, entityType, id };
	return {
		kind: 'message',
		topic,
		receiptKey,
		occurredAt: at === undefined ? null : new Date(at * 1_000).toISOString(),
		payload: { entityType, id },
	};
}
