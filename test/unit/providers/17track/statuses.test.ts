import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { statusFields, STATUSES } from '../../../../engine/providers/17track/statuses.ts';

/** 17TRACK's list, and what each means here. */
const MEANT = {
	pending: 'NotFound_Other NotFound_InvalidCode',
	label_created: 'InfoReceived',
	in_transit:
		'InTransit_PickedUp InTransit_Departure InTransit_Arrival InTransit_CustomsProcessing InTransit_CustomsReleased InTransit_Other',
	out_for_delivery: 'OutForDelivery_Other',
	ready_for_pickup: 'AvailableForPickup_Other',
	delivered: 'Delivered_Other',
	attempted:
		'DeliveryFailure_NoBody DeliveryFailure_Security DeliveryFailure_Rejected DeliveryFailure_InvalidAddress DeliveryFailure_Other',
	delayed: 'InTransit_CustomsRequiringInformation Exception_Delayed Exception_Security',
	failed:
		'Exception_NoBody Exception_Damage Exception_Rejected Exception_Lost Exception_Destroyed Exception_Other',
	returned: 'Exception_Returning Exception_Returned',
	cancelled: 'Exception_Cancel',
	'': 'Expired_Other',
};
const KNOWN = Object.entries(MEANT).flatMap(([status, words]) =>
	words.split(' ').map((word) => [word, status] as const),
);

describe('the status of a number at 17TRACK', () => {
	it.each(KNOWN)('%s means %s', (word, meant) => {
		const [status = ''] = word.split('_');
		expect(statusFields({ status, sub_status: word })).toEqual({
			nativeStatus: word,
			...(meant && { status: meant }),
		});
	});

	it('has no other in its table', () => {
		const listed = STATUSES.flatMap(({ status, parts }) =>
			parts.map((part) => (part === '' ? status : `${status}_${part}`)),
		);
		expect(listed.toSorted()).toEqual(KNOWN.map(([word]) => word).toSorted());
	});

	it.each([
		['NotFound', 'pending'],
		['InfoReceived', 'label_created'],
		['InTransit', 'in_transit'],
		['OutForDelivery', 'out_for_delivery'],
		['AvailableForPickup', 'ready_for_pickup'],
		['Delivered', 'delivered'],
		['DeliveryFailure', 'attempted'],
		['Exception', 'failed'],
		['Expired', undefined],
	])('%s is known by itself, and with a finer one that is new', (status, meant) => {
		expect(statusFields({ status, sub_status: null }).status).toBe(meant);
		expect(statusFields({ status, sub_status: `${status}_Moon` }).status).toBe(meant);
		expect(statusFields({ status, sub_status: `${status}_Moon` }).nativeStatus).toBe(
			`${status}_Moon`,
		);
	});

	it.each([
		[{ status: 'OnTheMoon', sub_status: 'OnTheMoon_Other' }, 'OnTheMoon_Other'],
		[{ status: 'constructor', sub_status: undefined }, 'constructor'],
	])('is unknown for a word that is new: %j', (told, nativeStatus) => {
		expect(statusFields(told)).toEqual({ status: 'unknown', nativeStatus });
	});

	it('is none where 17TRACK tells none: what is known stays', () => {
		expect(statusFields({ status: undefined, sub_status: null })).toEqual({});
	});

	it('stands in the table of docs/carriers.md', async () => {
		const page = await readFile(join(__dirname, '../../../../docs/carriers.md'), 'utf8');
		const section = page.split(/^## /m).find((part) => part.startsWith('17TRACK\n'))!;
		const rows = [...section.matchAll(/^\| (?:`(\w+)`|as it was) +\| (.*?) +\|$/gm)].map(
			([, status = '', words]) => [status, words!] as const,
		);
		for (const [word, status] of KNOWN) {
			expect(rows.find(([of]) => of === status)?.[1].split(', ')).toContain(word);
		}
	});
});
