import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

type Row = Record<string, unknown>;
type Order = Row & { orderId: number; orderNumber: string };
type Shipment = Row & { shipmentId: number; orderId: number };
type Fulfillment = Row & { fulfillmentId: number };

export type SimulatedShipStationV1 = SimulatedServer & {
	readonly credential: {
		readonly apiKey: string;
		readonly apiSecret: string;
		readonly apiUrl: string;
	};
	readonly webhooks: Row[];
	readonly orders: Order[];
	readonly shipments: Shipment[];
	readonly fulfillments: Fulfillment[];
	/** What was asked: `GET /shipments?page=1`. */
	readonly calls: string[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
	}>;
	addOrder(orderNumber: string, more?: Row): Order;
	/** Buys a label. Nothing is posted yet. */
	buyLabel(given?: {
		readonly orderNumber?: string;
		readonly at?: Date;
		readonly more?: Row;
	}): Shipment;
	/** Somebody enters a number from elsewhere. */
	enterNumber(given?: { readonly orderNumber?: string; readonly more?: Row }): Fulfillment;
	/** Posts a message to each webhook for it. What each answered. */
	post(type: string, place: string): Promise<number[]>;
};

/** By the clocks of the Pacific coast, without a zone. */
export const pacific = (at: Date): string =>
	`${at.toLocaleString('sv-SE', { timeZone: 'America/Los_Angeles' }).replace(' ', 'T')}.${String(at.getMilliseconds()).padStart(3, '0')}0000`;

/**
 * ShipStation as its documents of version 1 have it: thin messages without a signature, times without a zone, ids as
 * numbers, `null` for an empty list, and order numbers that are found by how they begin.
 *
 * @see https://docs.shipstation.com/apis/shipstation-v1
 */
export async function startSimulatedShipStationV1(
	keys = { apiKey: 'key-of-the-account', apiSecret: 'secret-of-the-account' },
): Promise<SimulatedShipStationV1> {
	let count = 0;
	const next = () => (count += 1) + 94_113_000;
	const webhooks: Row[] = [];
	const orders: Order[] = [];
	const shipments: Shipment[] = [];
	const fulfillments: Fulfillment[] = [];
	const calls: string[] = [];
	const failures: SimulatedShipStationV1['failures'] = [];
	const basic = `Basic ${Buffer.from(`${keys.apiKey}:${keys.apiSecret}`).toString('base64')}`;
	const notFound = { status: 404, json: { Message: 'Not found.' } };

	function page(name: string, all: readonly Row[], { searchParams }: URL) {
		const {
			page: number = '1',
			pageSize: size = '100',
			sortBy: _by,
			sortDir: _direction,
			includeShipmentItems,
			createDateStart = '',
			voidDateStart,
			...exact
		} = Object.fromEntries(searchParams);
		const naive = (time: unknown) => String(time ?? '').replace('T', ' ');
		const fitting = all
			.filter((one) =>
				Object.entries(exact).every(([field, value]) =>
					name === 'orders' ? String(one[field]).startsWith(value) : String(one[field]) === value,
				),
			)
			.filter((one) => naive(one.createDate) >= createDateStart)
			.filter((one) => voidDateStart === undefined || naive(one.voidDate) >= voidDateStart)
			.toSorted((a, b) => String(a.createDate).localeCompare(String(b.createDate)));
		const first = (Number(number) - 1) * Number(size);
		const found = fitting.slice(first, first + Number(size)).map((one) => ({
			...one,
			...(name === 'shipments' && includeShipmentItems !== 'true' && { shipmentItems: null }),
		}));
		return {
			status: 200,
			json: {
				[name]: found.length > 0 ? found : null,
				total: fitting.length,
				page: Number(number),
				pages: Math.ceil(fitting.length / Number(size)),
			},
		};
	}

	function answerTo(method: string, url: URL, body: Row) {
		switch (`${method} ${url.pathname.replace(/\/\d+$/, '/{id}')}`) {
			case 'GET /shipments':
				return page('shipments', shipments, url);
			case 'GET /fulfillments':
				return page('fulfillments', fulfillments, url);
			case 'GET /orders':
				return page('orders', orders, url);
			case 'GET /carriers':
				return {
					status: 200,
					json: [
						{ name: 'UPS', code: 'ups', nickname: null },
						{ name: 'Stamps.com', code: 'stamps_com', nickname: 'Ours' },
					],
				};
			case 'POST /orders/markasshipped': {
				const order = orders.find(({ orderId }) => orderId === body.orderId);
				if (!order) return notFound;
				const { trackingNumber, carrierCode, orderId } = body;
				const more = { trackingNumber, carrierCode, orderId };
				simulated.enterNumber({ orderNumber: order.orderNumber, more });
				return { status: 200, json: { orderId, orderNumber: order.orderNumber } };
			}
			case 'POST /shipments/voidlabel': {
				const shipment = shipments.find(({ shipmentId }) => shipmentId === body.shipmentId);
				if (!shipment) return notFound;
				if (shipment.wasUsed) {
					return { status: 200, json: { approved: false, message: 'The label was used.' } };
				}
				Object.assign(shipment, { voided: true, voidDate: pacific(new Date()) });
				return { status: 200, json: { approved: true, message: 'Label voided.' } };
			}
			case 'GET /webhooks':
				return { status: 200, json: { webhooks } };
			case 'POST /webhooks/subscribe': {
				const id = next();
				const { target_url: Url, event: HookType, friendly_name: Name } = body;
				webhooks.push({ WebHookID: id, HookType, Url, Name, StoreID: null, Active: true });
				return { status: 200, json: { id } };
			}
			case 'DELETE /webhooks/{id}': {
				const id = Number(url.pathname.split('/').at(-1));
				const at = webhooks.findIndex(({ WebHookID }) => WebHookID === id);
				if (at < 0) return notFound;
				webhooks.splice(at, 1);
				return { status: 200 };
			}
			default:
				return notFound;
		}
	}

	const server = await startServer(
		answering(async (request, body, url) => {
			calls.push(`${request.method} ${url.pathname}${url.search}`);
			const failure = failures.shift();
			if (failure) return { json: { Message: 'Not now.' }, ...failure };
			if (request.headers.authorization !== basic) return { status: 401, html: '401 Unauthorized' };
			const json = body.length > 0 ? (JSON.parse(body.toString()) as Row) : {};
			return answerTo(request.method ?? '', url, json);
		}),
	);

	const shipTo = {
		name: 'Ada May Lovelace',
		company: null,
		street1: '525 S Winchester Blvd',
		street2: '',
		street3: null,
		city: 'San Jose',
		state: 'CA',
		postalCode: '95128-2537',
		country: 'US',
		phone: '555-555-5555',
		residential: null,
	};
	const simulated: SimulatedShipStationV1 = {
		...server,
		credential: { ...keys, apiUrl: server.url },
		webhooks,
		orders,
		shipments,
		fulfillments,
		calls,
		failures,
		addOrder(orderNumber, more = {}) {
			const order = { orderId: next(), orderKey: 'a-key', orderNumber, ...more };
			orders.push(order);
			return order;
		},
		buyLabel({ orderNumber = '100044', at = new Date(), more = {} } = {}) {
			const shipment = {
				shipmentId: next(),
				orderId: next(),
				orderKey: '8061c220f0794a9b92460b8bae6837e4',
				userId: '123456AB-ab12-3c4d-5e67-89f1abc1defa',
				customerEmail: 'ada@example.com',
				orderNumber,
				createDate: pacific(at),
				shipDate: '2026-03-01',
				shipmentCost: 1.93,
				trackingNumber: `1Z932R8003908${count}`,
				isReturnLabel: false,
				batchNumber: `1001${count}`,
				carrierCode: 'ups',
				serviceCode: 'ups_ground',
				voided: false,
				voidDate: null,
				marketplaceNotified: false,
				shipTo,
				shipmentItems: [
					{
						orderItemId: 56568665,
						lineItemKey: null,
						sku: 'SOCK-1',
						name: 'Wool socks',
						quantity: 2,
						productId: 7565777,
					},
				],
				batchId: count,
				...more,
			};
			shipments.push(shipment);
			return shipment;
		},
		enterNumber({ orderNumber = '100045', more = {} } = {}) {
			const fulfillment = {
				fulfillmentId: next(),
				orderId: next(),
				orderNumber,
				customerEmail: 'ada@example.com',
				trackingNumber: `3831466${count}`,
				createDate: pacific(new Date()),
				shipDate: '2026-03-01T00:00:00.0000000',
				voidDate: null,
				deliveryDate: null,
				carrierCode: 'fedex',
				fulfillmentProviderCode: 'external',
				fulfillmentServiceCode: 'ext',
				voided: false,
				shipTo,
				...more,
			};
			fulfillments.push(fulfillment);
			return fulfillment;
		},
		async post(type, place) {
			const body = JSON.stringify({
				resource_url: `https://ssapi6.shipstation.com/${place}`,
				resource_type: type,
			});
			const posting = webhooks.filter(({ HookType }) => HookType === type);
			return await Promise.all(
				posting.map(async ({ Url }) => (await fetch(String(Url), { method: 'POST', body })).status),
			);
		},
	};
	return simulated;
}
