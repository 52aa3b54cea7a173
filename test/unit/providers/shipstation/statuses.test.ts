import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHIPMENT_STATUSES } from '../../../../engine/events/statuses.ts';
import {
	carriersStatus,
	LABEL_STATUSES,
	labelStatus,
	STATUSES,
} from '../../../../engine/providers/shipstation/statuses.ts';

/** ShipStation's complete list, in the order of its specification. */
const DETAILS =
	`CARRIER_STATUS_NOT_MAPPED SHIPMENT_CREATED AWAITING_PICKUP_DROP_OFF DROPPED_OFF ELEC_ADVICE_RECD_BY_CARRIER
	PICKED_UP CUSTOMS_CLEARED CUSTOMS_PROCESSING DELIVERY_ARRANGED_WITH_RECIPIENT HUB_SCAN_OUT HUB_SCAN_IN IN_TRANSIT
	INFORMATION PARCEL_OVER_LABELLED PARCEL_UPDATE_NOTIFICATION RECEIVED_BY_CARRIER RECEIVED_LOCAL_DELIVERY_DEPOT
	SUB_CONTRACTOR_EVENT SUB_CONTRACTOR_RECEIVED PARCEL_REDIRECTED DELIVERY_SCHEDULED HUB_PROCESSING
	DELIVERY_RESCHEDULED ATTEMPTED_DELIVERY ATTEMPTED_DELIVERY_FINAL COD_AMOUNT_PAID CUSTOMER_CARDED OUT_FOR_DELIVERY
	AWAITING_COLLECTION_FROM_PICKUP_POINT COLLECT_AT_LOCAL_PO CUSTOMER_TO_COLLECT_FROM_CARRIER DELIVERED_TO_RECEPTION
	DELIVERED DELIVERED_DAMAGED DELIVERED_IN_PART DELIVERED_SPECIFIED_SAFE_PLACE
	DELIVERED_TO_ALTERNATIVE_DELIVERY_LOCATION DELIVERED_TO_NEIGHBOUR DELIVERED_TO_PO_BOX
	PARCEL_COLLECTED_FROM_PICKUP_POINT POST_TRANSIT_STATUS PROOF_OF_DELIVERY PICKUP_FAILED NOT_YET_RECEIVED_BY_CARRIER
	PARCEL_DAMAGED ADDRESS_QUERY CARRIER_DELAYS DELAYED_NOT_CARRIER HELD_BY_CARRIER
	HELD_BY_CARRIER_FOR_CLEARANCE_PRE_PROCESSING HELD_BY_CUSTOMS INCORRECT_DECLARATION MISROUTED PARCEL_REPACKED
	RECD_BY_CARRIER_NO_ELEC_ADVICE COD_AMOUNT_NOT_PAID CUSTOMER_IDENTIFICATION_FAILED NO_ACCESS_TO_RECIPIENTS_ADDRESS
	CANCELLED CUSTOMER_MOVED HAZARDOUS_PROHIBITED NOT_COLLECTED_FROM_PICKUP_POINT NOT_DELIVERED
	NOT_DELIVERED_ADDRESSEE_DECEASED PARCEL_DISPOSED PARCEL_LOST PARCEL_OUTSIDE_OF_SERVICE_CAPABILITY
	REFUSED_BY_CUSTOMER RETURN_TO_SENDER UNSPECIFIED_EXCEPTION TRACKING_EXPIRED DUTY_NOT_PAID
	PARCEL_REDIRECTED_BY_CARRIER DELIVERED_TO_PICKUP_POINT UNDELIVERABLE_RETURNED_TO_SENDER`.split(
		/\s+/,
	);

/** What each code means here, whatever the detail, and what the details mean that say more. */
const MEANT: Record<string, [ofCode: string | null, ofDetails?: Record<string, string>]> = {
	UN: [null],
	NY: ['label_created'],
	AC: [
		'label_created',
		{ in_transit: 'DROPPED_OFF PICKED_UP RECEIVED_BY_CARRIER RECD_BY_CARRIER_NO_ELEC_ADVICE' },
	],
	IT: [
		'in_transit',
		{
			out_for_delivery: 'OUT_FOR_DELIVERY',
			delayed:
				'CARRIER_DELAYS DELAYED_NOT_CARRIER HELD_BY_CARRIER HELD_BY_CARRIER_FOR_CLEARANCE_PRE_PROCESSING HELD_BY_CUSTOMS DELIVERY_RESCHEDULED MISROUTED INCORRECT_DECLARATION',
		},
	],
	AT: ['attempted'],
	SP: ['ready_for_pickup'],
	DE: ['delivered'],
	EX: [
		'failed',
		{
			returned: 'RETURN_TO_SENDER NOT_COLLECTED_FROM_PICKUP_POINT UNDELIVERABLE_RETURNED_TO_SENDER',
			cancelled: 'CANCELLED',
			delayed:
				'CARRIER_DELAYS DELAYED_NOT_CARRIER HELD_BY_CARRIER HELD_BY_CARRIER_FOR_CLEARANCE_PRE_PROCESSING HELD_BY_CUSTOMS ADDRESS_QUERY DUTY_NOT_PAID PICKUP_FAILED',
			attempted:
				'NO_ACCESS_TO_RECIPIENTS_ADDRESS COD_AMOUNT_NOT_PAID CUSTOMER_IDENTIFICATION_FAILED',
			'': 'TRACKING_EXPIRED',
		},
	],
};

const told = (code: string | null, detail: string | null = null, more: object = {}) =>
	carriersStatus({ code, detail, description: null, said: null, ...more });

describe("what a carrier says through ShipStation's codes", () => {
	const cases = Object.entries(MEANT).flatMap(([code, [ofCode, ofDetails = {}]]) => [
		[code, null, ofCode] as const,
		...DETAILS.map((detail) => {
			const special = Object.entries(ofDetails).find(([, words]) =>
				words.split(' ').includes(detail),
			);
			return [code, detail, special ? special[0] || null : ofCode] as const;
		}),
	]);

	it.each(cases)('%s %s is %s', (code, detail, status) => {
		const nativeStatus = detail ?? code;
		expect(told(code, detail)).toEqual(
			status === null ? { nativeStatus } : { status, nativeStatus },
		);
		if (status !== null) expect(SHIPMENT_STATUSES).toContain(status);
	});

	it('is known for every code of the list', () => {
		expect(STATUSES.map(({ code }) => code).toSorted()).toEqual(Object.keys(MEANT).toSorted());
		for (const { details = {} } of STATUSES) {
			for (const detail of Object.keys(details)) expect(DETAILS).toContain(detail);
		}
	});

	it.each(['Out for Delivery', 'OUT FOR DELIVERY', ' out for delivery ', 'Out For Delivery Today'])(
		'is out for delivery where UPS says so in words alone: %j',
		(said) => {
			expect(told('IT', null, { said }).status).toBe('out_for_delivery');
			expect(told('IT', 'MISROUTED', { said }).status).toBe('delayed');
			expect(told('DE', null, { said }).status).toBe('delivered');
		},
	);

	it('is read in another case, and shown in the words of ShipStation', () => {
		expect(told('de', 'delivered')).toEqual({ status: 'delivered', nativeStatus: 'delivered' });
		expect(told('IT', null, { description: 'In Transit' }).nativeStatus).toBe('In Transit');
	});

	it.each(['ZZ', '', 'constructor', null])('is unknown for a code that is new: %j', (code) => {
		expect(told(code)).toEqual({ status: 'unknown', nativeStatus: code });
	});

	it('says what its code says where the detail is new', () => {
		expect(told('EX', 'ABDUCTED')).toEqual({ status: 'failed', nativeStatus: 'ABDUCTED' });
		expect(told('IT', 'constructor').status).toBe('in_transit');
	});
});

describe('the status of a label before its carrier has said anything', () => {
	it.each([
		['processing', 'pending'],
		['completed', 'label_created'],
		['error', 'failed'],
		['voided', 'cancelled'],
		['lost', 'unknown'],
	])('%s is %s', (nativeStatus, status) => {
		expect(labelStatus(nativeStatus)).toEqual({ status, nativeStatus });
	});

	it.each([
		['completed', 'delivered', 'delivered'],
		['completed', 'in_transit', 'label_created'],
		['completed', 'error', 'label_created'],
		['voided', 'delivered', 'cancelled'],
		['processing', 'in_transit', 'pending'],
	])('%s is, where its carrier has said %s, %s', (word, tracked, status) => {
		expect(labelStatus(word, tracked).status).toBe(status);
	});

	it('is unknown without a word', () => {
		expect(labelStatus(null)).toEqual({ status: 'unknown', nativeStatus: null });
	});
});

it('every status of ShipStation stands in the table of docs/carriers.md', async () => {
	const page = await readFile(join(__dirname, '../../../../docs/carriers.md'), 'utf8');
	const [section] = page.split('\n## ShipStation\n')[1]!.split('\n## ');
	const rows = new Map(
		[...section!.matchAll(/^\| (?:`(\w+)`|as it was) +\| (.*?) +\|$/gm)].map(
			([, status = '', words]) => [status, words!] as const,
		),
	);
	for (const [code, [ofCode, ofDetails = {}]] of Object.entries(MEANT)) {
		expect(rows.get(ofCode ?? '')).toMatch(new RegExp(`\\b${code}\\b`));
		for (const [status, words] of Object.entries(ofDetails)) {
			for (const word of words.split(' ')) expect(rows.get(status)).toContain(word);
		}
	}
	for (const [word, status] of Object.entries(LABEL_STATUSES)) {
		expect(rows.get(status)).toContain(`label ${word}`);
	}
});
