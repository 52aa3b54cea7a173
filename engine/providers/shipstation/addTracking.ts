import { z } from 'zod/v4';
import { carrierOf } from '../../carriers/carrierOf.ts';
import { orderKey } from '../../parcels/orderKey.ts';
import { line, listOf, requiredId, text } from '../payloadFields.ts';
import { StoreError } from '../storeError.ts';
import type { Tracking, WriteResult } from '../storeSide.ts';
import { callShipStation, readAnswer, type ShipStationConnection } from './client.ts';
import { shipmentData, type ShipStationShipment } from './labelData.ts';
import { readEntity } from './readEntity.ts';

/**
 * Marks an order in ShipStation as shipped with a label from elsewhere. The shop is not told by ShipStation: whoever
 * adds a number here has it from there, or adds it there as well.
 *
 * @see https://docs.shipstation.com/create-fulfillments
 */
export function createAddTracking(now: () => Date) {
	return async (connection: ShipStationConnection, tracking: Tracking): Promise<WriteResult> => {
		const { trackingNumber, notifyCustomer } = tracking;
		const shipment = await shipmentOf(connection, tracking.orderNumber ?? null);
		const known = await knownParcels(connection, shipment.shipment_id, trackingNumber);
		if (known.length > 0) return { changed: false, observations: known, remark: null };
		const fulfillment = {
			shipment_id: shipment.shipment_id,
			tracking_number: trackingNumber,
			carrier_code: await carrierCode(connection, tracking.carrier),
			ship_date: now().toISOString(),
			notify_customer: notifyCustomer,
			notify_order_source: false,
		};
		const json = { fulfillments: [fulfillment] };
		const call = { method: 'POST', path: '/fulfillments', json } as const;
		const { body } = await callShipStation(connection, call);
		const { has_errors: hasErrors, fulfillments = [] } = readAnswer(
			connection,
			'POST /fulfillments',
			createAnswer,
			body,
		);
		const [made] = fulfillments;
		if (hasErrors || made?.error_message) {
			throw new StoreError(
				'rejected',
				`ShipStation does not take ${trackingNumber} for order ${shipment.shipment_number}${made?.error_message ? `: ${made.error_message}` : '.'}`,
				{ status: 200 },
			);
		}
		return {
			changed: true,
			observations: await knownParcels(connection, shipment.shipment_id, trackingNumber),
			remark: null,
		};
	};
}

const createAnswer = z.object({
	has_errors: z.boolean().nullish().catch(null),
	fulfillments: listOf(z.object({ error_message: text })),
});

const shipmentsAnswer = z.object({ shipments: z.array(shipmentData).max(1_000) });

/** @throws StoreError where it is not certain which one is meant */
async function shipmentOf(
	connection: ShipStationConnection,
	orderNumber: string | null,
): Promise<ShipStationShipment> {
	const key = orderKey(orderNumber);
	if (orderNumber === null || key === null) {
		throw new StoreError(
			'rejected',
			'ShipStation finds an order by its number, which is not known here. Its ID in the shop means nothing there.',
		);
	}
	// Some shops put a # before the number, which ShipStation may have or not.
	const spellings = [...new Set([orderNumber.trim(), orderNumber.trim().replace(/^#/, '')])];
	const byId = new Map<string, ShipStationShipment>();
	for (const spelling of spellings) {
		const query = { shipment_number: spelling };
		const call = { method: 'GET', path: '/shipments', query } as const;
		const { body } = await callShipStation(connection, call);
		const { shipments } = readAnswer(connection, 'GET /shipments', shipmentsAnswer, body);
		for (const one of shipments) {
			if (orderKey(one.shipment_number) === key) byId.set(one.shipment_id, one);
		}
	}
	const found = [...byId.values()];
	const [only, ...others] = found;
	if (only !== undefined && others.length === 0) return only;
	throw new StoreError(
		only === undefined ? 'not_found' : 'rejected',
		only === undefined
			? `ShipStation has no order "${orderNumber}".`
			: `ShipStation has ${found.length} orders "${orderNumber}": which one is meant is not certain.`,
	);
}

/** The parcels of a shipment that have a number already, whether by a label or entered by a person. */
async function knownParcels(
	connection: ShipStationConnection,
	shipmentId: string,
	trackingNumber: string,
) {
	const query = new URLSearchParams({
		shipment_id: shipmentId,
		tracking_number: trackingNumber,
	}).toString();
	const labels = await readEntity(connection, 'Shipment', `labels?${query}`);
	return [...labels, ...(await readEntity(connection, 'Shipment', `fulfillments?${query}`))];
}

const carriersAnswer = z.object({
	carriers: z
		.array(z.object({ carrier_code: requiredId, friendly_name: line, nickname: line }))
		.max(1_000),
});

/** ShipStation's code for a carrier: it takes only those of the account. */
async function carrierCode(
	connection: ShipStationConnection,
	carrier: string | null,
): Promise<string> {
	const { body } = await callShipStation(connection, { method: 'GET', path: '/carriers' });
	const { carriers } = readAnswer(connection, 'GET /carriers', carriersAnswer, body);
	const wanted = keyOf(carrier ?? '');
	const page = pageOf(carrier ?? '');
	const known =
		carriers.find(({ carrier_code: code, friendly_name: name, nickname }) =>
			[code, name ?? '', nickname ?? ''].some((word) => wanted !== '' && keyOf(word) === wanted),
		) ?? carriers.find(({ carrier_code: code }) => page !== null && pageOf(code) === page);
	if (known) return known.carrier_code;
	const codes = [...new Set(carriers.map(({ carrier_code: code }) => code))]
		.slice(0, 20)
		.join(', ');
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
