import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

type Row = Record<string, unknown>;
type Label = Row & { label_id: string; shipment_id: string; created_at: string };
type Fulfillment = Row & { fulfillment_id: string; created_at: string };
type Shipment = Row & { shipment_id: string; shipment_number: string };
type Webhook = { webhook_id: string; url: string; event: string };

export type SimulatedShipStation = SimulatedServer & {
	readonly credential: { readonly apiKey: string; readonly apiUrl: string };
	readonly webhooks: Webhook[];
	readonly shipments: Shipment[];
	readonly labels: Label[];
	readonly fulfillments: Fulfillment[];
	/** What carriers say, by label. */
	readonly tracking: Map<string, Row>;
	/** What was asked: `GET /labels?page=1`. */
	readonly calls: string[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
	}>;
	/** The numbers from elsewhere that it was given, as they were given. */
	readonly given: Row[];
	/** Public keys as `/jwks` gives them. */
	readonly keys: unknown[];
	/** Buys a label. Nothing is posted yet. */
	buyLabel(given?: {
		readonly orderNumber?: string;
		readonly at?: Date;
		readonly more?: Row;
		readonly ofShipment?: Row;
	}): Label;
	/** Somebody enters a number from elsewhere. */
	enterNumber(given?: { readonly orderNumber?: string; readonly more?: Row }): Fulfillment;
	/** An order waits to be sent. */
	addOrder(orderNumber: string, more?: Row): Shipment;
	/** The carrier says something. The message about it, as it is posted. */
	say(label: Label, data: Row, at?: Date): string;
	/** What ShipStation sends along with a body. */
	sign(body: string, at?: Date, by?: KeyObject): Promise<Record<string, string>>;
	/** Posts a message to each webhook of its event, signed. What each answered. */
	post(body: string): Promise<number[]>;
	/** Signs with another key from now on, which is published as well. */
	changeKey(): void;
};

const HOST = 'https://api.shipstation.com/v2';

/**
 * ShipStation as its documents of version 2 have it, and as a public collection of captured answers shows it: thin
 * messages but for carriers' reports, RSA signatures with keys that are published, half-filled labels, numbers as texts.
 *
 * @see https://docs.shipstation.com/apis/openapi, https://github.com/pmcgee-personal/shipstation-integration-toolkit
 */
export async function startSimulatedShipStation(
	apiKey = 'key-of-the-account',
): Promise<SimulatedShipStation> {
	let count = 0;
	const next = () => `se-${(count += 1) + 184_976_000}`;
	const webhooks: Webhook[] = [];
	const shipments: Shipment[] = [];
	const labels: Label[] = [];
	const fulfillments: Fulfillment[] = [];
	const tracking = new Map<string, Row>();
	const calls: string[] = [];
	const failures: SimulatedShipStation['failures'] = [];
	const keys: unknown[] = [];
	const numbersGiven: Row[] = [];
	let signing: { readonly id: string; readonly key: KeyObject };
	const error = (status: number, message: string) => ({
		status,
		json: {
			request_id: 'aa3d8e8e-462b-4476-9618-72db7f7b7009',
			errors: [{ error_source: 'shipengine', error_type: 'validation', message }],
		},
	});

	/** A page of what fits, as every list of version 2 is. */
	function page(name: string, all: readonly Row[], { searchParams }: URL, startFilter: string) {
		const {
			page: number = '1',
			page_size: size = '25',
			...filters
		} = Object.fromEntries(searchParams);
		const { [startFilter]: from, sort_by: _by, sort_dir: direction = 'desc', ...exact } = filters;
		const fitting = all
			.filter((one) => Object.entries(exact).every(([field, value]) => one[field] === value))
			.filter((one) => from === undefined || String(one.created_at) >= from)
			.toSorted((a, b) => String(a.created_at).localeCompare(String(b.created_at)));
		const sorted = direction === 'asc' ? fitting : fitting.toReversed();
		const first = (Number(number) - 1) * Number(size);
		return {
			status: 200,
			json: {
				[name]: sorted.slice(first, first + Number(size)),
				total: sorted.length,
				page: Number(number),
				pages: Math.ceil(sorted.length / Number(size)),
				links: {},
			},
		};
	}

	function answerTo(method: string, url: URL, body: Row) {
		const path = url.pathname.replace('/v2', '');
		const [, root, id, verb] = path.split('/');
		const label = labels.find(({ label_id: own }) => own === id);
		switch (`${method} /${root}`) {
			case 'GET /labels': {
				if (id === undefined) return page('labels', labels, url, 'created_at_start');
				if (!label) return error(404, 'label_id not found');
				if (verb !== 'track') return { status: 200, json: label };
				return {
					status: 200,
					json: tracking.get(id) ?? {
						tracking_number: label.tracking_number,
						status_code: 'NY',
						status_description: 'Not Yet In System',
						events: [],
					},
				};
			}
			case 'PUT /labels': {
				if (!label) return error(404, 'label_id not found');
				if (tracking.get(id!)?.status_code === 'DE') {
					return {
						status: 200,
						json: { approved: false, message: 'The label was used, and cannot be voided.' },
					};
				}
				Object.assign(label, {
					voided: true,
					status: 'voided',
					voided_at: new Date().toISOString(),
				});
				return { status: 200, json: { approved: true, message: 'Voided.' } };
			}
			case 'GET /shipments': {
				if (id === undefined) return page('shipments', shipments, url, 'created_at_start');
				const shipment = shipments.find(({ shipment_id: own }) => own === id);
				return shipment ? { status: 200, json: shipment } : error(404, 'shipment_id not found');
			}
			case 'GET /fulfillments':
				return page('fulfillments', fulfillments, url, 'create_date_start');
			case 'POST /fulfillments': {
				const [given] = body.fulfillments as Row[];
				numbersGiven.push(given!);
				const shipment = shipments.find(({ shipment_id: own }) => own === given!.shipment_id);
				if (!shipment || given!.tracking_number === 'REFUSED') {
					const message = 'The tracking number is not one of this carrier.';
					return {
						status: 200,
						json: { has_errors: true, fulfillments: [{ ...given, error_message: message }] },
					};
				}
				const { tracking_number, shipment_id } = given!;
				const more = { tracking_number, shipment_id };
				const made = simulated.enterNumber({ orderNumber: shipment.shipment_number, more });
				return { status: 200, json: { has_errors: false, fulfillments: [made] } };
			}
			case 'GET /carriers':
				return {
					status: 200,
					json: {
						carriers: [
							{ carrier_id: 'se-1', carrier_code: 'ups', friendly_name: 'UPS', nickname: 'Ours' },
							{
								carrier_id: 'se-2',
								carrier_code: 'stamps_com',
								friendly_name: 'Stamps.com',
								nickname: 'Ours',
							},
						],
					},
				};
			case 'GET /environment':
				return { status: 200, json: webhooks };
			case 'POST /environment': {
				const { url: to, event } = body as { url: string; event: string };
				const made = { webhook_id: next(), url: to, event };
				webhooks.push(made);
				return { status: 200, json: made };
			}
			case 'DELETE /environment': {
				const at = webhooks.findIndex(({ webhook_id: own }) => own === verb);
				if (at < 0) return error(404, 'webhook_id not found');
				webhooks.splice(at, 1);
				return { status: 204 };
			}
			default:
				return error(404, 'Not found');
		}
	}

	const server = await startServer(
		answering(async (request, body, url) => {
			if (url.pathname === '/jwks') return { status: 200, json: { keys } };
			calls.push(`${request.method} ${url.pathname.replace('/v2', '')}${url.search}`);
			const failure = failures.shift();
			if (failure) return { ...error(failure.status, 'Not now.'), ...failure };
			if (request.headers['api-key'] !== apiKey) return error(401, 'Invalid API key');
			return answerTo(
				request.method ?? '',
				url,
				body.length > 0 ? (JSON.parse(body.toString()) as Row) : {},
			);
		}),
	);

	const simulated: SimulatedShipStation = {
		...server,
		credential: { apiKey, apiUrl: server.url },
		webhooks,
		shipments,
		labels,
		fulfillments,
		tracking,
		calls,
		failures,
		keys,
		given: numbersGiven,
		addOrder(orderNumber, more = {}) {
			const shipment = {
				shipment_id: next(),
				shipment_number: orderNumber,
				external_shipment_id: null,
				external_order_id: null,
				created_at: new Date().toISOString(),
				shipment_status: 'label_purchased',
				is_return: false,
				ship_to: {
					name: 'Ada May Lovelace',
					phone: '555-555-5555',
					email: 'ada@example.com',
					company_name: '',
					address_line1: '525 S Winchester Blvd',
					address_line2: '',
					address_line3: null,
					city_locality: 'San Jose',
					state_province: 'CA',
					postal_code: '95128-2537',
					country_code: 'US',
				},
				items: [
					{
						item_id: '1402729900510',
						external_order_item_id: null,
						product_id: '6815803',
						sku: 'SOCK-1',
						name: 'Wool socks',
						quantity: 2,
					},
				],
				...more,
			};
			shipments.push(shipment);
			return shipment;
		},
		buyLabel({ orderNumber = '100044', at = new Date(), more = {}, ofShipment = {} } = {}) {
			const { shipment_id } = simulated.addOrder(orderNumber, ofShipment);
			const number = `1Z932R8003908${count}`;
			const label = {
				label_id: next(),
				status: 'completed',
				shipment_id,
				external_shipment_id: null,
				external_order_id: null,
				ship_date: '2026-02-28T08:00:00Z',
				created_at: at.toISOString(),
				tracking_number: number,
				tracking_url: `https://www.ups.com/track?tracknum=${number}`,
				is_return_label: false,
				batch_id: `se-${count}`,
				service_code: 'ups_ground',
				carrier_code: 'ups',
				voided: false,
				voided_at: null,
				trackable: true,
				tracking_status: 'in_transit',
				packages: [{ package_id: 147_972_534, tracking_number: number, sequence: 1 }],
				ship_to: { name: 'Ada May Lovelace', postal_code: '95128-2537', country_code: 'US' },
				...more,
			};
			labels.push(label);
			return label;
		},
		enterNumber({ orderNumber = '100045', more = {} } = {}) {
			const fulfillment = {
				fulfillment_id: next(),
				shipment_id: next(),
				shipment_number: orderNumber,
				tracking_number: `3831466${count}`,
				created_at: new Date().toISOString(),
				ship_date: '2026-02-28T08:00:00Z',
				voided_at: null,
				delivered_at: null,
				fulfillment_carrier_friendly_name: 'FedEx',
				fulfillment_provider_code: 'external',
				fulfillment_service_code: 'ext',
				voided: false,
				ship_to: { name: 'Ada May Lovelace', postal_code: '95128-2537', country_code: 'US' },
				...more,
			};
			fulfillments.push(fulfillment);
			return fulfillment;
		},
		say(label, data, at = new Date()) {
			const told = {
				tracking_number: label.tracking_number,
				tracking_url: label.tracking_url,
				status_detail_code: null,
				carrier_code: 'ups',
				carrier_id: 3,
				ship_date: null,
				estimated_delivery_date: null,
				actual_delivery_date: null,
				exception_description: null,
				carrier_status_description: null,
				events: [
					{
						occurred_at: at.toISOString().replace('.000Z', 'Z'),
						carrier_occurred_at: '2026-03-01T05:00:00',
					},
				],
				...data,
			};
			tracking.set(label.label_id, told);
			return JSON.stringify({
				resource_url: `${HOST}/labels/${label.label_id}/track`,
				resource_type: 'TRACK_EVENT_V2',
				data: told,
			});
		},
		async sign(body, at = new Date(), by = signing.key) {
			// By the library of Web Crypto, for ours checks with that of Node.js.
			const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
			const der = by.export({ format: 'der', type: 'pkcs8' });
			const key = await crypto.subtle.importKey('pkcs8', der, algorithm, false, ['sign']);
			const timestamp = at.toISOString();
			const signed = new TextEncoder().encode(`${timestamp}.${body}`);
			const signature = await crypto.subtle.sign(algorithm.name, key, signed);
			return {
				'content-type': 'application/json',
				'x-shipengine-rsa-sha256-key-id': signing.id,
				'x-shipengine-rsa-sha256-signature': Buffer.from(signature).toString('base64'),
				'x-shipengine-timestamp': timestamp,
			};
		},
		async post(body) {
			const event = String((JSON.parse(body) as Row).resource_type).toLowerCase();
			const headers = await simulated.sign(body);
			const posting = webhooks.filter((one) => one.event === event);
			return await Promise.all(
				posting.map(
					async ({ url }) => (await fetch(url, { method: 'POST', body, headers })).status,
				),
			);
		},
		changeKey() {
			const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
			const id = `key-${keys.length + 1}`;
			signing = { id, key: privateKey };
			keys.push({ ...publicKey.export({ format: 'jwk' }), kid: id, use: 'sig', alg: 'RS256' });
		},
	};
	simulated.changeKey();
	return simulated;
}
