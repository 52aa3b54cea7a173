import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	statusFields,
	STATUSES,
	TRANSACTION_STATUSES,
	transactionStatus,
} from '../../../../engine/providers/shippo/statuses.ts';

/** Shippo's vocabulary, and what each pair of words means here; `*` is whatever else stands as the substatus. */
const MEANT = [
	['pending', 'UNKNOWN', 'other *'],
	['label_created', 'PRE_TRANSIT', 'information_received *'],
	[
		'in_transit',
		'TRANSIT',
		'package_accepted package_arrived package_departed package_forwarded package_processed package_processing delivery_scheduled *',
	],
	['out_for_delivery', 'TRANSIT', 'out_for_delivery'],
	['ready_for_pickup', 'TRANSIT', 'pickup_available'],
	['attempted', 'TRANSIT', 'delivery_attempted notice_left location_inaccessible'],
	[
		'delayed',
		'TRANSIT',
		'delayed package_held delivery_rescheduled reschedule_delivery address_issue contact_carrier package_damaged',
	],
	['delivered', 'DELIVERED', 'delivered *'],
	['returned', 'RETURNED', 'return_to_sender package_unclaimed *'],
	['failed', 'FAILURE', 'package_undeliverable package_disposed package_lost *'],
] as const;

describe('the status of a Shippo tracking', () => {
	const pairs = MEANT.flatMap(([meant, status, substatuses]) =>
		substatuses
			.split(' ')
			.map((each) => [status, each === '*' ? 'a_new_substatus' : each, meant] as const),
	);

	it.each(pairs)('%s with the substatus %s is %s', (status, substatus, meant) => {
		expect(statusFields(status, substatus).status).toBe(meant);
	});

	it.each(MEANT.filter(([, , substatuses]) => substatuses.includes('*')))(
		'is %s for %s without a substatus',
		(meant, status) => {
			expect(statusFields(status, null)).toEqual({ status: meant, nativeStatus: status });
		},
	);

	it('has a row for each status of the vocabulary, and for no other', () => {
		expect(new Set(STATUSES.map(({ status }) => status))).toEqual(
			new Set(MEANT.map(([, status]) => status)),
		);
	});

	it('is unknown for a word that is new, with the words beside it', () => {
		expect(statusFields('ON_THE_MOON', 'landed')).toEqual({
			status: 'unknown',
			nativeStatus: 'ON_THE_MOON: landed',
		});
		expect(statusFields(null, null)).toEqual({ status: 'unknown', nativeStatus: null });
	});

	it('keeps a substatus that says more than the status', () => {
		expect(statusFields('TRANSIT', 'package_held').nativeStatus).toBe('TRANSIT: package_held');
		expect(statusFields('DELIVERED', 'delivered').nativeStatus).toBe('DELIVERED');
	});

	it('stands in the table of docs/carriers.md', async () => {
		const page = await readFile(join(__dirname, '../../../../docs/carriers.md'), 'utf8');
		const section = page.split(/^## /m).find((part) => part.startsWith('Shippo'))!;
		for (const [meant, status] of MEANT) {
			expect(section).toMatch(new RegExp(`^\\| \`${meant}\` .*\`${status}\``, 'm'));
		}
		for (const [word, meant] of Object.entries(TRANSACTION_STATUSES)) {
			expect(section).toMatch(new RegExp(`^\\| \`${meant}\` .*label .*\`${word}\``, 'm'));
		}
	});
});

describe('the status of a label of Shippo', () => {
	it.each([
		['WAITING', 'pending'],
		['QUEUED', 'pending'],
		['SUCCESS', 'label_created'],
		['ERROR', 'failed'],
		['REFUNDED', 'cancelled'],
		['REFUNDPENDING', 'cancelled'],
		['REFUNDREJECTED', 'label_created'],
		['OF_TOMORROW', 'unknown'],
		['constructor', 'unknown'],
	])('%s is %s', (nativeStatus, status) => {
		expect(transactionStatus(nativeStatus)).toEqual({ status, nativeStatus });
	});
});
