import { readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { readByLoader } from '../support/readByLoader.ts';
import { unpackPackage } from '../support/unpackPackage.ts';

/** How many results a person sees in n8n's list without scrolling. */
const SEEN = 8;
/** In the words of a merchant: what they look for, and the node that they mean. */
const WORDS: ReadonlyArray<readonly [string, string]> = [
	['shop', 'Commerce Store'],
	['store', 'Commerce Store'],
	['shopify', 'Commerce Store'],
	['woocommerce', 'Commerce Store'],
	['woo', 'Commerce Store'],
	['adobe commerce', 'Commerce Store'],
	['sendcloud', 'Commerce Store'],
	['aftership', 'Commerce Store'],
	['17track', 'Commerce Store'],
	['easypost', 'Commerce Store'],
	['shipstation', 'Commerce Store'],
	['shippo', 'Commerce Store'],
	['connect carrier', 'Commerce Store'],
	['e-commerce', 'Commerce Store'],
	['ecommerce', 'Commerce Store'],
	['webshop', 'Commerce Store'],
	['online shop', 'Commerce Store'],
	['my shop', 'Commerce Store'],
	['connect shop', 'Commerce Store'],
	['connect store', 'Commerce Store'],
	['order', 'Commerce Order Trigger'],
	['new order', 'Commerce Order Trigger'],
	['order paid', 'Commerce Order Trigger'],
	['purchase', 'Commerce Order Trigger'],
	['refund', 'Commerce Order Trigger'],
	['cancelled order', 'Commerce Order Trigger'],
	['shipment', 'Commerce Shipment Trigger'],
	['shipping', 'Commerce Shipment Trigger'],
	['parcel', 'Commerce Shipment Trigger'],
	['package delivered', 'Commerce Shipment Trigger'],
	['delivered', 'Commerce Shipment Trigger'],
	['delivery', 'Commerce Shipment Trigger'],
	['tracking', 'Commerce Shipment Trigger'],
	['carrier', 'Commerce Shipment Trigger'],
	['dhl', 'Commerce Shipment Trigger'],
	['ups', 'Commerce Shipment Trigger'],
	['fedex', 'Commerce Shipment Trigger'],
	['customer', 'Commerce Customer Trigger'],
	['new customer', 'Commerce Customer Trigger'],
	['product', 'Commerce Product Trigger'],
	['stock', 'Commerce Product Trigger'],
	['low stock', 'Commerce Product Trigger'],
	['back in stock', 'Commerce Product Trigger'],
	['inventory', 'Commerce Product Trigger'],
	['order confirmation', 'Commerce Send Email'],
	['shipping confirmation', 'Commerce Send Email'],
	['web push', 'Commerce Send Push'],
	['push notification', 'Commerce Send Push'],
	['order status', 'Commerce Update Status'],
	['add tracking', 'Commerce Store'],
	['daily digest', 'Commerce Alert Trigger'],
	['daily report', 'Commerce Alert Trigger'],
];

type Listed = {
	readonly key: string;
	readonly properties: {
		readonly displayName: string;
		readonly codex?: { readonly alias?: readonly string[] };
	};
};
type Search = (
	filter: string,
	data: readonly Listed[],
) => Array<{ readonly item: Listed; readonly score: number }>;

describe("n8n's own search finds our nodes by the words that merchants use", () => {
	const n8n = createRequire(join(process.env.COMMERCE_RUNTIME_DIR!, 'package.json'));
	let search: Search;
	let all: readonly Listed[];

	beforeAll(async () => {
		({ sublimeSearch: search } = n8n('@n8n/utils/search/sublime-search') as {
			sublimeSearch: Search;
		});
		const text = await readFile(n8n.resolve('n8n-nodes-base/dist/types/nodes.json'), 'utf8');
		const theirs = JSON.parse(text) as Array<Listed['properties'] & { name: string }>;
		const listed = [
			...(await ours()),
			...theirs.map((node) => ({ key: node.name, properties: node })),
		];
		// Of a node with several versions, the list shows one; and a trigger with the node of its name, found as that.
		const byKey = new Map(listed.map((node) => [node.key, node]));
		all = [...byKey.values()].filter(
			({ key }) => !key.endsWith('Trigger') || !byKey.has(key.slice(0, -'Trigger'.length)),
		);
	}, 120_000);

	async function ours(): Promise<Listed[]> {
		const { folder } = await unpackPackage();
		try {
			const { nodes } = await readByLoader(join(folder, 'package'));
			return Object.entries(nodes).map(([name, properties]) => ({
				...{ key: name.replace(/ \d+$/, ''), properties },
			}));
		} finally {
			await rm(folder, { recursive: true, force: true });
		}
	}
	const found = (word: string): string[] =>
		search(word, all).map(({ item }) => item.properties.displayName);

	it.each(WORDS)('%s: %s', (word, node) => {
		expect(found(word).slice(0, SEEN)).toContain(node);
	});

	it('shows the node of the REST API after those that a merchant draws with', () => {
		for (const word of ['shop', 'order', 'store']) {
			const names = found(word).filter((name) => name.startsWith('Commerce'));
			expect([word, names.indexOf('Commerce API')]).toEqual([
				word,
				names.includes('Commerce API') ? names.length - 1 : -1,
			]);
		}
	});
});
