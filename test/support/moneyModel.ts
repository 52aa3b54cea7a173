import fc from 'fast-check';

/**
 * What a customer buys, what becomes of it, and how two kinds of shop write that down: made from what the
 * shops document, and of nothing that reads it. Amounts are whole units of the currency's last decimal.
 */
export type Line = {
	readonly id: number;
	readonly price: number;
	quantity: number;
	removed: number;
};

export type Cart = {
	readonly currency: 'EUR' | 'JPY' | 'KWD';
	readonly taxesIncluded: boolean;
	/** Percent. */
	readonly taxRate: number;
	readonly lines: readonly Line[];
	/** Percent off the goods, by code. */
	readonly discount: number;
	readonly shipping: number;
	readonly fee: number;
	readonly tip: number;
};

export type Step =
	| { readonly do: 'pay' }
	| { readonly do: 'remove'; readonly line: number; readonly count: number }
	| { readonly do: 'add'; readonly price: number; readonly quantity: number }
	| { readonly do: 'refund'; readonly percent: number; readonly works: boolean }
	| { readonly do: 'restock'; readonly line: number }
	| { readonly do: 'note' };

const DECIMALS = { EUR: 2, JPY: 0, KWD: 3 } as const;

const line = fc.record({
	price: fc.integer({ min: 1, max: 200_000 }),
	quantity: fc.integer({ min: 1, max: 9 }),
});

export const carts: fc.Arbitrary<Cart> = fc
	.record({
		currency: fc.constantFrom('EUR' as const, 'JPY' as const, 'KWD' as const),
		taxesIncluded: fc.boolean(),
		taxRate: fc.constantFrom(0, 7, 19, 25),
		goods: fc.array(line, { minLength: 1, maxLength: 4 }),
		discount: fc.constantFrom(0, 0, 10, 33, 100),
		shipping: fc.constantFrom(0, 490, 1_000),
		fee: fc.constantFrom(0, 0, 250),
		tip: fc.constantFrom(0, 0, 300),
	})
	.map(({ goods, ...rest }) => ({
		...rest,
		lines: goods.map((each, index) => ({ id: index + 1, ...each, removed: 0 })),
	}));

export const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		fc.constant({ do: 'pay' } as const),
		fc.record({
			do: fc.constant('remove' as const),
			line: fc.nat(3),
			count: fc.integer({ min: 1, max: 3 }),
		}),
		fc.record({
			do: fc.constant('add' as const),
			price: fc.integer({ min: 1, max: 50_000 }),
			quantity: fc.integer({ min: 1, max: 3 }),
		}),
		fc.record({
			do: fc.constant('refund' as const),
			percent: fc.integer({ min: 1, max: 60 }),
			works: fc.boolean(),
		}),
		fc.record({ do: fc.constant('restock' as const), line: fc.nat(3) }),
		fc.constant({ do: 'note' } as const),
	),
	{ maxLength: 6 },
);

export type Refund = { readonly id: number; readonly amount: number; readonly works: boolean };

/** An order as the shop has it, and what a customer would see of it. */
export class ModelOrder {
	readonly cart: Cart;
	lines: Line[];
	readonly refunds: Refund[] = [];
	isPaid = false;
	seconds = 0;
	note = '';

	constructor(cart: Cart) {
		this.cart = cart;
		this.lines = cart.lines.map((each) => ({ ...each }));
	}

	/** @returns what a person has done: `null` where nothing was to be done */
	take(step: Step): 'paid' | 'edited' | 'refunded' | 'other' | null {
		const before = this.seconds;
		this.seconds += 60;
		switch (step.do) {
			case 'pay':
				if (this.isPaid) break;
				this.isPaid = true;
				return 'paid';
			case 'remove': {
				const target = this.lines[step.line];
				if (!target) break;
				// An order that has nothing in it is cancelled, and not edited.
				const all = this.lines.reduce((sum, each) => sum + each.quantity - each.removed, 0);
				const count = Math.min(step.count, target.quantity - target.removed, all - 1);
				if (count === 0) break;
				target.removed += count;
				return 'edited';
			}
			case 'add':
				this.lines.push({
					id: this.lines.length + 1,
					price: step.price,
					quantity: step.quantity,
					removed: 0,
				});
				return 'edited';
			case 'refund': {
				const left = this.total() - this.refunded();
				const amount = Math.floor((left * step.percent) / 100);
				if (!this.isPaid || amount <= 0) break;
				this.refunds.push({ id: this.refunds.length + 1, amount, works: step.works });
				return step.works ? 'refunded' : 'other';
			}
			case 'restock':
				this.refunds.push({ id: this.refunds.length + 1, amount: 0, works: true });
				return 'other';
			case 'note':
				this.note += 'x';
				return 'other';
		}
		this.seconds = before;
		return null;
	}

	/** Of the line as it is now, before and after the discount; rounded for each line, as shops do. */
	goods({ price, quantity, removed }: Line) {
		const gross = price * (quantity - removed);
		const discount = Math.round((gross * this.cart.discount) / 100);
		return { gross, discount, net: gross - discount, tax: this.taxOf(gross - discount) };
	}

	taxOf(amount: number): number {
		const { taxRate, taxesIncluded } = this.cart;
		return Math.round(
			taxesIncluded ? (amount * taxRate) / (100 + taxRate) : (amount * taxRate) / 100,
		);
	}

	subtotal = () => this.lines.reduce((sum, each) => sum + this.goods(each).gross, 0);
	discounts = () => this.lines.reduce((sum, each) => sum + this.goods(each).discount, 0);
	tax = () =>
		this.lines.reduce((sum, each) => sum + this.goods(each).tax, 0) +
		this.taxOf(this.cart.shipping) +
		this.taxOf(this.cart.fee);
	total = () =>
		this.subtotal() -
		this.discounts() +
		this.cart.shipping +
		this.cart.fee +
		this.cart.tip +
		(this.cart.taxesIncluded ? 0 : this.tax());
	refunded = () => this.refunds.reduce((sum, { amount, works }) => sum + (works ? amount : 0), 0);

	text = (units: number) => {
		const decimals = DECIMALS[this.cart.currency];
		return (units / 10 ** decimals).toFixed(decimals);
	};
	amount = (units: number) => Number(this.text(units));
	at = (seconds = this.seconds) => new Date(Date.UTC(2026, 2, 1, 10, 0, seconds)).toISOString();
}
