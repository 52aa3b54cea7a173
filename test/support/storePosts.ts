import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StorePost } from '../../engine/providers/provider.ts';

const FIXTURES = join(import.meta.dirname ?? __dirname, '../fixtures');

/** A delivery as a real WooCommerce 11.0.1 sent it. */
export type Recorded = { readonly post: StorePost; readonly secret: string };

export function recordedWooCommerce(name: string): Recorded {
	const { at, rawHeaders, body, secret } = JSON.parse(
		readFileSync(join(FIXTURES, 'woocommerce', `${name}.json`), 'utf8'),
	) as { at: string; rawHeaders: string[]; body: string; secret: string };
	const headers: Record<string, string> = {};
	for (let i = 0; i < rawHeaders.length; i += 2) {
		headers[rawHeaders[i]!.toLowerCase()] = rawHeaders[i + 1]!;
	}
	return { post: { headers, body: Buffer.from(body), receivedAt: new Date(at) }, secret };
}

/** Names of the recorded deliveries, in the order in which they came. */
export const RECORDED_WOOCOMMERCE: readonly string[] = readdirSync(join(FIXTURES, 'woocommerce'))
	.filter((file) => /^\d{3}-/.test(file))
	.map((file) => file.replace(/\.json$/, ''))
	.sort();

/** The payload in a fixture file, such as `shopify/orders-create`. */
export function payloadOf(path: string): Record<string, unknown> {
	return JSON.parse(readFileSync(join(FIXTURES, `${path}.json`), 'utf8')) as Record<
		string,
		unknown
	>;
}
