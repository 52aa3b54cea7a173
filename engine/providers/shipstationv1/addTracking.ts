import { z } from 'zod/v4';
import { carrierOf } from '../../carriers/carrierOf.ts';
import { orderKey } from '../../parcels/orderKey.ts';
import { amount, line, requiredId } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { callShipStation, readAnswer, type ShipStationV1Connection } from './client.ts';
import { toPacific } from './pacificTime.ts';
import { readEntity } from './readEntity.ts';

/**
 * Marks an order in ShipStation as shipped with a label from elsewhere. The shop is not told by ShipStation: whoever
 * adds a number here has it from there, or adds it there as well.
 *
 * @see https://docs.shipstation.com/apis/shipstation-v1/openapi/orders/mark_order_as_shipped
 */
export function createAddTracking(now: () => Date) {
	return async (connection: ShipStationV1Connection, tracking: Tracking): Promise<WriteResult> => {
		const { trackingNumber, notifyCustomer } = tracking;
		const orderId = await orderIdOf(connection, tracking.orderNumber ?? null);
		const known = await knownParcels(connection, orderId, trackingNumber);
		if (known.length > 0) return { changed: false, observations: known, remark: null };
		const json = {
			orderId: Number(orderId),
			carrierCode: await carrierCode(connection, tracking.carrier),
			shipDate: toPacific(now()).slice(0, 'yyyy-mm-dd'.length),
			trackingNumber,
			notifyCustomer,
			notifySalesChannel: false,
		};
		await callShipStation(connection, { method: 'POST', path: '/orders/markasshipped', json });
		const observations = await knownParcels(connection, orderId, trackingNumber);
		return { changed: true, observations, remark: null };
	};
}

const ordersAnswer = z.object({
	// `null` where nothing fits.
	orders: z
		.array(z.object({ orderId: requiredId, orderNumber: line }))
		.max(1_000)
		.nullable()
		.transform((orders) => orders ?? []),
	pages: amount,
});
/** Version 1 finds all whose number begins so: of `1`, that may be most. */
const PAGE_SIZE = '500';
const MOST_PAGES = 5;

/** @throws StoreError where it is not certain which one is meant */
async function orderIdOf(
	connection: ShipStationV1Connection,
	orderNumber: string | null,
): Promise<string> {
	const key = orderKey(orderNumber);
	if (orderNumber === null || key === null) {
		throw new StoreError(
			'rejected',
			'ShipStation finds an order by its number, which is not known here. Its ID in the shop means nothing there.',
		);
	}
	// Some shops put a # before the number, which ShipStation may have or not.
	const spellings = [...new Set([orderNumber.trim(), orderNumber.trim().replace(/^#/, '')])];
	const found = new Set<string>();
	for (const spelling of spellings) {
		for (let page = 1; page <= MOST_PAGES; page += 1) {
			const query = { orderNumber: spelling, page: String(page), pageSize: PAGE_SIZE };
			const call = { method: 'GET', path: '/orders', query } as const;
			const { body } = await callShipStation(connection, call);
			const { orders, pages } = readAnswer(connection, 'GET /orders', ordersAnswer, body);
			for (const one of orders) if (orderKey(one.orderNumber) === key) found.add(one.orderId);
			if (page >= (pages ?? 1)) break;
		}
	}
	const [only, ...others] = found;
	if (only !== undefined && others.length === 0) return only;
	throw new StoreError(
		only === undefined ? 'not_found' : 'rejected',
		only === undefined
			? `ShipStation has no order "${orderNumber}".`
			: `ShipStation has ${found.size} orders "${orderNumber}": which one is meant is not certain.`,
	);
}

/** The parcels of an order that have a number already, whether by a label or entered by a person. */
async function knownParcels(
	connection: ShipStationV1Connection,
	orderId: string,
	trackingNumber: string,
) {
	const query = new URLSearchParams({ orderId, trackingNumber }).toString();
	const labels = await readEntity(connection, 'Shipment', `shipments?${query}`);
	return [...labels, ...(await readEntity(connection, 'Shipment', `fulfillments?${query}`))];
}

const carriersAnswer = z
	.array(z.object({ code: requiredId, name: line, nickname: line }))
	.max(1_000);

/** ShipStation's code for a carrier. */
async function carrierCode(
	connection: ShipStationV1Connection,
	carrier: string | null,
): Promise<string> {
	const { body } = await callShipStation(connection, { method: 'GET', path: '/carriers' });
	const carriers = readAnswer(connection, 'GET /carriers', carriersAnswer, body);
	const wanted = keyOf(carrier ?? '');
	const page = pageOf(carrier ?? '');
	const known =
		carriers.find(({ code, name, nickname }) =>
			[code, name ?? '', nickname ?? ''].some((word) => wanted !== '' && keyOf(word) === wanted),
		) ?? carriers.find(({ code }) => page !== null && pageOf(code) === page);
	if (known) return known.code;
	const codes = [...new Set(carriers.map(({ code }) => code))].slice(0, 20).join(', ');
	throw new StoreError(
		'rejected',
		`ShipStation needs the carrier of ${carrier ? `this number, and has none that is called "${carrier}"` : 'the number'}. Its carriers are ${codes || 'none'}: name one of them, or connect the carrier in ShipStation.`,
	);
}

/**
 * ShipStation calls a carrier by whose account pays: the USPS is `stamps_com` there. By its page, one carrier is the
 * same in all spellings; `null` for one that is not known.
 */
const pageOf = (word: string) => carrierOf(word, 'NUMBER').trackingUrl;

const keyOf = (word: string) => word.toLowerCase().replace(/[^a-z0-9]/g, '');
