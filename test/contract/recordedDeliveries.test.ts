import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../engine/inbox/answer.ts';
import { receive } from '../../engine/inbox/receive.ts';
import type { StorePost } from '../../engine/providers/provider.ts';
import { providerOf } from '../../engine/providers/providers.ts';
import { verifySignature } from '../../engine/providers/woocommerce/verify.ts';
import { eachDialect } from '../support/eachDialect.ts';
import { INTEGRATION, saveIntegration, testClock, testInbox } from '../support/testInbox.ts';

type Recorded = {
	readonly at: string;
	readonly rawHeaders: readonly string[];
	readonly body: string;
	readonly secret: string;
};

const FOLDER = join(__dirname, '../fixtures/woocommerce');
const FILES = readdirSync(FOLDER)
	.filter((file) => /^\d{3}-/.test(file))
	.sort();
const read = (file: string) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as Recorded;

function postOf({ at, rawHeaders, body }: Recorded): StorePost {
	const headers: Record<string, string> = {};
	for (let i = 0; i < rawHeaders.length; i += 2)
		headers[rawHeaders[i]!.toLowerCase()] = rawHeaders[i + 1]!;
	return { headers, body: Buffer.from(body), receivedAt: new Date(at) };
}

/** The real shop signed with a secret of its own; ours would be made from the consumer secret. */
const woocommerce = (secret: string) => ({
	...providerOf('woocommerce')!,
	verify: (post: StorePost) => verifySignature(post, secret),
});

/** What each recorded delivery has to fire, in the order in which they came. */
const EXPECTED: Readonly<Record<string, readonly string[][]>> = {
	'001-ping': [],
	'010-product.created': [['product_created']],
	'011-product.updated-out-of-stock': [['product_out_of_stock', 'product_updated']],
	'013-product.created-variable': [['product_created']],
	'014-product.created-variation-same-delivery-id': [['product_updated']],
	'015-customer.created': [['customer_created']],
	'016-customer.updated-right-after-created': [],
	'018-order.created': [['order_created']],
	'019-order.updated-same-content-as-created': [],
	'020-order.updated-on-hold': [['order_status_changed', 'order_updated']],
	'022-order.updated-processing': [['order_paid', 'order_status_changed', 'order_updated']],
	'023-order.updated-same-modified-time': [['order_updated']],
	'024-order.updated-tracking-meta-same-modified-time': [['order_updated'], ['shipment_created']],
	'025-order.updated-completed': [['order_fulfilled', 'order_status_changed', 'order_updated']],
	'027-order.updated-refund': [['order_refunded', 'order_updated']],
	'033-product.deleted-but-id-is-an-order': [],
	'034-order.deleted': [['order_deleted']],
	'037-customer.deleted': [['customer_deleted']],
};

eachDialect('the recorded deliveries of a real WooCommerce', (database) => {
	const replay = async (files: readonly string[]): Promise<Map<string, Answer>> => {
		const state = await database().open();
		const integration = { ...INTEGRATION, provider: 'woocommerce' };
		await saveIntegration(state, integration, Date.parse(read(FILES[0]!).at) - 1);
		const inbox = testInbox(state, testClock(Date.parse(read(FILES[0]!).at)));
		const answers = new Map<string, Answer>();
		for (const file of files) {
			const recorded = read(file);
			const receiver = { integration, provider: woocommerce(recorded.secret), credentials: {} };
			answers.set(file.replace(/\.json$/, ''), await receive(inbox, receiver, postOf(recorded)));
		}
		return answers;
	};
	const codes = (answers: Map<string, Answer>) =>
		Object.fromEntries(
			[...answers].map(([name, { events }]) => [name, events.map((event) => [...event.codes])]),
		);

	it('every recorded delivery in fixtures/woocommerce gives the right outcome', async () => {
		const answers = await replay(FILES);
		expect(codes(answers)).toEqual(EXPECTED);
		for (const { status } of answers.values()) expect(status).toBe(200);
	});

	it('two resources with one delivery id are two events', async () => {
		const files = FILES.filter((file) => /^01[34]-/.test(file));
		const ids = files.map((file) => postOf(read(file)).headers['x-wc-webhook-delivery-id']);
		expect(new Set(ids).size).toBe(1);
		const answers = [...(await replay(files)).values()];
		expect(answers.map(({ events }) => events.map(({ entityId }) => entityId))).toEqual([
			['11'],
			['12'],
		]);
	});

	it('equal modified time with other content is a change', async () => {
		const files = FILES.filter((file) => /^02[234]-/.test(file));
		const times = files.map(
			(file) => (JSON.parse(read(file).body) as Record<string, string>).date_modified_gmt,
		);
		expect(new Set(times).size).toBe(1);
		const answers = [...(await replay(files)).values()];
		expect(answers[1]?.events[0]?.previous).toMatchObject({ transactionId: null });
		expect(answers[2]?.events[0]?.codes).toEqual(['order_updated']);
	});

	it('a deleted order fires order_deleted and no product_deleted', async () => {
		const answers = await replay(FILES.filter((file) => /^03[34]-/.test(file)));
		expect(Object.values(codes(answers)).flat(2)).toEqual(['order_deleted']);
	});

	it('updated right after created with the same content fires nothing more', async () => {
		const answers = await replay(FILES.filter((file) => /^01[5689]-/.test(file)));
		expect(Object.values(codes(answers)).flat(2)).toEqual(['customer_created', 'order_created']);
	});

	it('the same delivery again is known already', async () => {
		const file = FILES.find((each) => each.startsWith('018-'))!;
		const first = await replay([file]);
		expect([...first.values()][0]?.outcome).toBe('stored');
		const again = await replay([file]);
		expect([...again.values()][0]).toMatchObject({ outcome: 'repeated', status: 200, events: [] });
	});
});
