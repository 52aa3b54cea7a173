import type { ShipmentStatus } from '../../../engine/events/statuses.ts';
import { codesBetween, nextState, type ParcelState } from '../../../engine/parcels/parcelState.ts';

/** What each word of a shop (`shop …`) or a carrier fires, one after the other. */
function fires(...words: string[]): string[][] {
	let known: ParcelState | null = null;
	return words.map((word) => {
		const [who, status] = word.split(' ') as [string, ShipmentStatus];
		const before = known;
		known = nextState(before, { status, deliveredAt: null }, who === 'carrier');
		return before === null ? ['first'] : codesBetween(before, known);
	});
}

describe('what a parcel fires that a shop and a carrier tell', () => {
	it('is on its way once, whoever says so first', () => {
		expect(fires('shop in_transit', 'carrier in_transit')).toEqual([['first'], []]);
		expect(fires('carrier in_transit', 'shop in_transit')).toEqual([['first'], []]);
	});

	it('fires "in transit" by the carrier after the shop has only shipped it', () => {
		expect(fires('shop shipped', 'carrier in_transit')[1]).toEqual([
			'shipment_in_transit',
			'shipment_status_changed',
		]);
	});

	it('arrives once, whoever says so first', () => {
		const arrived = ['shipment_delivered', 'shipment_status_changed'];
		expect(fires('carrier in_transit', 'shop delivered', 'carrier delivered')).toEqual([
			['first'],
			arrived,
			[],
		]);
		expect(fires('shop shipped', 'carrier delivered', 'shop delivered')).toEqual([
			['first'],
			arrived,
			[],
		]);
	});

	it('fires nothing for a late word of the shop', () => {
		expect(fires('carrier delivered', 'shop in_transit', 'shop delivered')).toEqual([
			['first'],
			[],
			[],
		]);
		expect(fires('carrier attempted', 'shop out_for_delivery')).toEqual([['first'], []]);
		expect(fires('carrier in_transit', 'shop cancelled')).toEqual([['first'], []]);
	});

	it('does not go back to its label because the carrier tells of that later than the shop of the van', () => {
		expect(fires('shop in_transit', 'carrier label_created', 'carrier in_transit')).toEqual([
			['first'],
			[],
			[],
		]);
	});

	it('fires each attempt that the carrier makes', () => {
		const words = ['carrier out_for_delivery', 'carrier attempted', 'shop out_for_delivery'];
		expect(fires(...words, 'carrier out_for_delivery').at(-1)).toEqual([
			'shipment_out_for_delivery',
			'shipment_status_changed',
		]);
	});

	it('learns nothing from a word that nobody knows', () => {
		expect(fires('shop in_transit', 'carrier unknown', 'carrier in_transit')).toEqual([
			['first'],
			[],
			[],
		]);
	});

	it('fires no arrival for what has come back to the shop', () => {
		expect(fires('shop delivered', 'carrier returned', 'shop delivered')).toEqual([
			['first'],
			['shipment_exception', 'shipment_status_changed'],
			[],
		]);
	});
});
