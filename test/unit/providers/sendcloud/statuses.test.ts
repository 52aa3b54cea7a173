import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SHIPMENT_STATUSES } from '../../../../engine/events/statuses.ts';
import { statusFields, STATUSES } from '../../../../engine/providers/sendcloud/statuses.ts';

/** Sendcloud's list, by the number that a status has in version 2, and what each means here. */
const MEANT = {
	pending: [999, 1001],
	label_created: [1, 13, 94, 1000],
	in_transit: [3, 5, 6, 7, 22, 91, 62989, 62990, 62993, 62995],
	out_for_delivery: [92],
	ready_for_pickup: [12],
	delivered: [11, 93],
	attempted: [8],
	delayed: [4, 15, 62994],
	failed: [80, 1002, 62991, 62996, 62997],
	returned: [62992],
	cancelled: [1998, 2000],
	unknown: [1337],
	'': [1999, 2001],
};

/** What `GET /api/v3/parcels/statuses` gives, with the number of the same status in version 2. */
const OF_VERSION_3: ReadonlyArray<readonly [string, number]> = [
	['READY_TO_SEND', 1000],
	['ANNOUNCED', 1],
	['ANNOUNCING', 1001],
	['TO_SORTING', 3],
	['SORTING', 7],
	['SORTED', 5],
	['UNSORTED', 6],
	['AT_SORTING_CENTRE', 62990],
	['SHIPMENT_ON_ROUTE', 91],
	['DRIVER_ON_ROUTE', 92],
	['PICKED_UP_BY_DRIVER', 22],
	['DELAYED', 4],
	['DELIVERY_FAILED', 8],
	['DELIVERED', 11],
	['AWAITING_CUSTOMER_PICKUP', 12],
	['COLLECTED_BY_CUSTOMER', 93],
	['ANNOUNCED_UNCOLLECTED', 13],
	['COLLECT_ERROR', 15],
	['UNDELIVERABLE', 80],
	['NO_LABEL', 999],
	['CANCELLING_UPSTREAM', 2001],
	['CANCELLING', 1999],
	['CANCELLED', 2000],
	['CANCELLED_UPSTREAM', 1998],
	['CANCELLATION_FAILED', 94],
	['UNKNOWN', 1337],
	['ANNOUNCEMENT_FAILED', 1002],
	['AT_CUSTOMS', 62989],
	['REFUSED_BY_RECIPIENT', 62991],
	['RETURNED_TO_SENDER', 62992],
	['DELIVERY_METHOD_CHANGED', 62993],
	['DELIVERY_DATE_CHANGED', 62994],
	['DELIVERY_ADDRESS_CHANGED', 62995],
	['EXCEPTION', 62996],
	['ADDRESS_INVALID', 62997],
];

const capitals = (message: string) => message.toUpperCase().replace(/[^A-Z]+/g, '_');

describe('the status of a Sendcloud parcel', () => {
	it('is known for each of the list', () => {
		const known = Object.entries(MEANT).flatMap(([status, ids]) =>
			ids.map((id) => [id, status || null]),
		);
		expect(STATUSES.map(({ id, status }) => [id, status]).toSorted()).toEqual(known.toSorted());
		for (const { status } of STATUSES) if (status) expect(SHIPMENT_STATUSES).toContain(status);
	});

	it.each(STATUSES.map((row) => [row.message, row] as const))(
		'%s is read by its code, and by its message where the code is not known',
		(message, { codes, status }) => {
			const expected = { nativeStatus: message, ...(status && { status }) };
			for (const code of [...codes, capitals(message)]) {
				expect(statusFields({ code, message })).toEqual(expected);
				expect(statusFields({ code, message: null }).status).toBe(status ?? undefined);
			}
			expect(statusFields({ code: 'SOMETHING_NEW', message })).toEqual(expected);
			expect(statusFields({ code: null, message })).toEqual(expected);
		},
	);

	it.each(OF_VERSION_3)('has in version 3 the code %s', (code, id) => {
		const { message, status } = STATUSES.find((row) => row.id === id)!;
		const fields = { nativeStatus: code, ...(status && { status }) };
		expect(statusFields({ code, message: null })).toEqual(fields);
		expect(statusFields({ code, message })).toEqual({ ...fields, nativeStatus: message });
	});

	it('is none where Sendcloud tells none: what is known stays', () => {
		expect(statusFields({ code: null, message: undefined })).toEqual({});
	});

	it('stands in the table of docs/carriers.md', async () => {
		const page = await readFile(join(__dirname, '../../../../docs/carriers.md'), 'utf8');
		const rows = [...page.matchAll(/^\| (?:`(\w+)`|as it was) +\| (.*?) +\|$/gm)].map(
			([, status = null, words]) => [status, words!] as const,
		);
		for (const { message, status } of STATUSES) {
			const words = rows.find(([of]) => of === status)?.[1];
			expect(words?.split(', ')).toContain(message);
		}
	});

	it('has no word that stands for two', () => {
		const of = STATUSES.map(({ message, codes }) => new Set([capitals(message), ...codes]));
		const words = of.flatMap((row) => [...row]);
		expect(new Set(words).size).toBe(words.length);
	});

	it('is unknown for a word that is new, with the word beside it', () => {
		const told = { code: 'ON_THE_MOON', message: 'On the moon' };
		expect(statusFields(told)).toEqual({ status: 'unknown', nativeStatus: 'On the moon' });
		expect(statusFields({ code: 'ON_THE_MOON', message: undefined })).toEqual({
			status: 'unknown',
			nativeStatus: 'ON_THE_MOON',
		});
	});
});
