import { createHmac, randomUUID } from 'node:crypto';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

/** A tracking as version 2025-01 tells it. */
export type AfterShipRecord = {
	id: string;
	legacy_id: string | null;
	tracking_number: string;
	slug: string;
	tag: string;
	subtag: string;
	created_at: string;
	updated_at: string;
	[field: string]: unknown;
};

export type AfterShipTag = { readonly tag: string; readonly subtag: string };

export const AFTERSHIP_TAGS = {
	pending: { tag: 'Pending', subtag: 'Pending_001' },
	inTransit: { tag: 'InTransit', subtag: 'InTransit_007' },
	outForDelivery: { tag: 'OutForDelivery', subtag: 'OutForDelivery_001' },
	delivered: { tag: 'Delivered', subtag: 'Delivered_001' },
	returned: { tag: 'Exception', subtag: 'Exception_011' },
	expired: { tag: 'Expired', subtag: 'Expired_001' },
} as const;

export type SimulatedAfterShip = SimulatedServer & {
	readonly credential: {
		readonly apiKey: string;
		readonly webhookSecret: string;
		readonly apiUrl: string;
	};
	/** What a person has entered as addresses. */
	readonly urls: string[];
	readonly trackings: AfterShipRecord[];
	/** What was asked: `GET /trackings?limit=1`. */
	readonly calls: string[];
	/** The bodies of the calls that had one. */
	readonly bodies: unknown[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
		readonly html?: string;
	}>;
	/** Begins to follow a number, as if somebody had entered it. Nothing is posted. */
	follow(more?: Record<string, unknown>): AfterShipRecord;
	/** The carrier says something of a parcel. The message about it, as it is posted. */
	move(tracking: AfterShipRecord, tag: AfterShipTag, at?: Date): string;
	/** Posts a message to each address, signed. What each answered. */
	post(body: string): Promise<number[]>;
	sign(body: string): string;
	/** How many trackings are on a page. */
	pageSize: number;
	/** How many numbers the plan still allows. */
	credit: number;
};

const VERSION = '/tracking/2025-01';

/**
 * AfterShip as its documents and SDK of version 2025-01 have it, with what it does to its clients: pages in no order,
 * cursors that it forgets, times without a zone, a limit that is told by 429 alone, a plan that is used up.
 *
 * @see https://www.aftership.com/docs/tracking/2025-01, AfterShip/tracking-sdk-nodejs
 */
export async function startSimulatedAfterShip(
	keys = { apiKey: 'asat_of-the-account', webhookSecret: 'webhook-secret-of-the-account' },
): Promise<SimulatedAfterShip> {
	let count = 0;
	const trackings: AfterShipRecord[] = [];
	const calls: string[] = [];
	const bodies: unknown[] = [];
	const failures: SimulatedAfterShip['failures'] = [];
	const refused = (status: number, code: number, message: string) => ({
		status,
		json: { meta: { code, message, type: 'BadRequest' }, data: {} },
	});
	const given = (data: unknown, code = 200) => ({
		status: code,
		json: { meta: { code, message: null, type: null }, data },
	});
	const server = await startServer(
		answering(async (request, body, url) => {
			const path = url.pathname.replace(VERSION, '');
			calls.push(`${request.method} ${path}${url.search}`);
			const json: unknown = body.length > 0 ? JSON.parse(body.toString()) : undefined;
			if (json !== undefined) bodies.push(json);
			const failure = failures.shift();
			if (failure) {
				return failure.html === undefined
					? { json: { meta: { code: failure.status, message: 'Not now.' }, data: {} }, ...failure }
					: failure;
			}
			if (!url.pathname.startsWith(VERSION)) return refused(404, 404, 'Not found.');
			if (request.headers['as-api-key'] !== keys.apiKey) {
				return refused(401, 401, `Invalid API key ${request.headers['as-api-key']}.`);
			}
			const route = `${request.method} ${path}`;
			if (route === 'GET /trackings') return listed(url);
			if (route === 'POST /trackings') return created(json as Record<string, unknown>);
			const [, method, id, , ending] =
				/^(\w+) \/trackings\/([^/]+)(\/(mark-as-completed))?$/.exec(route) ?? [];
			const known = trackings.find((one) => one.id === id || one.legacy_id === id);
			if (!known) return refused(404, 4004, 'Tracking does not exist.');
			if (method === 'GET') return given(known);
			if (method === 'DELETE') {
				trackings.splice(trackings.indexOf(known), 1);
				return given({ id: known.id });
			}
			if (ending === undefined) return refused(404, 404, 'Not found.');
			const { reason } = json as { reason?: string };
			const isBack = reason === 'RETURNED_TO_SENDER';
			simulated.move(known, isBack ? AFTERSHIP_TAGS.returned : AFTERSHIP_TAGS.delivered);
			return given(known);
		}),
	);

	function listed({ searchParams }: URL) {
		const numbers = searchParams.get('tracking_numbers')?.split(',');
		const since = searchParams.get('updated_at_min');
		if (since?.includes('.')) return refused(400, 4008, 'Invalid updated_at_min.');
		// What a test has made unreadable is listed with everything.
		const wanted = trackings.filter(
			({ tracking_number: number, updated_at: at }) =>
				(numbers === undefined || numbers.includes(number)) &&
				(since === null || Date.parse(at) >= Date.parse(since)),
		);
		const cursor = searchParams.get('cursor');
		const first = cursor === null ? 0 : Number(/^p(\d+)$/.exec(cursor)?.[1] ?? -1);
		if (first < 0) return refused(400, 400, 'The cursor is invalid.');
		const size = Math.min(simulated.pageSize, Number(searchParams.get('limit') ?? 100));
		const next = first + size;
		const hasNext = next < wanted.length;
		return given({
			pagination: {
				total: wanted.length,
				next_cursor: hasNext ? `p${next}` : '',
				has_next_page: hasNext,
			},
			// The newest first, as nothing promises anything else.
			trackings: wanted.toReversed().slice(first, next),
		});
	}

	function created(fields: Record<string, unknown>) {
		if (simulated.credit < 1) return refused(402, 402, 'Your plan is used up.');
		const number = String(fields.tracking_number);
		if (number.startsWith('INVALID')) {
			return refused(400, 4017, 'The format of the tracking number is invalid.');
		}
		if (trackings.some((one) => one.tracking_number === number)) {
			return refused(400, 4003, 'Tracking already exists.');
		}
		simulated.credit -= 1;
		return given(simulated.follow({ slug: 'unrecognized', ...fields }), 201);
	}

	const second = (at: Date) => at.toISOString().replace(/\.\d+Z$/, 'Z');
	const simulated: SimulatedAfterShip = {
		...server,
		credential: { ...keys, apiUrl: server.url },
		urls: [],
		trackings,
		calls,
		bodies,
		failures,
		pageSize: 100,
		credit: 100,
		follow(more = {}) {
			count += 1;
			const number = String(count).padStart(4, '0');
			const tracking: AfterShipRecord = {
				id: `abcdef0123456789abcdef012345${number}`,
				legacy_id: null,
				tracking_number: `0034043412345678${number}`,
				slug: 'dhl-germany',
				title: `0034043412345678${number}`,
				order_id: null,
				order_number: null,
				created_at: second(new Date()),
				updated_at: second(new Date()),
				...AFTERSHIP_TAGS.pending,
				subtag_message: 'Pending',
				courier_tracking_link: null,
				shipment_type: null,
				shipment_pickup_date: null,
				shipment_delivery_date: null,
				latest_estimated_delivery: null,
				destination_country_region: null,
				customers: [],
				checkpoints: [],
				...more,
			};
			trackings.push(tracking);
			return tracking;
		},
		move(tracking, { tag, subtag }, at = new Date()) {
			Object.assign(tracking, { tag, subtag, updated_at: second(at) });
			const checkpoint = {
				created_at: second(at),
				checkpoint_time: second(at).replace('Z', ''),
				message: `The carrier says ${tag}`,
				...{ tag, subtag },
			};
			tracking.checkpoints = [...(tracking.checkpoints as unknown[]), checkpoint];
			return JSON.stringify({
				event: 'tracking_update',
				event_id: randomUUID(),
				is_tracking_first_tag: true,
				ts: Math.floor(at.getTime() / 1_000),
				msg: tracking,
			});
		},
		sign: (body) => createHmac('sha256', keys.webhookSecret).update(body).digest('base64'),
		async post(body) {
			return await Promise.all(
				simulated.urls.map(async (to) => {
					const headers = {
						'content-type': 'application/json',
						'aftership-hmac-sha256': simulated.sign(body),
						'as-webhook-version': '2025-01',
					};
					const { status } = await fetch(to, { method: 'POST', body, headers });
					return status;
				}),
			);
		},
	};
	return simulated;
}
