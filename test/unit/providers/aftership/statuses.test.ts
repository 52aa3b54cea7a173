import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statusFields, STATUSES } from '../../../../engine/providers/aftership/statuses.ts';

/** AfterShip's list, and what each means here. */
const MEANT = {
	pending: 'Pending_001 Pending_002 Pending_003 Pending_004 Pending_005 Pending_006',
	label_created: 'InfoReceived_001',
	in_transit:
		'InTransit_001 InTransit_002 InTransit_003 InTransit_004 InTransit_005 InTransit_006 InTransit_007 InTransit_008 InTransit_009',
	out_for_delivery: 'OutForDelivery_001 OutForDelivery_003 OutForDelivery_004',
	ready_for_pickup: 'AvailableForPickup_001',
	delivered: 'Delivered_001 Delivered_002 Delivered_003 Delivered_004',
	attempted: 'AttemptFail_001 AttemptFail_002 AttemptFail_003',
	delayed: 'Exception_004 Exception_005 Exception_006',
	failed:
		'Exception_001 Exception_002 Exception_003 Exception_007 Exception_008 Exception_009 Exception_012 Exception_013',
	returned: 'Exception_010 Exception_011',
	'': 'Expired_001',
};
const KNOWN = Object.entries(MEANT).flatMap(([status, subtags]) =>
	subtags.split(' ').map((subtag) => [subtag, status] as const),
);

describe('the status of an AfterShip tracking', () => {
	it.each(KNOWN)('%s means %s', (subtag, status) => {
		const [tag = ''] = subtag.split('_');
		expect(statusFields({ tag, subtag })).toEqual({
			nativeStatus: subtag,
			...(status && { status }),
		});
	});

	it('has no other in its table', () => {
		const listed = STATUSES.flatMap(({ tag, subtags }) => subtags.map((one) => `${tag}_${one}`));
		expect(listed.toSorted()).toEqual(KNOWN.map(([subtag]) => subtag).toSorted());
	});

	it.each([
		['Pending', 'pending'],
		['InfoReceived', 'label_created'],
		['InTransit', 'in_transit'],
		['OutForDelivery', 'out_for_delivery'],
		['AvailableForPickup', 'ready_for_pickup'],
		['Delivered', 'delivered'],
		['AttemptFail', 'attempted'],
		['Exception', 'failed'],
		['Expired', undefined],
	])('%s is known by itself, and with a finer one that is new', (tag, status) => {
		expect(statusFields({ tag, subtag: null }).status).toBe(status);
		expect(statusFields({ tag, subtag: `${tag}_099` }).status).toBe(status);
		expect(statusFields({ tag, subtag: `${tag}_099` }).nativeStatus).toBe(`${tag}_099`);
	});

	it.each([
		[{ tag: 'OnTheMoon', subtag: 'OnTheMoon_001' }, 'OnTheMoon_001'],
		[{ tag: 'OnTheMoon', subtag: null }, 'OnTheMoon'],
		[{ tag: 'constructor', subtag: undefined }, 'constructor'],
	])('is unknown for a word that is new: %j', (told, nativeStatus) => {
		expect(statusFields(told)).toEqual({ status: 'unknown', nativeStatus });
	});

	it.each([
		['Delivered', 'Delivered_001', true, 'returned'],
		['Delivered', null, true, 'returned'],
		['Delivered', 'Delivered_001', false, 'delivered'],
		['Delivered', 'Delivered_001', null, 'delivered'],
		['InTransit', 'InTransit_001', true, 'in_transit'],
		['Exception', 'Exception_013', true, 'failed'],
	])(
		'%s (%s), of a parcel that went back to the sender before (%s), is %s',
		(tag, subtag, return_to_sender, status) => {
			expect(statusFields({ tag, subtag, return_to_sender }).status).toBe(status);
		},
	);

	it('is none where AfterShip tells none: what is known stays', () => {
		expect(statusFields({ tag: undefined, subtag: null })).toEqual({});
	});

	it('stands in the table of docs/carriers.md', async () => {
		const page = await readFile(join(__dirname, '../../../../docs/carriers.md'), 'utf8');
		const section = page.split(/^## /m).find((part) => part.startsWith('AfterShip\n'))!;
		const rows = [...section.matchAll(/^\| (?:`(\w+)`|as it was) +\| (.*?) +\|$/gm)].map(
			([, status = '', words]) => [status, words!] as const,
		);
		for (const [subtag, status] of KNOWN) {
			expect(rows.find(([of]) => of === status)?.[1].split(', ')).toContain(subtag);
		}
	});
});
