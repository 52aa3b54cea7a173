import { receive } from '../../../engine/inbox/receive.ts';
import { openState } from '../../../engine/state/openState.ts';
import { connect, testClock, testInbox } from '../../support/testInbox.ts';
import { signingStore, type Slug } from '../../support/signedPosts.ts';
import { payloadOf, recordedWooCommerce } from '../../support/storePosts.ts';
import { processorMs } from '../../support/processorMs.ts';

const KB = 1_000;
const MOST_TIMES_PLAIN = 20;
/** A message that takes too long is sent again: the garbage of others may have been collected meanwhile. */
const TRIES = 3;

type Fields = Readonly<Record<string, unknown>>;

const recorded = (name: string) =>
	JSON.parse(recordedWooCommerce(name).post.body.toString()) as Fields;

/** For each type of field that a provider reads, one field of that type. */
const CASES: ReadonlyArray<
	readonly [
		kilobytes: number,
		slug: Slug,
		topic: string,
		payload: Fields,
		fields: readonly string[],
	]
> = [
	[
		500,
		'shopify',
		'orders/updated',
		payloadOf('shopify/orders-updated-refund'),
		['id', 'note', 'total_price', 'updated_at', 'tags', 'line_items'],
	],
	[
		500,
		'shopify',
		'fulfillment_events/create',
		payloadOf('shopify/fulfillment_events-create'),
		['fulfillment_id'],
	],
	[
		500,
		'shopify',
		'products/update',
		payloadOf('shopify/products-update'),
		['variants', 'variant_gids'],
	],
	[
		500,
		'woocommerce',
		'order.updated',
		recorded('027-order.updated-refund'),
		['id', 'total', 'date_modified_gmt', 'billing', 'line_items', 'meta_data'],
	],
	[500, 'woocommerce', 'product.updated', recorded('013-product.created-variable'), ['variations']],
	[500, 'woocommerce', 'product.deleted', { id: 1 }, ['errors']],
	[
		500,
		'generic',
		'order.updated',
		payloadOf('generic/order.created').data as Fields,
		['id', 'number', 'total', 'status', 'updatedAt', 'lineItems', 'attributes'],
	],
	[
		10_000,
		'shopify',
		'orders/updated',
		payloadOf('shopify/orders-updated-refund'),
		['note', 'line_items', 'refunds'],
	],
];

/** So much JSON for one field, each of a kind that something grows with. */
function heavy(size: number): ReadonlyArray<readonly [what: string, json: string]> {
	const times = (json: string) => json.repeat(Math.floor(size / Buffer.byteLength(json)));
	const list = (json: string) => listOf(size, json);
	return [
		['a text of digits that is no number', `"${times('1')}x"`],
		['a text of blanks', `" ${times(' ')}x"`],
		['a text of accents upon one letter', `"a${times('\u0316\u0301')}"`],
		['a text of escaped quotes', `"${times(String.raw`\"`)}"`],
		['a text that begins as a time', `"2026-11-23T20:31:07.${times('0')}"`],
		['a number of very many digits', times('1')],
		['a list of wrong entries', list('1')],
		['a list of empty entries', list('{}')],
		['a list of long ids', list('12345678901234567')],
		['a list of one key again and again', list('{"id":1,"key":"a","value":1}')],
		['lists in lists', `${'['.repeat(size / 2)}${']'.repeat(size / 2)}`],
		[
			'an object of very many keys',
			`{${Array.from({ length: size / 20 }, (_, index) => `"key${index}":${index}`).join(',')}}`,
		],
	];
}

const listOf = (size: number, json: string) =>
	`[${`${json},`.repeat(Math.floor(size / Buffer.byteLength(`${json},`)))}${json}]`;

const clock = testClock(Date.parse('2026-11-24T20:00:00Z'));

describe.each(CASES)(
	'%i kB in one field of a message of %s for %s',
	(kilobytes, slug, topic, payload, fields) => {
		const { receiver, post } = signingStore(slug);

		/** Time of the processor from a message's bytes to the answer, as the only one that the store ever sent. */
		const timeOf = async (payloadJson: string): Promise<number> => {
			const state = await openState({ kind: 'sqlite', file: ':memory:' }, clock.now());
			try {
				await connect(state, clock);
				const lines: string[] = [];
				const inbox = testInbox(state, clock, {
					warn: (message, error) => void lines.push(`${message}: ${String(error)}`),
				});
				const timestamp = new Date(clock.now()).toISOString();
				const body =
					slug === 'generic'
						? `{"type":"${topic}","timestamp":"${timestamp}","data":${payloadJson}}`
						: payloadJson;
				const sent = post(topic, body, new Date(clock.now()));
				const before = processorMs();
				const answer = await receive(inbox, receiver, sent);
				const took = processorMs() - before;
				expect([200, 400]).toContain(answer.status);
				expect(answer.body.message.length).toBeLessThan(2_000);
				for (const line of lines) expect(line.length).toBeLessThan(2_000);
				return took;
			} finally {
				await state.close();
			}
		};
		const withField = (field: string, json: string) => {
			const { [field]: _replaced, ...others } = payload;
			const rest = JSON.stringify(others).slice(1, -1);
			return `{"${field}":${json}${rest === '' ? '' : `,${rest}`}}`;
		};
		/** As long, and as a store writes it: many ordinary values of a plugin's. */
		const plain = withField(
			'of_a_plugin',
			listOf(kilobytes * KB, '{"id":7,"name":"A gift","price":"12.50","tags":["a","b"]}'),
		);

		it(`takes at most ${MOST_TIMES_PLAIN} times as long as a plain message of its size`, async () => {
			await timeOf(plain);
			const plainTimes = [await timeOf(plain), await timeOf(plain), await timeOf(plain)];
			const plainTime = plainTimes.sort((one, other) => one - other)[1]!;
			const slow: string[] = [];
			for (const field of fields) {
				for (const [what, json] of heavy(kilobytes * KB)) {
					let fastest = Infinity;
					for (let tried = 0; tried < TRIES && fastest > MOST_TIMES_PLAIN * plainTime; tried += 1) {
						fastest = Math.min(fastest, await timeOf(withField(field, json)));
					}
					if (fastest > MOST_TIMES_PLAIN * plainTime) {
						slow.push(`${field}, ${what}: ${Math.round(fastest / plainTime)} times`);
					}
				}
			}
			expect(slow).toEqual([]);
		}, 240_000);
	},
);
