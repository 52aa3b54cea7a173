import { NO_BRAND, type Brand } from '../brand/brand.ts';
import { lookOf, type Look } from '../brand/look.ts';
import { providerOf } from '../providers/providers.ts';
import { displayNames } from './formatters.ts';
import { fields, list, number, shopIn, text, type Fields } from './itemFields.ts';
import type { LanguageCode } from './languages/languages.ts';
import { textsOf } from './languages/textsOf.ts';
import { orderRows, type OrderRows } from './orderRows.ts';
import { personName } from './personName.ts';
import { parcelForm, statusWording } from './statusWording.ts';
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
	/** In which the built-in texts are. */
	readonly language: LanguageCode;
	/** Whether the status is a parcel's; never where no language is given, for older mails call it the order's. */
	readonly isOfParcel: boolean;
	readonly firstName: string | null;
	/** As the customer knows it; the store's id where there is no number. */
	readonly orderNumber: string | null;
	readonly orderUrl: string | null;
	readonly carrier: string | null;
	/** The carrier of all parcels; `null` where they go with several. */
	readonly sharedCarrier: string | null;
	readonly trackingNumber: string | null;
	/** The shop's own page of the order where it has one, else the carrier's of the first parcel. */
	readonly trackingUrl: string | null;
	/** The shop's own page of the order. */
	readonly trackingPage: string | null;
	readonly status: string | null;
	readonly statusSentence: string | null;
	readonly previousStatus: string | null;
	/** Whether an order is still to be shipped: a download is not, nor what was sent already. */
	readonly isToBeShipped: boolean;
	/** The parcels of a shipment, `url` being a checked link or nothing. */
	readonly parcels: ReadonlyArray<{
		number: string | null;
		url: string | null;
		carrier: string | null;
	}>;
	/** The plural form for so many parcels, as `Intl.PluralRules` names it. */
	readonly parcelForm: string;
	/** The shipping address, a line each. */
	readonly address: readonly string[];
	/** The merchant's own paragraph. */
	readonly message: string | null;
	/** What the customer has paid and reads of it, in the currency of the payment. */
	readonly money: OrderRows;
	/** In the order's own currency, as are `refundAmount` and the totals of `lines`. */
	readonly currency: string | null;
	readonly refundAmount: number | null;
	/** Whether the order's amounts hold their tax. */
	readonly taxIncluded: boolean;
	readonly lines: OrderRows['lines'];
	/** What the mails of the shop look like. */
	readonly look: Look;
};

/**
 * Builds the scope from an item as a trigger emits it. Fields of another shape count as not known.
 *
 * @param given `language` is English where it is not given
 */
export function templateScope(
	item: Fields,
	given: {
		readonly shopName: string | null;
		readonly message: string | null;
		readonly locale: string;
		readonly language?: LanguageCode | undefined;
		readonly brand?: Brand;
	},
): TemplateScope {
	const { language = 'en', brand = NO_BRAND } = given;
	const texts = textsOf(language);
	const order = fields(item.order);
	const shipment = fields(item.shipment);
	const product = fields(item.product);
	const customer = fields(item.customer);
	const integration = shopIn(item);
	const previous = fields(item.previous);
	const entity = order ?? shipment;
	const address = fields(entity?.shippingAddress);
	const kind = order !== null ? 'order' : 'shipment';
	const status = text(entity?.status);
	const parcels = parcelsOf(shipment);
	const wording =
		entity &&
		statusWording(language, kind, status, text(entity.nativeStatus), parcels.length, {
			paymentStatus: text(order?.paymentStatus),
			refundedTotal: number(order?.refundedTotal),
			paidTotal: number(order?.paidTotal),
			outstandingTotal: number(order?.outstandingTotal),
		});
	const before = entity && previous && labelBefore(language, kind, status, previous);
	const own = orderRows(order && { ...order, presentment: null }, previous, texts);

	return {
		...item,
		shop: {
			name: given.shopName ?? brand.shopName ?? brand.ownName ?? text(integration?.name),
			url: shopUrlIn(integration),
		},
		mail: {
			about: aboutOf(item),
			language,
			isOfParcel: given.language !== undefined && order === null && shipment !== null,
			firstName: personName(
				text(customer?.firstName) ??
					text(fields(entity?.customer)?.firstName) ??
					text(fields(order?.billingAddress)?.firstName) ??
					text(address?.firstName),
			),
			orderNumber:
				text(order?.number) ??
				text(shipment?.orderNumber) ??
				(SHOWS_NO_IDS.has(text(integration?.provider) ?? '')
					? null
					: (text(order?.id) ?? text(shipment?.orderId))),
			orderUrl: webUrl(order?.url),
			carrier: text(shipment?.carrier),
			sharedCarrier: sharedCarrierOf(text(shipment?.carrier), parcels),
			trackingNumber: text(shipment?.trackingNumber),
			trackingUrl: webUrl(brand.orderPage) ?? webUrl(shipment?.trackingUrl),
			trackingPage: webUrl(brand.orderPage),
			status: wording?.label ?? null,
			statusSentence: wording?.sentence ?? null,
			previousStatus: before === wording?.label ? null : before,
			isToBeShipped: order !== null && isToBeShipped(order),
			parcels,
			parcelForm: parcelForm(language, parcels.length),
			money: order?.presentment ? orderRows(order, previous, texts) : own,
			currency: own.currency ?? text(product?.currency),
			refundAmount: own.refundAmount,
			taxIncluded: own.taxesIncluded === true,
			lines: order === null ? linesOf(shipment, texts.item) : own.lines,
			address: addressLines(address, given.locale),
			message: given.message,
			look: lookOf(brand),
		},
	};
}

/** Stores whose customers see an order's number only: its id is one of 13 digits that nobody knows. */
const SHOWS_NO_IDS: ReadonlySet<string> = new Set(['shopify']);

/** Of a store's own words, only one that is no other word for the same status. */
function labelBefore(
	language: LanguageCode,
	kind: 'order' | 'shipment',
	status: string | null,
	previous: Fields,
): string | null {
	const [before, nativeBefore] = [text(previous.status), text(previous.nativeStatus)];
	if (before === null && (nativeBefore === null || (status ?? 'unknown') !== 'unknown'))
		return null;
	return statusWording(language, kind, before, nativeBefore, 1).label;
}

/** Orders of which nothing more leaves the shop. */
const OVER: ReadonlySet<string> = new Set([
	'fulfilled',
	'completed',
	'refunded',
	'cancelled',
	'failed',
]);

/** One that names neither an address to ship to nor a way to ship is a download, or is bought in the shop. */
function isToBeShipped(order: Fields): boolean {
	const isOver = [order.status, order.fulfillmentStatus].some((word) => OVER.has(text(word) ?? ''));
	return !isOver && !(order.shippingAddress === null && order.shippingMethod === null);
}

function aboutOf(item: Fields): MailScope['about'] {
	for (const kind of ['order', 'shipment', 'product', 'customer'] as const) {
		if (fields(item[kind]) !== null) return kind;
	}
	return null;
}

/** What is in a parcel has no amounts of its own. */
function linesOf(shipment: Fields | null, item: string): OrderRows['lines'] {
	return list(shipment?.lineItems).map((line) => ({
		name: text(line.name) ?? text(line.sku) ?? item,
		quantity: typeof line.quantity === 'number' ? line.quantity : null,
		total: null,
	}));
}

/** Of a shipment from before there were lists of parcels: its one. */
function parcelsOf(shipment: Fields | null): MailScope['parcels'] {
	if (shipment === null) return [];
	const told = list(shipment.parcels);
	return (told.length > 0 ? told : [shipment]).flatMap((parcel) => {
		const one = {
			number: text(parcel.trackingNumber),
			url: webUrl(parcel.trackingUrl),
			carrier: text(parcel.carrier),
		};
		return one.number === null && one.url === null ? [] : [one];
	});
}

function sharedCarrierOf(carrier: string | null, parcels: MailScope['parcels']): string | null {
	const others = parcels.filter((parcel) => parcel.carrier !== null && parcel.carrier !== carrier);
	return others.length === 0 ? carrier : null;
}

function addressLines(address: Fields | null, locale: string): string[] {
	if (address === null || !isPlace(address)) return [];
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

/** A shop that was not told where to ship to knows its own country all the same: that is no address. */
const isPlace = (address: Fields) =>
	['line1', 'line2', 'city', 'postalCode', 'lastName', 'company'].some(
		(name) => text(address[name]) !== null,
	);

function countryName(country: string | null, locale: string): string {
	if (country === null || !/^[A-Z]{2}$/.test(country)) return country ?? '';
	return displayNames(locale, { type: 'region' }).of(country) ?? country;
}

/** Of a carrier's system, the address is where the merchant logs in, and no customer. */
function shopUrlIn(integration: Fields | null): string | null {
	const provider = providerOf(text(integration?.provider) ?? '');
	return provider?.providerType === 'shipping' ? null : webUrl(integration?.storeUrl);
}
