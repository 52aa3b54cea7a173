import fc from 'fast-check';

/**
 * What a customer buys and what becomes of it: made from what shops document, and of nothing that reads it.
 * Amounts are whole units of the currency's last decimal.
 */
export type Line = {
	readonly id: number;
	readonly price: number;
	quantity: number;
	/** Taken out of the order again. */
	removed: number;
	/** Sent back. */
	returned: number;
};

export type Currency = 'EUR' | 'JPY' | 'KWD' | 'USD';

export type Cart = {
	readonly currency: Currency;
	/** What the customer pays in, where that is another currency. */
	readonly paidIn: Currency | null;
	readonly taxesIncluded: boolean;
	/** Percent. */
	readonly taxRate: number;
	readonly lines: readonly Line[];
	/** Percent off the goods, by code. */
	readonly discount: number;
	readonly shipping: number;
	readonly fee: number;
	readonly tip: number;
	/** Whether the customer pays with a gift card, and with nothing else. */
	readonly isByGiftCard: boolean;
	/** Whether the shop tells refunds in the currency of the payment alone, as webhooks may. */
	readonly isSparse: boolean;
};

export type Step =
	| { readonly do: 'pay'; readonly percent: number }
	| { readonly do: 'remove'; readonly line: number; readonly count: number }
	| { readonly do: 'raise'; readonly line: number; readonly count: number }
	| { readonly do: 'add'; readonly price: number; readonly quantity: number }
	| { readonly do: 'refund'; readonly percent: number; readonly works: boolean }
	| {
			readonly do: 'return';
			readonly line: number;
			readonly count: number;
			readonly shipping: boolean;
			readonly works: boolean;
	  }
	| { readonly do: 'restock'; readonly line: number }
	| { readonly do: 'cancel' }
	| { readonly do: 'note' };

/** What a person has done; `null` where there was nothing to be done. */
export type Done = 'paid' | 'edited' | 'refunded' | 'cancelled' | 'other' | null;

export const DECIMALS = { EUR: 2, USD: 2, JPY: 0, KWD: 3 } as const;

/** Euros for one of each. */
const WORTH = { EUR: 1, USD: 0.92, JPY: 0.0061, KWD: 3 } as const;

const line = fc.record({
	price: fc.integer({ min: 1, max: 200_000 }),
	quantity: fc.integer({ min: 1, max: 9 }),
});
const currency = fc.constantFrom('EUR' as const, 'JPY' as const, 'KWD' as const);

export const carts: fc.Arbitrary<Cart> = fc
	.record({
		currency,
		paidIn: fc.constantFrom(
			null,
			null,
			'EUR' as const,
			'USD' as const,
			'JPY' as const,
			'KWD' as const,
		),
		taxesIncluded: fc.boolean(),
		taxRate: fc.constantFrom(0, 7, 19, 25),
		goods: fc.array(line, { minLength: 1, maxLength: 4 }),
		discount: fc.constantFrom(0, 0, 10, 33, 100),
		shipping: fc.constantFrom(0, 490, 1_000),
		fee: fc.constantFrom(0, 0, 250),
		tip: fc.constantFrom(0, 0, 300),
		isByGiftCard: fc.constantFrom(false, false, true),
		isSparse: fc.boolean(),
	})
	.map(({ goods, paidIn, ...rest }) => ({
		...rest,
		paidIn: paidIn === rest.currency ? null : paidIn,
		// In two currencies, what is worth nothing in one of them is worth nothing in both.
		lines: goods.map(({ price, quantity }, index) => ({
			id: index + 1,
			price: paidIn === null ? price : price + 1_000,
			quantity,
			removed: 0,
			returned: 0,
		})),
	}));

const works = fc.constantFrom(true, true, true, false);
const count = fc.integer({ min: 1, max: 3 });

export const steps: fc.Arbitrary<Step[]> = fc.array(
	fc.oneof(
		fc.record({ do: fc.constant('pay' as const), percent: fc.constantFrom(100, 100, 30) }),
		fc.record({ do: fc.constant('remove' as const), line: fc.nat(3), count }),
		fc.record({ do: fc.constant('raise' as const), line: fc.nat(3), count }),
		fc.record({
			do: fc.constant('add' as const),
			price: fc.integer({ min: 1_000, max: 50_000 }),
			quantity: count,
		}),
		fc.record({
			do: fc.constant('refund' as const),
			percent: fc.integer({ min: 1, max: 60 }),
			works,
		}),
		fc.record({
			do: fc.constant('return' as const),
			line: fc.nat(3),
			count,
			shipping: fc.boolean(),
			works,
		}),
		fc.record({ do: fc.constant('restock' as const), line: fc.nat(3) }),
		fc.constant({ do: 'cancel' } as const),
		fc.constant({ do: 'note' } as const),
	),
	{ maxLength: 7 },
);

export type RefundOf = {
	readonly id: number;
	/** What went back, or should have. */
	readonly amount: number;
	readonly works: boolean;
	/** Pieces that came back, or that were never sent as the order was cancelled. */
	readonly goods: ReadonlyArray<{ line: number; count: number; value: number; tax: number }>;
	readonly isCancellation: boolean;
	readonly shipping: number;
	/** Seconds after the order. */
	readonly at: number;
};

/** An order as the shop has it, and what a customer would see of it. */
export class ModelOrder {
	readonly cart: Cart;
	lines: Line[];
	readonly refunds: RefundOf[] = [];
	/** What came in. */
	paid = 0;
	cancelledAt: number | null = null;
	seconds = 0;
	note = '';

	constructor(cart: Cart) {
		this.cart = cart;
		this.lines = cart.lines.map((each) => ({ ...each }));
	}

	take(step: Step): Done {
		const before = this.seconds;
		this.seconds += 60;
		const done = this.cancelledAt === null || step.do === 'note' ? this.#take(step) : null;
		if (done === null) this.seconds = before;
		return done;
	}

	#take(step: Step): Done {
		const target = 'line' in step ? this.lines[step.line] : undefined;
		switch (step.do) {
			case 'pay': {
				if (this.refunds.length > 0 || this.paid >= this.total()) return null;
				this.paid += Math.ceil(((this.total() - this.paid) * step.percent) / 100);
				return 'paid';
			}
			case 'remove': {
				if (!target) return null;
				// An order that has nothing in it is cancelled, and not edited.
				const all = this.lines.reduce((sum, each) => sum + here(each), 0);
				const fewer = Math.min(step.count, here(target), all - 1);
				if (fewer <= 0) return null;
				target.removed += fewer;
				return 'edited';
			}
			case 'raise':
				// Nobody puts back what was taken out, nor adds to what was sent back.
				if (!target || target.removed > 0 || target.returned > 0) return null;
				target.quantity += step.count;
				return 'edited';
			case 'add': {
				const { price, quantity } = step;
				this.lines.push({ id: this.lines.length + 1, price, quantity, removed: 0, returned: 0 });
				return 'edited';
			}
			case 'refund':
				if (this.left() <= 0) return null;
				this.#giveBack(Math.max(1, Math.floor((this.left() * step.percent) / 100)), step.works);
				return step.works ? 'refunded' : 'other';
			case 'return': {
				const back = target && Math.min(step.count, here(target));
				if (!back || this.left() <= 0) return null;
				const goods = [this.#goodsBack(target, back)];
				const isShippingLeft = step.shipping && !this.refunds.some((each) => each.shipping > 0);
				const shipping = isShippingLeft ? this.withTax(this.cart.shipping) : 0;
				const due = goods.reduce((sum, { value, tax }) => sum + value + this.onTop(tax), shipping);
				const amount = Math.min(this.left(), due);
				target.returned += back;
				this.#giveBack(amount, step.works, { goods, shipping });
				return step.works && amount > 0 ? 'refunded' : 'other';
			}
			case 'restock':
				this.#giveBack(0, true);
				return 'other';
			case 'cancel': {
				const amount = this.left();
				const goods = this.lines.flatMap((each) =>
					here(each) > 0 ? [this.#goodsBack(each, here(each))] : [],
				);
				this.cancelledAt = this.seconds;
				this.#giveBack(amount, true, { goods, isCancellation: true });
				return 'cancelled';
			}
			case 'note':
				this.note += 'x';
				return 'other';
		}
	}

	#giveBack(amount: number, isDone: boolean, more: Partial<RefundOf> = {}): void {
		const id = this.refunds.length + 1;
		const nothing = { goods: [], shipping: 0, isCancellation: false };
		this.refunds.push({ id, amount, works: isDone, at: this.seconds, ...nothing, ...more });
	}

	#goodsBack(target: Line, pieces: number) {
		const { net, tax } = this.goods(target);
		const part = pieces / (target.quantity - target.removed);
		const [value, ofTax] = [Math.round(net * part), Math.round(tax * part)];
		return { line: target.id, count: pieces, value, tax: ofTax };
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

	onTop = (tax: number) => (this.cart.taxesIncluded ? 0 : tax);
	withTax = (amount: number) => amount + this.onTop(this.taxOf(amount));
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
		this.onTop(this.tax());
	refunded = () =>
		this.refunds.reduce((sum, { amount, works: isDone }) => sum + (isDone ? amount : 0), 0);
	left = () => this.paid - this.refunded();

	text = (units: number) => {
		const decimals = DECIMALS[this.cart.currency];
		return (units / 10 ** decimals).toFixed(decimals);
	};
	amount = (units: number) => Number(this.text(units));
	at = (seconds = this.seconds) => new Date(Date.UTC(2026, 2, 1, 10, 0, seconds)).toISOString();
}

/** Pieces that are still to be had. */
export const here = ({ quantity, removed, returned }: Line) => quantity - removed - returned;

/** The same order in the shop's currency and in the customer's: of each, its own rounding. */
export class ModelSale {
	readonly shop: ModelOrder;
	/** The same as `shop` where the customer pays in the shop's currency. */
	readonly customer: ModelOrder;

	constructor(cart: Cart) {
		this.shop = new ModelOrder(cart);
		this.customer = cart.paidIn === null ? this.shop : new ModelOrder(converted(cart, cart.paidIn));
	}

	take(step: Step): Done {
		if (this.customer === this.shop) return this.shop.take(step);
		const isBack = step.do === 'refund' || step.do === 'return';
		// Where rounding leaves nothing to give back in one currency, nobody gives back.
		if (isBack && [this.shop, this.customer].some((order) => order.left() <= 0)) return null;
		const done = this.shop.take(step);
		if (done !== null) {
			const { currency: from } = this.shop.cart;
			const { currency: to } = this.customer.cart;
			this.customer.take(
				step.do === 'add' ? { ...step, price: inOther(step.price, from, to) } : step,
			);
		}
		return done;
	}
}

function converted(cart: Cart, to: Currency): Cart {
	const other = (amount: number) => inOther(amount, cart.currency, to);
	return {
		...cart,
		currency: to,
		lines: cart.lines.map((each) => ({ ...each, price: other(each.price) })),
		shipping: other(cart.shipping),
		fee: other(cart.fee),
		tip: other(cart.tip),
	};
}

function inOther(amount: number, from: Currency, to: Currency): number {
	if (amount === 0) return 0;
	const worth = (amount / 10 ** DECIMALS[from]) * (WORTH[from] / WORTH[to]);
	return Math.max(1, Math.round(worth * 10 ** DECIMALS[to]));
}
