import { createHmac } from 'node:crypto';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

type Webhook = {
	object_id: string;
	event: string;
	url: string;
	active: boolean;
	is_test: boolean;
	[field: string]: unknown;
};

type Scan = {
	status: string;
	status_date: string;
	object_updated: string;
	[field: string]: unknown;
};

/** A number that Shippo knows, as it tells it. */
export type ShippoTrack = {
	carrier: string;
	tracking_number: string;
	metadata: string | null;
	transaction: string | null;
	tracking_status: Scan | null;
	tracking_history: Scan[];
	[field: string]: unknown;
};

export type SimulatedShippo = SimulatedServer & {
	readonly credential: {
		readonly apiKey: string;
		readonly webhookSecret: string;
		readonly apiUrl: string;
	};
	readonly webhooks: Webhook[];
	readonly tracks: ShippoTrack[];
	/** Labels that were bought, by their id. */
	readonly transactions: Record<string, unknown>;
	/** For what labels could be bought, by their id. */
	readonly rates: Record<string, unknown>;
	/** What was asked: `GET /tracks/usps/1`. */
	readonly calls: string[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
		readonly html?: string;
	}>;
	/** How many webhooks are on a page. */
	pageSize: number;
	/** False: the account has no credit. */
	hasCredit: boolean;
	/** Knows a number, as if its label was bought. Nothing is posted yet. */
	follow(given?: Partial<ShippoTrack>): ShippoTrack;
	/** The carrier says something. The message about it, as it is posted. */
	move(track: ShippoTrack, status: string, substatus?: string | null, at?: Date): string;
	/** A message about what is so now. */
	event(track: ShippoTrack, more?: Record<string, unknown>): string;
	/** Posts a message to each webhook. What each answered. */
	post(body: string): Promise<number[]>;
	/** As Shippo signs for an account that has asked for it. */
	sign(body: string, secret: string): string;
};

/** What a token for tests knows, of the carrier "shippo". */
const TEST_NUMBERS: Readonly<Record<string, string>> = {
	SHIPPO_PRE_TRANSIT: 'PRE_TRANSIT',
	SHIPPO_TRANSIT: 'TRANSIT',
	SHIPPO_DELIVERED: 'DELIVERED',
	SHIPPO_RETURNED: 'RETURNED',
	SHIPPO_FAILURE: 'FAILURE',
	SHIPPO_UNKNOWN: 'UNKNOWN',
};

const KNOWN_CARRIERS = ['usps', 'ups', 'fedex', 'dhl_express', 'royal_mail', '123_kurier_czech'];
/** They report, and are not asked. */
const REPORTING_CARRIERS = ['123_kurier_czech'];

/**
 * Shippo as its documents have it: it signs nothing by itself, a number that is followed twice is told twice, and the
 * address of a webhook is short.
 *
 * @see https://docs.goshippo.com/docs/tracking/tracking
 */
export async function startSimulatedShippo(
	given: { readonly apiKey?: string; readonly webhookSecret?: string } = {},
): Promise<SimulatedShippo> {
	const { apiKey = 'shippo_live_of-the-account', webhookSecret = '' } = given;
	const isTest = apiKey.startsWith('shippo_test_');
	let count = 0;
	const webhooks: Webhook[] = [];
	const tracks: ShippoTrack[] = [];
	const transactions: Record<string, unknown> = {};
	const rates: Record<string, unknown> = {};
	const calls: string[] = [];
	const failures: SimulatedShippo['failures'] = [];
	const notFound = { status: 404, json: { detail: 'Not found' } };

	const server = await startServer(
		answering(async (request, body, url) => {
			const path = url.pathname;
			calls.push(`${request.method} ${path}`);
			const failure = failures.shift();
			if (failure) return { json: { detail: 'Not now.' }, ...failure };
			if (request.headers.authorization !== `ShippoToken ${apiKey}`) {
				return { status: 401, json: { detail: 'Invalid token' } };
			}
			const json = (body.length > 0 ? JSON.parse(body.toString()) : {}) as Record<string, never>;
			const [, collection = '', id, number] = path.split('/').map(decodeURIComponent);
			switch (`${request.method} ${collection}${id === undefined ? '' : '/id'}`) {
				case 'GET webhooks':
					return listed(url);
				case 'POST webhooks':
				case 'PUT webhooks/id':
					return written(id, json);
				case 'DELETE webhooks/id': {
					const index = webhooks.findIndex((one) => one.object_id === id);
					if (index < 0) return notFound;
					webhooks.splice(index, 1);
					return { status: 204 };
				}
				case 'GET tracks/id': {
					if (REPORTING_CARRIERS.includes(id!)) {
						return { status: 400, json: { carrier: ['Not supported.'] } };
					}
					const found = tracks.find((one) => one.carrier === id && one.tracking_number === number);
					return found ? { status: 200, json: found } : notFound;
				}
				case 'POST tracks':
					return create(json as unknown as ShippoTrack);
				case 'GET transactions/id':
					return id! in transactions ? { status: 200, json: transactions[id!] } : notFound;
				case 'GET rates/id':
					return id! in rates ? { status: 200, json: rates[id!] } : notFound;
				default:
					return notFound;
			}
		}),
	);

	function listed({ searchParams }: URL) {
		const page = Number(searchParams.get('page') ?? 1);
		const end = page * simulated.pageSize;
		const next = end < webhooks.length ? `${server.url}/webhooks?page=${page + 1}` : null;
		const results = webhooks.slice(end - simulated.pageSize, end);
		return { status: 200, json: { next, previous: null, results } };
	}

	function written(id: string | undefined, json: Record<string, unknown>) {
		if (String(json.url).length >= 200) return { status: 400, json: { url: ['Too long.'] } };
		const known = webhooks.find((one) => one.object_id === id);
		if (id !== undefined && !known) return notFound;
		if (known) return { status: 200, json: Object.assign(known, json) };
		count += 1;
		const made = {
			active: true,
			is_test: isTest,
			...json,
			object_id: `webhook${count}`,
		} as Webhook;
		webhooks.push(made);
		return { status: 201, json: made };
	}

	function create({ carrier, tracking_number: number, metadata = null }: ShippoTrack) {
		if (!simulated.hasCredit) return { status: 402, json: { detail: 'Payment required' } };
		const status = carrier === 'shippo' ? TEST_NUMBERS[number] : undefined;
		const isKnown = isTest ? status !== undefined : KNOWN_CARRIERS.includes(carrier);
		if (!isKnown || !/^\w{6,40}$/.test(number)) {
			return { status: 400, json: { tracking_number: ['Invalid tracking number.'] } };
		}
		const known = tracks.find((one) => one.carrier === carrier && one.tracking_number === number);
		const track =
			known ?? simulated.follow({ carrier, tracking_number: number, transaction: null });
		track.metadata = metadata;
		if (status) simulated.move(track, status);
		return { status: 201, json: track };
	}

	const simulated: SimulatedShippo = {
		...server,
		credential: { apiKey, webhookSecret, apiUrl: server.url },
		webhooks,
		tracks,
		transactions,
		rates,
		calls,
		failures,
		pageSize: 25,
		hasCredit: true,
		follow(more = {}) {
			count += 1;
			const track: ShippoTrack = {
				carrier: 'usps',
				tracking_number: `92055901649173${count}`,
				metadata: null,
				transaction: null,
				eta: null,
				original_eta: null,
				servicelevel: { token: 'usps_priority', name: 'Priority Mail' },
				messages: [],
				address_from: { city: 'Las Vegas', state: 'NV', zip: '89101', country: 'US' },
				address_to: { city: 'Spotsylvania', state: 'VA', zip: '22551', country: 'US' },
				tracking_status: null,
				tracking_history: [],
				...more,
			};
			tracks.push(track);
			return track;
		},
		move(track, status, substatus = null, at = new Date()) {
			count += 1;
			const scan: Scan = {
				object_id: `scan${count}`,
				object_created: at.toISOString(),
				object_updated: at.toISOString(),
				status,
				substatus: substatus && { code: substatus, text: 'In words.', action_required: false },
				// Carriers tell it a while after it was.
				status_date: `${new Date(at.getTime() - 600_000).toISOString().slice(0, 19)}Z`,
				status_details: `It is ${status}`,
				location: { city: 'Las Vegas', state: 'NV', zip: '89101', country: 'US' },
			};
			track.tracking_status = scan;
			track.tracking_history.push({ ...scan, object_id: `history${count}` });
			return simulated.event(track);
		},
		event: (track, more = {}) =>
			JSON.stringify({ event: 'track_updated', test: isTest, data: track, ...more }),
		sign(body, secret) {
			const seconds = Math.floor(Date.now() / 1_000);
			return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
		},
		async post(body) {
			const { event } = JSON.parse(body) as { event: string };
			const posting = webhooks.filter(
				(one) => one.active && one.is_test === isTest && [event, 'all'].includes(one.event),
			);
			return await Promise.all(
				posting.map(async ({ url }) => {
					const headers = {
						'content-type': 'application/json',
						'shippo-api-version': '2018-02-08',
						...(webhookSecret && {
							'shippo-auth-signature': simulated.sign(body, webhookSecret),
						}),
					};
					const { status } = await fetch(url, { method: 'POST', body, headers });
					return status;
				}),
			);
		},
	};
	return simulated;
}
