import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statusFields, STATUSES } from '../../../../engine/providers/easypost/statuses.ts';

/** EasyPost's vocabulary, and what each pair of words means here; `*` is whatever else stands as the detail. */
const MEANT = [
	['pending', 'unknown', '*'],
	['label_created', 'pre_transit', 'label_created awaiting_information status_update *'],
	[
		'in_transit',
		'in_transit',
		'departed_facility departed_origin_facility arrived_at_facility arrived_at_destination received_at_origin_facility received_at_destination_facility transferred_to_destination_carrier in_transit status_update unknown *',
	],
	[
		'delayed',
		'in_transit',
		'delayed weather_delay held missorted address_correction transit_exception',
	],
	['attempted', 'in_transit', 'delivery_exception refused'],
	['out_for_delivery', 'out_for_delivery', 'out_for_delivery *'],
	['ready_for_pickup', 'available_for_pickup', 'arrived_at_pickup_location *'],
	['delivered', 'delivered', 'arrived_at_destination *'],
	['returned', 'return_to_sender', 'return *'],
	['failed', 'failure', 'damaged lost refused expired failure *'],
	['cancelled', 'cancelled', 'cancelled *'],
	['cancelled', 'canceled', '*'],
	['unknown', 'error', '*'],
] as const;

describe('the status of an EasyPost tracker', () => {
	const pairs = MEANT.flatMap(([meant, status, details]) =>
		details.split(' ').map((detail) => [status, detail === '*' ? 'a_new_detail' : detail, meant]),
	);

	it.each(pairs)('%s with the detail %s is %s', (status, detail, meant) => {
		expect(statusFields({ status, status_detail: detail }).status).toBe(meant);
	});

	it.each(MEANT.filter(([, , details]) => details.includes('*')))(
		'is %s for %s without a detail',
		(meant, status) => {
			for (const detail of [null, undefined]) {
				expect(statusFields({ status, status_detail: detail })).toEqual({
					status: meant,
					nativeStatus: status,
				});
			}
		},
	);

	it('has a row for each status of the vocabulary, and for no other', () => {
		expect(new Set(STATUSES.map(({ status }) => status))).toEqual(
			new Set(MEANT.map(([, status]) => status)),
		);
	});

	it('is unknown for a word that is new, with the words beside it', () => {
		expect(statusFields({ status: 'on_the_moon', status_detail: 'landed' })).toEqual({
			status: 'unknown',
			nativeStatus: 'on_the_moon: landed',
		});
		expect(statusFields({ status: null })).toEqual({ status: 'unknown', nativeStatus: null });
	});

	it('keeps a detail that says more than the status', () => {
		const native = (detail: string) =>
			statusFields({ status: 'in_transit', status_detail: detail }).nativeStatus;
		expect(['weather_delay', 'in_transit', 'unknown', 'status_update'].map(native)).toEqual([
			...['in_transit: weather_delay', 'in_transit', 'in_transit', 'in_transit'],
		]);
	});

	it('is not told where the message tells none', () => {
		expect(statusFields({})).toEqual({});
	});

	it('stands in the table of docs/carriers.md', async () => {
		const page = await readFile(join(__dirname, '../../../../docs/carriers.md'), 'utf8');
		const section = page.split(/^## /m).find((part) => part.startsWith('EasyPost'))!;
		for (const [meant, status] of MEANT) {
			const row = new RegExp(`^\\| \`${meant}\` .*\`${status}\``, 'm');
			expect(section).toMatch(row);
		}
	});
});
