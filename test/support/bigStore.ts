import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

/** A generic store with many orders that never change, as docs/generic-store.md describes its lists. */
export type BigStore = SimulatedServer & {
	/** How many pages of orders it has been asked for. */
	readonly pagesAsked: () => number;
	readonly orderIds: readonly string[];
};

const FIRST_CHANGE_MS = Date.parse('2026-01-01T00:00:00Z');

export async function startBigStore(orders: number, pageSize: number): Promise<BigStore> {
	let pages = 0;
	const list = Array.from({ length: orders }, (_, index) => orderNumber(index));
	const server = await startServer(
		answering(async (_request, _body, url) => {
			if (url.pathname === '/health') return { status: 200, json: { name: 'Big store' } };
			if (url.pathname !== '/orders') return { status: 200, json: { data: [], nextCursor: null } };
			pages += 1;
			const since = Date.parse(url.searchParams.get('updatedSince') ?? '') || 0;
			const wanted = list.filter(({ updatedAt }) => Date.parse(updatedAt) >= since);
			const first = Number(url.searchParams.get('cursor') ?? 0);
			const next = first + pageSize;
			return {
				status: 200,
				json: {
					data: wanted.slice(first, next),
					nextCursor: next < wanted.length ? String(next) : null,
				},
			};
		}),
	);
	return { ...server, pagesAsked: () => pages, orderIds: list.map(({ id }) => id) };
}

function orderNumber(index: number) {
	const at = new Date(FIRST_CHANGE_MS + index * 1_000).toISOString();
	return {
		id: `order-${index}`,
		number: `#${index}`,
		status: 'processing',
		currency: 'EUR',
		total: 39.9,
		createdAt: at,
		updatedAt: at,
		customer: { id: null, email: `customer-${index}@example.com`, firstName: 'Ada' },
		shippingAddress: { line1: 'Hauptstraße 1', city: 'Berlin', country: 'DE' },
		lineItems: Array.from({ length: 5 }, (_, line) => ({
			id: String(line),
			sku: `SKU-${line}`,
			name: 'A product with a name of usual length',
			quantity: 1,
			price: 7.98,
		})),
	};
}
