import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EntityType } from '../../engine/events/entityType.ts';

export type Payload = Readonly<Record<string, unknown>> & { readonly id: number };

/** An order, a customer or a product in a file of the fixtures. */
export type WooCommercePayload = {
	/** The file, and where in it. */
	readonly name: string;
	readonly entityType: Exclude<EntityType, 'Shipment'>;
	readonly payload: Payload;
};

const FIXTURES = join(__dirname, '../fixtures');

/** Every order, customer and product in the recorded and public fixtures of WooCommerce. */
export function wooCommercePayloads(): WooCommercePayload[] {
	const files = [
		...readdirSync(join(FIXTURES, 'woocommerce')).map((file) => `woocommerce/${file}`),
		...readdirSync(join(FIXTURES, 'cases'))
			.filter((file) => /(^|-)woo-/.test(file))
			.map((file) => `cases/${file}`),
	];
	return files
		.filter((file) => file.endsWith('.json'))
		.flatMap((file) => found(JSON.parse(readFileSync(join(FIXTURES, file), 'utf8')), file));
}

function found(value: unknown, name: string): WooCommercePayload[] {
	const inside = typeof value === 'string' ? jsonIn(value) : value;
	if (typeof inside !== 'object' || inside === null) return [];
	const entityType = typeOf(inside as Record<string, unknown>);
	if (entityType !== null) return [{ name, entityType, payload: inside as Payload }];
	return Object.entries(inside).flatMap(([key, each]) => found(each, `${name} ${key}`));
}

function typeOf(
	fields: Readonly<Record<string, unknown>>,
): WooCommercePayload['entityType'] | null {
	if (typeof fields.id !== 'number' || !('date_modified_gmt' in fields)) return null;
	if (Array.isArray(fields.line_items)) return 'Order';
	if ('role' in fields) return 'Customer';
	return 'name' in fields && 'status' in fields && !('delivery_url' in fields) ? 'Product' : null;
}

function jsonIn(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return null;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return null;
	}
}
