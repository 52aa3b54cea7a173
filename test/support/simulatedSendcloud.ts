import { createHmac } from 'node:crypto';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

type Integration = {
	id: number;
	type: string;
	shop_name: string;
	webhook_active: boolean;
	webhook_url: string;
};

/** A parcel as version 3 tells it. */
type Parcel = {
	id: number;
	status: { code: string; message: string };
	tracking_number: string;
	tracking_url: string | null;
	created_at: string;
	updated_at: string;
	parcel_items: unknown[];
	[field: string]: unknown;
};

/** A shipment as version 3 tells it. */
export type SendcloudShipmentRecord = {
	id: string;
	order_number: string;
	parcels: Parcel[];
	[field: string]: unknown;
};

export type SimulatedSendcloud = SimulatedServer & {
	readonly credential: {
		readonly publicKey: string;
		readonly secretKey: string;
		readonly panelUrl: string;
	};
	readonly integrations: Integration[];
	readonly shipments: SendcloudShipmentRecord[];
	/** What was asked: `GET /shipments?ids=1`. */
	readonly calls: string[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
	}>;
	/** Makes a shipment of one parcel, as if a label was bought. Nothing is posted yet. */
	ship(given?: {
		readonly orderNumber?: string;
		readonly at?: Date;
		readonly more?: Record<string, unknown>;
	}): Parcel;
	/** The carrier says something of a parcel. The message about it, as it is posted. */
	move(parcel: Parcel, status: SendcloudStatus, at?: Date): string;
	/** Posts a message to each webhook, signed. What each answered. */
	post(body: string): Promise<number[]>;
	sign(body: string): string;
	/** How many shipments are on a page. */
	pageSize: number;
};

/** A status as both versions have it. */
export type SendcloudStatus = {
	readonly id: number;
	readonly code: string;
	readonly message: string;
};

export const SENDCLOUD_STATUS = {
	ready: { id: 1000, code: 'READY_TO_SEND', message: 'Ready to send' },
	enRoute: { id: 91, code: 'SHIPMENT_ON_ROUTE', message: 'Parcel en route' },
	driver: { id: 92, code: 'DRIVER_ON_ROUTE', message: 'Driver en route' },
	delivered: { id: 11, code: 'DELIVERED', message: 'Delivered' },
	cancelled: { id: 2000, code: 'CANCELLED', message: 'Cancelled' },
} as const;

const KEYS = { publicKey: 'public-of-the-integration', secretKey: 'secret-of-the-integration' };

/**
 * Sendcloud as its documents of version 3 have it, with what it does to its clients: pages in no order, times with
 * microseconds, cursors that it forgets, messages in the words of version 2.
 *
 * @see https://sendcloud.dev/api/v3
 */
export async function startSimulatedSendcloud(
	keys: { readonly publicKey: string; readonly secretKey: string } = KEYS,
): Promise<SimulatedSendcloud> {
	let count = 0;
	const basic = `Basic ${Buffer.from(`${keys.publicKey}:${keys.secretKey}`).toString('base64')}`;
	const integrations: Integration[] = [
		{ id: 7, type: 'api', shop_name: 'n8n', webhook_active: false, webhook_url: '' },
	];
	const shipments: SendcloudShipmentRecord[] = [];
	const calls: string[] = [];
	const failures: SimulatedSendcloud['failures'] = [];
	const notFound = (detail: string) => ({
		status: 404,
		json: { errors: [{ status: '404', code: 'not_found', detail }] },
	});
	const server = await startServer(
		answering(async (request, body, url) => {
			calls.push(`${request.method} ${url.pathname.replace('/api/v3', '')}${url.search}`);
			const failure = failures.shift();
			if (failure) return { json: { errors: [{ detail: 'Not now.' }] }, ...failure };
			if (request.headers.authorization !== basic) {
				return { status: 401, json: { errors: [{ detail: 'Invalid username/password.' }] } };
			}
			const route = `${request.method} ${url.pathname.replace('/api/v3', '')}`;
			if (route === 'GET /integrations') return { status: 200, json: { data: integrations } };
			const changed = /^PATCH \/integrations\/(\d+)$/.exec(route)?.[1];
			if (changed !== undefined) {
				const known = integrations.find(({ id }) => String(id) === changed);
				if (!known) return notFound('Integration does not exist');
				Object.assign(known, JSON.parse(body.toString()));
				return { status: 204 };
			}
			const cancelled = /^POST \/shipments\/([^/]+)\/cancel$/.exec(route)?.[1];
			if (cancelled !== undefined) {
				const shipment = shipments.find(({ id }) => id === cancelled);
				if (!shipment) return notFound('Not found');
				if (shipment.parcels.some(({ status }) => status.code === 'DELIVERED')) {
					return { status: 409, json: { errors: [{ status: '409', code: 'invalid' }] } };
				}
				for (const parcel of shipment.parcels) simulated.move(parcel, SENDCLOUD_STATUS.cancelled);
				return { status: 200, json: { data: { status: 'cancelled', message: 'Cancelled' } } };
			}
			return route === 'GET /shipments' ? listed(url) : notFound('Not found');
		}),
	);

	function listed({ searchParams }: URL) {
		const ids = searchParams.get('ids')?.split(',');
		const after = Date.parse(searchParams.get('updated_after') ?? '') || 0;
		const isWanted = ({ id, updated_at: at }: Parcel) =>
			(ids === undefined || ids.includes(String(id))) && Date.parse(at) > after;
		// What a test has made unreadable is listed with everything.
		const wanted = shipments.filter(({ parcels }) =>
			Array.isArray(parcels) ? parcels.some(isWanted) : ids === undefined,
		);
		const cursor = searchParams.get('cursor');
		const first = cursor === null ? 0 : Number(/^p(\d+)$/.exec(cursor)?.[1] ?? -1);
		if (first < 0) return notFound('Invalid cursor');
		const size = Math.min(simulated.pageSize, Number(searchParams.get('page_size') ?? 40));
		const next = first + size;
		// The newest first, as nothing promises anything else.
		const data = wanted.toReversed().slice(first, next);
		const link = `<${server.url}/api/v3/shipments?cursor=p${next}>; rel="next"`;
		return {
			status: 200,
			json: { data },
			...(next < wanted.length && { headers: { link } }),
		};
	}

	const simulated: SimulatedSendcloud = {
		...server,
		credential: { ...keys, panelUrl: server.url },
		integrations,
		shipments,
		calls,
		failures,
		pageSize: 100,
		ship({ orderNumber = '1001', at = new Date(), more = {} } = {}) {
			count += 1;
			const time = at.toISOString().replace('Z', '123Z');
			const parcel: Parcel = {
				id: 383_707_000 + count,
				status: { code: 'READY_TO_SEND', message: 'Ready to send' },
				tracking_number: `3SYZXG50517${count}`,
				tracking_url: `https://tracking.example.com/forward?carrier=postnl&code=3SYZXG50517${count}`,
				created_at: time,
				updated_at: time,
				parcel_items: [
					{
						item_id: '5552',
						description: 'Wool socks',
						quantity: 2,
						sku: 'SOCK-1',
						product_id: '19',
					},
				],
			};
			shipments.push({
				id: `shipment-${count}`,
				order_number: orderNumber,
				external_reference_id: null,
				carrier: { code: 'postnl', name: 'PostNL' },
				to_address: {
					name: 'Ada de Vries',
					company_name: '',
					address_line_1: 'Insulindelaan',
					address_line_2: '',
					house_number: '115',
					postal_code: '5642 CV',
					city: 'Eindhoven',
					country_code: 'NL',
					email: 'ada@example.com',
					phone_number: '+31612345678',
				},
				ship_with: {
					type: 'shipping_option_code',
					properties: { shipping_option_code: 'postnl:standard' },
				},
				parcels: [parcel],
				...more,
			});
			return parcel;
		},
		move(parcel, { id, code, message }, at = new Date()) {
			parcel.status = { code, message };
			parcel.updated_at = at.toISOString().replace('Z', '456Z');
			const shipment = shipments.find(({ parcels }) => parcels.includes(parcel));
			return JSON.stringify({
				action: 'parcel_status_changed',
				timestamp: at.getTime(),
				carrier_status_change_timestamp: null,
				parcel: {
					id: parcel.id,
					order_number: shipment?.order_number,
					tracking_number: parcel.tracking_number,
					status: { id, message },
					is_return: false,
				},
			});
		},
		sign: (body) => createHmac('sha256', keys.secretKey).update(body).digest('hex'),
		async post(body) {
			const posting = integrations.filter((one) => one.webhook_active);
			return await Promise.all(
				posting.map(async ({ webhook_url: to }) => {
					const headers = {
						'content-type': 'application/json',
						'sendcloud-signature': simulated.sign(body),
					};
					const { status } = await fetch(to, { method: 'POST', body, headers });
					return status;
				}),
			);
		},
	};
	return simulated;
}
