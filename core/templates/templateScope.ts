import { personName } from './personName.ts';
import { statusWording } from './statusWording.ts';
import { webUrl } from './webUrl.ts';

/** What a template can use: everything the trigger emitted, and `shop` and `mail` beside it. */
export type TemplateScope = Readonly<Record<string, unknown>> & {
	readonly shop: { readonly name: string | null; readonly url: string | null };
	readonly mail: MailScope;
};

/**
 * What an e-mail needs whichever entity it is about, so that one template fits an order and a shipment.
 * `null` is "not known".
 */
export type MailScope = {
	readonly about: 'order' | 'shipment' | 'customer' | 'product' | null;
	readonly firstName: string | null;
	/** As the customer knows it; the store's id where there is no number. */
	readonly orderNumber: string | null;
	readonly orderUrl: string | null;
	readonly carrier: string | null;
	readonly trackingNumber: string | null;
	readonly trackingUrl: string | null;
	readonly status: string | null;
	readonly statusSentence: string | null;
	readonly previousStatus: string | null;
	/** What has been refunded by this event; all that was refunded where that is not known. */
	readonly refundAmount: number | null;
	readonly currency: string | null;
	/** Whether the order's other sums make its total without the tax. */
	readonly taxIncluded: boolean;
	readonly lines: ReadonlyArray<{ name: string; quantity: number | null; total: number | null }>;
	/** The shipping address, a line each. */
	readonly address: readonly string[];
	/** The merchant's own paragraph. */
	readonly message: string | null;
};

type Fields = Readonly<Record<string, unknown>>;

/** Builds the scope from an item as a trigger emits it. Fields of another shape count as not known. */
export function templateScope(
	item: Fields,
	given: { shopName: string | null; message: string | null; locale: string },
): TemplateScope {
	const order = fields(item.order);
	const shipment = fields(item.shipment);
	const product = fields(item.product);
	const customer = fields(item.customer);
	const integration = fields(item.integration);
	const previous = fields(item.previous);
	const entity = order ?? shipment;
	const address = fields(entity?.shippingAddress);
	const kind = order !== null ? 'order' : 'shipment';
	const wording = entity && statusWording(kind, text(entity.status), text(entity.nativeStatus));
	const before =
		entity && previous && (text(previous.status) ?? text(previous.nativeStatus)) !== null
			? statusWording(kind, text(previous.status), text(previous.nativeStatus)).label
			: null;

	return {
		...item,
		shop: {
			name: given.shopName ?? text(integration?.name),
			url: webUrl(integration?.storeUrl),
		},
		mail: {
			about: aboutOf(item),
			firstName: personName(
				text(customer?.firstName) ??
					text(fields(entity?.customer)?.firstName) ??
					text(address?.firstName) ??
					text(fields(order?.billingAddress)?.firstName),
			),
			orderNumber:
				text(order?.number) ??
				text(shipment?.orderNumber) ??
				text(order?.id) ??
				text(shipment?.orderId),
			orderUrl: webUrl(order?.url),
			carrier: text(shipment?.carrier),
			trackingNumber: text(shipment?.trackingNumber),
			trackingUrl: webUrl(shipment?.trackingUrl),
			status: wording?.label ?? null,
			statusSentence: wording?.sentence ?? null,
			previousStatus: before === wording?.label ? null : before,
			refundAmount: refundAmount(order, previous),
			currency: text(order?.currency) ?? text(product?.currency),
			taxIncluded: isTaxIncluded(order),
			lines: linesOf(entity),
			address: addressLines(address, given.locale),
			message: given.message,
		},
	};
}

function aboutOf(item: Fields): MailScope['about'] {
	for (const kind of ['order', 'shipment', 'product', 'customer'] as const) {
		if (fields(item[kind]) !== null) return kind;
	}
	return null;
}

function refundAmount(order: Fields | null, previous: Fields | null): number | null {
	const total = number(order?.refundedTotal);
	const before = number(previous?.refundedTotal);
	if (total === null || before === null || total <= before) return total;
	return Math.round((total - before) * 1_000) / 1_000;
}

function isTaxIncluded(order: Fields | null): boolean {
	const total = number(order?.total);
	const subtotal = number(order?.subtotal);
	if (total === null || subtotal === null) return false;
	const sum = subtotal + (number(order?.shippingTotal) ?? 0);
	const discount = Math.abs(number(order?.discountTotal) ?? 0);
	return [sum, sum - discount].some((without) => Math.abs(without - total) < 0.005);
}

function linesOf(entity: Fields | null): MailScope['lines'] {
	if (!Array.isArray(entity?.lineItems)) return [];
	return entity.lineItems.flatMap((given: unknown) => {
		const line = fields(given);
		if (line === null) return [];
		const quantity = number(line.quantity);
		const price = number(line.price);
		const total =
			number(line.total) ?? (price === null || quantity === null ? null : price * quantity);
		return [{ name: text(line.name) ?? text(line.sku) ?? 'Item', quantity, total }];
	});
}

function addressLines(address: Fields | null, locale: string): string[] {
	if (address === null) return [];
	const join = (...names: string[]) =>
		names
			.map((name) => text(address[name]))
			.filter((part) => part !== null)
			.join(' ');
	return [
		[personName(text(address.firstName)), personName(text(address.lastName))]
			.filter((name) => name !== null)
			.join(' '),
		personName(text(address.company)) ?? '',
		join('line1'),
		join('line2'),
		join('postalCode', 'city', 'region'),
		countryName(text(address.country), locale),
	].filter((line) => line !== '');
}

function countryName(country: string | null, locale: string): string {
	if (country === null || !/^[A-Z]{2}$/.test(country)) return country ?? '';
	return new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country;
}

function fields(value: unknown): Fields | null {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? (value as Fields)
		: null;
}

function text(value: unknown): string | null {
	if (typeof value === 'number' && Number.isFinite(value)) return String(value);
	if (typeof value !== 'string') return null;
	return value.trim() === '' ? null : value.trim();
}

function number(value: unknown): number | null {
	return typeof value === 'number' && Number.isFinite(value) ? value : null;
}
