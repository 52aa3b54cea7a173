import { createHmac } from 'node:crypto';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

type Webhook = {
	id: string;
	object: 'Webhook';
	mode: string;
	url: string;
	disabled_at: string | null;
	/** Never told. */
	readonly secret: { value: string | null };
};

/** A number that is followed, as EasyPost tells it. */
export type EasyPostTracker = {
	id: string;
	tracking_code: string;
	carrier: string;
	status: string;
	status_detail: string;
	shipment_id: string | null;
	updated_at: string;
	tracking_details: Array<Record<string, unknown>>;
	[field: string]: unknown;
};

export type SimulatedEasyPost = SimulatedServer & {
	readonly credential: { readonly apiKey: string; readonly apiUrl: string };
	readonly webhooks: Webhook[];
	readonly trackers: EasyPostTracker[];
	/** Labels that were bought, by their id. */
	readonly shipments: Record<string, unknown>;
	/** What was asked: `GET /trackers?tracking_code=1`. */
	readonly calls: string[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
		readonly html?: string;
	}>;
	/** Carriers whose words are refused. */
	readonly unknownCarriers: Set<string>;
	/** False: the account has no credit. */
	hasCredit: boolean;
	/** Follows a number, as if its label was bought. Nothing is posted yet. */
	follow(given?: Partial<EasyPostTracker>): EasyPostTracker;
	/** The carrier says something. The message about it, as it is posted. */
	move(tracker: EasyPostTracker, status: string, detail?: string, at?: Date): string;
	/** A message about what is so now. */
	event(tracker: EasyPostTracker, more?: Record<string, unknown>): string;
	/** Posts a message to each webhook, signed with its secret. What each answered. */
	post(body: string): Promise<number[]>;
};

/** The numbers that a key for tests knows, by their first digit. */
const TEST_NUMBERS: Readonly<Record<string, readonly [string, string]>> = {
	EZ1000000001: ['pre_transit', 'status_update'],
	EZ2000000002: ['in_transit', 'status_update'],
	EZ3000000003: ['out_for_delivery', 'status_update'],
	EZ4000000004: ['delivered', 'status_update'],
	EZ5000000005: ['return_to_sender', 'status_update'],
	EZ6000000006: ['failure', 'status_update'],
	EZ7000000007: ['unknown', 'status_update'],
};

const refusal = (status: number, code: string, message: string) => ({
	status,
	json: { error: { code, message, errors: [] } },
});

/**
 * EasyPost as its documents and the recorded answers of its libraries have it: a webhook never tells its secret,
 * everything is posted to every webhook, and what is followed already is given back.
 *
 * @see https://docs.easypost.com/docs/trackers
 */
export async function startSimulatedEasyPost(
	apiKey = 'EZAK-of-the-account',
): Promise<SimulatedEasyPost> {
	const mode = apiKey.startsWith('EZTK') ? 'test' : 'production';
	const basic = `Basic ${Buffer.from(`${apiKey}:`).toString('base64')}`;
	let count = 0;
	const webhooks: Webhook[] = [];
	const trackers: EasyPostTracker[] = [];
	const shipments: Record<string, unknown> = {};
	const calls: string[] = [];
	const failures: SimulatedEasyPost['failures'] = [];
	const unknownCarriers = new Set<string>();
	const shown = ({ secret: _secret, ...rest }: Webhook) => rest;
	const notFound = refusal(404, 'NOT_FOUND', 'The requested resource could not be found.');

	const server = await startServer(
		answering(async (request, body, url) => {
			const path = url.pathname.replace('/v2', '');
			calls.push(`${request.method} ${path}${url.search}`);
			const failure = failures.shift();
			if (failure) return { ...refusal(failure.status, 'NOT_NOW', 'Not now.'), ...failure };
			if (request.headers.authorization !== basic) {
				return refusal(401, 'APIKEY.INACTIVE', 'This api key is no longer active.');
			}
			const given = (body.length > 0 ? JSON.parse(body.toString()) : {}) as Record<string, never>;
			const [, collection = '', id] = path.split('/');
			switch (`${request.method} ${collection}${id === undefined ? '' : '/id'}`) {
				case 'GET webhooks':
					return { status: 200, json: { webhooks: webhooks.map(shown) } };
				case 'POST webhooks':
					return { status: 201, json: shown(made(given.webhook!)) };
				case 'PATCH webhooks/id':
				case 'DELETE webhooks/id': {
					const known = webhooks.find((one) => one.id === id);
					if (!known) return notFound;
					if (request.method === 'DELETE') {
						webhooks.splice(webhooks.indexOf(known), 1);
						return { status: 200, json: {} };
					}
					known.secret.value = given.webhook_secret ?? known.secret.value;
					known.disabled_at = null;
					return { status: 201, json: shown(known) };
				}
				case 'GET trackers': {
					const wanted = ['tracking_code', 'carrier'].filter((name) => url.searchParams.has(name));
					const found = trackers.filter((one) =>
						wanted.every((name) => one[name] === url.searchParams.get(name)),
					);
					return { status: 200, json: { trackers: found.toReversed(), has_more: false } };
				}
				case 'POST trackers':
					return create(given.tracker!);
				case 'GET trackers/id': {
					const found = trackers.find((one) => one.id === id);
					return found ? { status: 200, json: found } : notFound;
				}
				case 'DELETE trackers/id': {
					const index = trackers.findIndex((one) => one.id === id);
					if (index < 0) return notFound;
					trackers.splice(index, 1);
					return { status: 200, json: { success: true } };
				}
				case 'GET shipments/id':
					return id! in shipments ? { status: 200, json: shipments[id!] } : notFound;
				default:
					return notFound;
			}
		}),
	);

	function made({ url, webhook_secret: secret }: { url: string; webhook_secret?: string }) {
		count += 1;
		const webhook: Webhook = {
			...{ id: `hook_${count}`, object: 'Webhook', mode, url, disabled_at: null },
			secret: { value: secret ?? null },
		};
		webhooks.push(webhook);
		return webhook;
	}

	function create({ tracking_code: code, carrier }: { tracking_code: string; carrier?: string }) {
		if (!simulated.hasCredit) {
			return refusal(402, 'PAYMENT_REQUIRED', 'Insufficient funds. Please add credit.');
		}
		const status = TEST_NUMBERS[code];
		if ((mode === 'test') !== (status !== undefined) || !/^\w{6,40}$/.test(code)) {
			return refusal(422, 'TRACKER.CREATE.ERROR', 'The tracking_code is not valid.');
		}
		if (carrier !== undefined && unknownCarriers.has(carrier)) {
			return refusal(422, 'TRACKER.CREATE.ERROR', 'The carrier is not supported.');
		}
		const known = trackers.find((one) => one.tracking_code === code);
		const tracker =
			known ??
			simulated.follow({
				tracking_code: code,
				carrier: carrier ?? 'USPS',
				shipment_id: null,
				...(status && { status: status[0], status_detail: status[1] }),
			});
		return { status: 200, json: tracker };
	}

	const simulated: SimulatedEasyPost = {
		...server,
		credential: { apiKey, apiUrl: server.url },
		webhooks,
		trackers,
		shipments,
		calls,
		failures,
		unknownCarriers,
		hasCredit: true,
		follow(given = {}) {
			count += 1;
			const at = `${new Date().toISOString().slice(0, 19)}Z`;
			const tracker: EasyPostTracker = {
				id: `trk_${count}`,
				object: 'Tracker',
				mode,
				tracking_code: `94001000000000000000${count}`,
				status: 'unknown',
				status_detail: 'unknown',
				created_at: at,
				updated_at: at,
				signed_by: null,
				weight: null,
				est_delivery_date: null,
				shipment_id: null,
				carrier: 'USPS',
				tracking_details: [],
				carrier_detail: null,
				public_url: `https://track.example.com/${count}`,
				is_return: false,
				fees: [],
				...given,
			};
			trackers.push(tracker);
			return tracker;
		},
		move(tracker, status, detail = 'status_update', at = new Date()) {
			const before = tracker.status;
			const datetime = `${at.toISOString().slice(0, 19)}Z`;
			const scan = { object: 'TrackingDetail', message: `It is ${status}`, status, datetime };
			tracker.tracking_details.push({ ...scan, status_detail: detail, source: tracker.carrier });
			Object.assign(tracker, { status, status_detail: detail, updated_at: datetime });
			return simulated.event(tracker, { previous_attributes: { status: before } });
		},
		event(tracker, more = {}) {
			count += 1;
			return JSON.stringify({
				id: `evt_${count}`,
				object: 'Event',
				mode,
				description: 'tracker.updated',
				previous_attributes: {},
				created_at: tracker.updated_at,
				result: tracker,
				status: 'pending',
				...more,
			});
		},
		async post(body) {
			const posting = webhooks.filter((one) => one.disabled_at === null);
			return await Promise.all(
				posting.map(async ({ url, secret: { value } }) => {
					const digest = value && createHmac('sha256', value).update(body).digest('hex');
					const { status } = await fetch(url, {
						method: 'POST',
						body,
						headers: {
							'content-type': 'application/json',
							...(digest && { 'x-hmac-signature': `hmac-sha256-hex=${digest}` }),
						},
					});
					return status;
				}),
			);
		},
	};
	return simulated;
}
