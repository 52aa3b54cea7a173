import fc from 'fast-check';
import { compileConditions } from '../../../engine/conditions/compileConditions.ts';
import type { Conditions, Facts } from '../../../engine/conditions/conditions.ts';
import { explainConditions } from '../../../engine/conditions/explainConditions.ts';
import { conditions, facts } from './conditionArbitraries.ts';

const order = (entity: object, previous: object | null = null): Facts => ({ entity, previous });
const why = (of: Conditions, given: Facts) =>
	explainConditions(of, 'Order')(given).map(({ text }) => text);

describe('why an event does not fulfil conditions', () => {
	it('is told exactly where matching says no: explain and matching never disagree', () => {
		fc.assert(
			fc.property(conditions, facts, (of, given) => {
				expect(why(of, given).length === 0).toBe(compileConditions(of)(given));
			}),
			{ numRuns: 3000 },
		);
	});

	it.each<[string, Conditions, Facts, string[]]>([
		[
			'names the field, what was wanted and what was there',
			{ total: { gte: 100 } },
			order({ total: 84.7 }),
			['Total is at least 100: was 84.7'],
		],
		[
			'names every condition that does not hold',
			{ total: { gte: 100 }, status: 'paid', number: { startsWith: 'A' } },
			order({ total: 84.7, status: 'pending', number: 'A1' }),
			['Total is at least 100: was 84.7', 'Status is paid: was pending'],
		],
		[
			'tells what a missing field is',
			{ 'shippingAddress.country': 'DE' },
			order({}),
			['Shipping Address: Country is Germany (DE): was empty'],
		],
		[
			'names countries as people do',
			{ 'shippingAddress.country': { in: ['DE', 'CH'] } },
			order({ shippingAddress: { country: 'at' } }),
			['Shipping Address: Country is one of Germany (DE), Switzerland (CH): was Austria (AT)'],
		],
		[
			'tells what each alternative lacks',
			{ any: [{ total: { gte: 100 } }, { currency: { in: ['EUR', 'CHF'] } }] },
			order({ total: 5, currency: 'USD' }),
			[
				'all of these, of which one is enough: Total is at least 100: was 5; Currency is one of EUR, CHF: was USD',
			],
		],
		[
			'tells what each group lacks, by its number in the form',
			{
				any: [
					{ total: { gte: 100 }, currency: 'EUR' },
					{ currency: 'USD', tags: 'vip' },
				],
			},
			order({ total: 5, currency: 'USD' }),
			[
				'every group: group 1 on Total is at least 100: was 5, and on Currency is EUR: was USD; group 2 on Tags is vip: was empty',
			],
		],
		[
			'numbers a group of one condition beside one of several',
			{ any: [{ note: 'x' }, { total: { gte: 1 }, tags: 'vip' }] },
			order({ total: 5 }),
			['every group: group 1 on Note is x: was empty; group 2 on Tags is vip: was empty'],
		],
		[
			'tells what holds that may not',
			{ none: [{ currency: 'USD' }, { total: { lt: 1 } }] },
			order({ total: 5, currency: 'USD' }),
			['what may not hold: Currency is USD'],
		],
		[
			'tells that nothing has changed',
			{ status: { changedTo: 'completed' } },
			order({ status: 'paid' }, {}),
			['Status has changed to completed: did not change, was paid'],
		],
		[
			'tells what a field has changed from and to',
			{ status: { changedTo: 'completed' } },
			order({ status: 'paid' }, { status: 'pending' }),
			['Status has changed to completed: was pending, then paid'],
		],
		[
			'says of a list how long it is',
			{ 'lineItems.sku': 'X' },
			order({ lineItems: ['A', 'B', 'C', 'D', 'E'].map((sku) => ({ sku })) }),
			['Line Item: SKU is X: was A, B, C and 2 more'],
		],
		[
			'speaks of dates as dates',
			{ createdAt: { gte: '2026-01-31' } },
			order({ createdAt: '2026-01-30T10:00:00Z' }),
			['Created At is on or after 2026-01-31: was 2026-01-30T10:00:00Z'],
		],
	])('%s', (_, of, given, reasons) => expect(why(of, given)).toEqual(reasons));

	it('is short, however long what a store tells is', () => {
		const [reason] = why({ number: 'A' }, order({ number: 'B'.repeat(1_000_000) }));
		expect(reason!.length).toBeLessThan(200);
	});
});
