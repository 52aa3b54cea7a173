import { normaliseCustomer } from '../../../../engine/providers/woocommerce/normaliseCustomer.ts';
import { normaliseOrder } from '../../../../engine/providers/woocommerce/normaliseOrder.ts';
import { normaliseProduct } from '../../../../engine/providers/woocommerce/normaliseProduct.ts';
import { title } from '../../../../engine/providers/woocommerce/title.ts';
import { processorMs } from '../../../support/processorMs.ts';

describe('a name in WordPress, as a person reads it', () => {
	it.each([
		['Salt &amp; Pepper &#8211; Set', 'Salt & Pepper – Set'],
		['A &amp;amp; B', 'A & B'],
		['5&quot; Pipe', '5" Pipe'],
		['A &#x27;B&#039;', "A 'B'"],
		['&euro;5 &hellip; &Uuml;ber', '€5 … Über'],
		['<b>Bold</b> Tee', 'Bold Tee'],
		['<span class="x">Tee</span>', 'Tee'],
		['Tee<br />L', 'Tee L'],
		['&lt;3', '<3'],
		['AT&T R&D x &copy y', 'AT&T R&D x &copy y'],
		['1 < 2 and a <3 b', '1 < 2 and a <3 b'],
	])('%s', (given, shown) => {
		expect(title.parse(given)).toBe(shown);
	});

	it('takes no long time for thousands of half tags', () => {
		const before = processorMs();
		title.parse('<a '.repeat(100_000));
		expect(processorMs() - before).toBeLessThan(500);
	});

	it('is read so in accounts, addresses, coupons, notes, categories and what was chosen for a line', () => {
		const person = { first_name: 'Smith &amp; Sons', last_name: 'O&#039;Neil' };
		expect(normaliseCustomer({ id: 1, ...person, billing: person }, []).entity).toMatchObject({
			firstName: 'Smith & Sons',
			lastName: "O'Neil",
			billingAddress: { firstName: 'Smith & Sons', lastName: "O'Neil" },
		});
		const billing = { ...person, company: 'M&amp;M', city: 'K&ouml;ln', email: 'a@example.com' };
		const [order] = normaliseOrder(
			{
				id: 1,
				billing,
				customer_note: 'Ring &amp; wait',
				coupon_lines: [{ code: 'salt&amp;pepper', discount: '1' }],
				line_items: [{ id: 5, meta_data: [{ key: 'Gr&ouml;&szlig;e', value: 'S &amp; M' }] }],
			},
			[],
			false,
		);
		expect(order!.entity).toMatchObject({
			customer: { firstName: 'Smith & Sons', lastName: "O'Neil" },
			billingAddress: { company: 'M&M', city: 'Köln' },
			note: 'Ring & wait',
			discounts: [{ code: 'salt&pepper' }],
			attributes: { line_item_meta: { 5: { Größe: 'S & M' } } },
		});
		const categories = [{ id: 7, name: 'Salt &amp; Pepper' }];
		expect(normaliseProduct({ id: 1, categories }, [], false)[0]!.entity).toMatchObject({
			attributes: { categories: [{ id: 7, name: 'Salt & Pepper' }] },
		});
	});
});
