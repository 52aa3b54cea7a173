import { dateFormat } from '../templates/formatters.ts';
import { text } from '../templates/itemFields.ts';
import { textsOf } from '../templates/languages/textsOf.ts';
import { statusWording } from '../templates/statusWording.ts';
import { templateScope, type MailScope } from '../templates/templateScope.ts';
import { markup, type Markup } from './markup.ts';
import { pageFrame, type ShopperPage } from './pageFrame.ts';
import type { TrackedParcel } from './parcelsOfOrder.ts';
import { isProblem, progressLine, reachedBy } from './progress.ts';
import type { TrackedOrder } from './trackedOrder.ts';

/** Orders of which nothing is on its way any more, whatever became of the parcels. */
const CALLED_OFF: ReadonlySet<string> = new Set(['cancelled', 'failed']);
const UTC = 'UTC';

/**
 * The page of an order for its customer: how far each parcel is, and what is in the order. No address, no price, nobody's
 * name, and none of the carrier's own sentences, which name streets and neighbours.
 *
 * @param nowMs epoch milliseconds
 */
export function orderPageHtml(tracked: TrackedOrder, nowMs: number): ShopperPage {
	const { order, brand, parcels } = tracked;
	const { language } = tracked.language;
	const texts = textsOf(language);
	const { shop, mail } = scopeOf(tracked, { order });
	const number = mail.orderNumber;
	const title = number === null ? texts.labels.order : `${texts.labels.order} ${number}`;
	const isCalledOff = CALLED_OFF.has(text(order.status) ?? '');
	const ofOrder = parcels.length === 0 || isCalledOff ? orderSection(tracked, mail) : null;
	const items = mail.money.lines.map(
		({ name, quantity }) =>
			markup`<li><bdi>${name}</bdi>${quantity === null ? null : markup` <span>× ${quantity}</span>`}</li>`,
	);
	const content = markup`<h1>${texts.labels.order}${number === null ? null : markup` <bdi>${number}</bdi>`}</h1>
${ofOrder}
${parcels.map((parcel, index) => parcelSection(tracked, parcel, index, nowMs))}
${items.length === 0 ? null : markup`<section><h2 class="small">${texts.trackingPage.items}</h2><ul class="items">${items}</ul></section>`}`;
	return pageFrame({ language, brand, shopName: shop.name, title, content });
}

const scopeOf = ({ store, brand, language }: TrackedOrder, about: Record<string, unknown>) =>
	templateScope(
		{ ...about, integration: store },
		{ shopName: null, message: null, brand, ...language },
	);

function orderSection({ order, language: { language } }: TrackedOrder, mail: MailScope): Markup {
	const { news } = textsOf(language);
	const isReady = order.status === 'ready_for_pickup';
	const line =
		mail.isToBeShipped || isReady ? progressLine(language, isReady ? 3 : 0, isReady) : null;
	return markup`<section><h2>${mail.status ?? news.order}</h2>${mail.status === null ? null : markup`<p>${mail.statusSentence}</p>`}${line}</section>`;
}

function parcelSection(
	tracked: TrackedOrder,
	{ shipment, history }: TrackedParcel,
	index: number,
	nowMs: number,
): Markup {
	const { language } = tracked.language;
	const { labels, news, buttons, trackingPage } = textsOf(language);
	const { mail } = scopeOf(tracked, { shipment });
	const count = tracked.parcels.length;
	const reached = reachedBy(shipment);
	const isPickup = [shipment, ...history].some(({ status }) => status === 'ready_for_pickup');
	const several = count < 2 ? null : markup` <span class="count">${index + 1}/${count}</span>`;
	const sentence =
		mail.status === null
			? null
			: markup`<p${isProblem(shipment.status) ? markup` class="warn"` : null}>${mail.statusSentence}</p>`;
	return markup`<section><h2>${mail.status ?? news.parcel}${several}</h2>
${sentence}
${reached === null ? null : progressLine(language, reached, isPickup)}
${facts([
	[labels.expected, expectedDay(tracked, shipment, reached, nowMs)],
	[
		labels.delivered,
		shipment.status === 'delivered' ? moment(tracked, shipment.deliveredAt) : null,
	],
	...mail.parcels.flatMap(({ number, carrier }) => [
		[labels.carrier, carrier] as const,
		[labels.trackingNumber, number] as const,
	]),
])}
${mail.parcels.flatMap(({ url, carrier }) => (url === null ? [] : [markup`<p><a class="button" href="${url}" target="_blank" rel="noopener noreferrer">${[carrier, buttons.track].filter(Boolean).join(' · ')}</a></p>`]))}
${historyList(tracked, history, trackingPage.history)}</section>`;
}

function facts(rows: ReadonlyArray<readonly [label: string, value: string | Markup | null]>) {
	const known = rows.filter(([, value]) => value !== null);
	if (known.length === 0) return null;
	return markup`<dl>${known.map(([label, value]) => markup`<dt>${label}</dt><dd><bdi>${value}</bdi></dd>`)}</dl>`;
}

function historyList(
	tracked: TrackedOrder,
	history: TrackedParcel['history'],
	heading: string,
): Markup | null {
	const { language } = tracked.language;
	const { ordered } = textsOf(language).trackingPage;
	const told = history.map(({ at, status }) => ({
		at: moment(tracked, new Date(at).toISOString()),
		label: statusWording(language, 'shipment', status, null, 1).label,
	}));
	const all = [...told, { at: moment(tracked, tracked.order.createdAt), label: ordered }].filter(
		({ at, label }) => at !== null && label !== null,
	);
	if (all.length === 0) return null;
	return markup`<h3>${heading}</h3><ol class="history">${all.map(({ at, label }) => markup`<li>${at}<span>${label}</span></li>`)}</ol>`;
}

/** Only while it is to come: a day that has passed promises nothing any more. */
function expectedDay(
	tracked: TrackedOrder,
	{ estimatedDeliveryAt, deliveredAt }: TrackedParcel['shipment'],
	reached: number | null,
	nowMs: number,
): Markup | null {
	const at = Date.parse(text(estimatedDeliveryAt) ?? '');
	const isOpen = reached !== null && reached < 4 && text(deliveredAt) === null;
	const day = (time: number, timeZone: string) =>
		dateFormat('en-CA', { dateStyle: 'short', timeZone }).format(time);
	const { timeZone = UTC } = tracked.brand;
	if (!isOpen || Number.isNaN(at)) return null;
	if (day(at, isDayAlone(at) ? UTC : timeZone) < day(nowMs, timeZone)) return null;
	return timeElement(tracked, at, { dateStyle: 'full' });
}

/** Midnight in UTC is a day without a time, and the same day everywhere. */
const isDayAlone = (at: number) => new Date(at).toISOString().endsWith('T00:00:00.000Z');

function moment(tracked: TrackedOrder, given: unknown): Markup | null {
	const at = Date.parse(text(given) ?? '');
	if (Number.isNaN(at)) return null;
	return isDayAlone(at)
		? timeElement(tracked, at, { dateStyle: 'long' })
		: timeElement(tracked, at, { dateStyle: 'medium', timeStyle: 'short' });
}

/** In the time zone of the shop; where none is known in UTC, which is said. */
function timeElement(
	{ brand, language: { locale } }: TrackedOrder,
	at: number,
	options: Intl.DateTimeFormatOptions,
): Markup {
	const timeZone = isDayAlone(at) ? UTC : (brand.timeZone ?? UTC);
	const isUnsaid = brand.timeZone === undefined && options.timeStyle !== undefined;
	const written = dateFormat(locale, { ...options, timeZone }).format(at);
	return markup`<time datetime="${new Date(at).toISOString()}">${isUnsaid ? `${written} UTC` : written}</time>`;
}
