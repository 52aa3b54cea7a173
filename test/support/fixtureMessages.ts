import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One message of a recorded or public shop, as our fixtures keep it. */
export type FixtureMessage = {
	/** `shopify/orders-create`, `cases/01-… #2`. */
	readonly name: string;
	readonly provider: 'shopify' | 'woocommerce' | 'generic';
	readonly topic: string;
	/** What the store posts. */
	readonly body: Record<string, unknown>;
};

type Recorded = { readonly topic?: string; readonly rawHeaders?: string[]; readonly body: unknown };
type CaseFile = {
	readonly input?: { provider?: 'shopify' | 'woocommerce'; messages?: readonly Recorded[] };
	readonly deliveries?: readonly Recorded[];
	readonly delivery?: Recorded;
	readonly order?: unknown;
};

const FOLDER = join(__dirname, '../fixtures');
const read = (folder: string, file: string): unknown =>
	JSON.parse(readFileSync(join(FOLDER, folder, file), 'utf8'));
const filesIn = (folder: string) =>
	readdirSync(join(FOLDER, folder))
		.filter((file) => file.endsWith('.json'))
		.sort();

/** Every message that tells an entity, of every fixture; those of one file in the order in which they came. */
export function fixtureMessages(): FixtureMessage[] {
	return [
		...filesIn('shopify').map((file) => ({
			name: `shopify/${file}`,
			provider: 'shopify' as const,
			topic: file
				.replace(/\.json$/, '')
				.replace('-', '/')
				.replace(/-.*/, ''),
			body: read('shopify', file) as Record<string, unknown>,
		})),
		...filesIn('generic').map((file) => {
			const body = read('generic', file) as Record<string, unknown>;
			return {
				name: `generic/${file}`,
				provider: 'generic' as const,
				topic: body.type as string,
				body,
			};
		}),
		...filesIn('woocommerce')
			.filter((file) => /^\d{3}-/.test(file))
			.flatMap((file) =>
				messagesOf(`woocommerce/${file}`, 'woocommerce', [read('woocommerce', file) as Recorded]),
			),
		...filesIn('cases').flatMap((file) => ofCase(`cases/${file}`, read('cases', file) as CaseFile)),
	];
}

function ofCase(name: string, { input, deliveries, delivery, order }: CaseFile): FixtureMessage[] {
	const told = input?.messages ?? deliveries ?? (delivery && [delivery]) ?? [];
	const alone = order === undefined ? [] : [{ topic: 'order.updated', body: order }];
	return messagesOf(name, input?.provider ?? 'woocommerce', [...told, ...alone]);
}

function messagesOf(
	name: string,
	provider: FixtureMessage['provider'],
	told: readonly Recorded[],
): FixtureMessage[] {
	return told.flatMap(({ topic, rawHeaders, body }, index) => {
		// The shop's sign of life is no JSON.
		if (typeof body === 'string' && !body.startsWith('{')) return [];
		return {
			name: told.length === 1 ? name : `${name} #${index + 1}`,
			provider,
			topic: topic ?? topicIn(rawHeaders ?? []),
			body: (typeof body === 'string' ? JSON.parse(body) : body) as Record<string, unknown>,
		};
	});
}

function topicIn(rawHeaders: readonly string[]): string {
	const at = rawHeaders.findIndex((header) => header.toLowerCase() === 'x-wc-webhook-topic');
	return rawHeaders[at + 1]!;
}

/** The headers that a message comes with; each id is another message. */
export function headersOf(
	{ provider, topic }: FixtureMessage,
	id: string,
	at: Date,
): Record<string, string> {
	if (provider === 'shopify') {
		return {
			'x-shopify-topic': topic,
			'x-shopify-event-id': id,
			'x-shopify-webhook-id': id,
			'x-shopify-shop-domain': 'shop.example.com',
			'x-shopify-triggered-at': at.toISOString(),
		};
	}
	if (provider === 'generic') {
		return { 'webhook-id': id, 'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)) };
	}
	return {
		'x-wc-webhook-topic': topic,
		'x-wc-webhook-id': '1',
		'x-wc-webhook-delivery-id': id,
	};
}

/** After everything that a message names as a time. */
export function receivedAfter({ body }: FixtureMessage): Date {
	const times = [...JSON.stringify(body).matchAll(/"(\d{4}-\d\d-\d\dT[^"]+)"/g)].map(([, time]) =>
		Date.parse(/Z$|[+-]\d\d:\d\d$/.test(time!) ? time! : `${time}Z`),
	);
	const last = Math.max(Date.parse('2026-01-01T00:00:00Z'), ...times.filter(Number.isFinite));
	return new Date(last + 1_000);
}
