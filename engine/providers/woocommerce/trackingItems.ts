import { orderMeta } from './attributesOf.ts';
import { z } from 'zod/v4';
import { listIn, partOf, readText, text } from '../payloadFields.ts';
import { title } from './title.ts';
import { carrierIn, entriesIn, linkIn, momentOf } from './trackingFields.ts';

/** A tracking number of an order, wherever a plugin keeps it. */
export type TrackingItem = {
	/** What the id of its shipment ends with. */
	readonly name: string;
	readonly number: string;
	/** The plugin's name or slug for the carrier. */
	readonly carrier: string | null;
	readonly link: string | null;
	readonly shippedAt: string | null;
	/** False for a label that is bought, and nothing more. */
	readonly isShipped: boolean;
};

type Listed = {
	readonly items: readonly TrackingItem[];
	/** Of half a list nobody can say what is no more in it. */
	readonly isWhole: boolean;
};

/** What one place of an order holds. */
type Place = (order: OrderMeta) => readonly Listed[];

type OrderMeta = {
	/** The values of a key. */
	readonly all: (key: string) => readonly unknown[];
	/** The first value of a key, as a text. */
	readonly one: (key: string) => string | null;
	/** The values of a key of every line. */
	readonly ofLines: (key: string) => readonly unknown[];
};

/** Of one order, and of each place where it may have them: each is an entity of its own. */
export const MOST_SHIPMENTS = 500;

/** Longer than any tracking number. */
const LONGEST_NUMBER = 200;

const item = (
	number: string | null | undefined,
	more: Partial<Omit<TrackingItem, 'number' | 'name'>> & { name?: string | null },
): TrackingItem[] =>
	!number || number.length > LONGEST_NUMBER
		? []
		: [
				{
					carrier: null,
					link: null,
					shippedAt: null,
					isShipped: true,
					...more,
					name: more.name ?? number,
					number,
				},
			];

/**
 * The names of Shipment Tracking, then those that Advanced Shipment Tracking and the REST answers of both
 * have beside them.
 */
const shipmentTracking = z
	.object({
		tracking_id: text,
		tracking_provider: text,
		custom_tracking_provider: title,
		formatted_tracking_provider: title,
		custom_tracking_link: text,
		tracking_link: text,
		formatted_tracking_link: text,
		ast_tracking_link: text,
		tracking_url: text,
		tracking_number: text,
		date_shipped: z.unknown(),
	})
	.transform((given) =>
		item(given.tracking_number, {
			name: given.tracking_id,
			carrier: carrierIn(
				given.tracking_provider,
				given.custom_tracking_provider,
				given.formatted_tracking_provider,
			),
			// One that the merchant has typed goes before one that a plugin has made.
			link: linkIn(given.tracking_number, [
				given.custom_tracking_link,
				given.tracking_link,
				given.formatted_tracking_link,
				given.ast_tracking_link,
				given.tracking_url,
			]),
			shippedAt: momentOf(given.date_shipped),
		}),
	);

/** AfterShip Tracking, `includes/class-aftership-actions.php` (`add_tracking_item`). */
const aftership = z
	.object({ slug: text, tracking_number: text, metrics: partOf(z.object({ created_at: text })) })
	.transform(({ slug = null, tracking_number: number, metrics }) =>
		item(number, { carrier: slug, shippedAt: momentOf(metrics?.created_at) }),
	);

/** Orders Tracking for WooCommerce (VillaTheme): what its e-mails print of a line. */
const ordersTracking = z
	.object({
		tracking_number: text,
		carrier_slug: text,
		carrier_name: title,
		carrier_url: text,
		time: z.unknown(),
	})
	.transform((given) =>
		item(given.tracking_number, {
			carrier: carrierIn(given.carrier_slug, given.carrier_name),
			link: linkIn(given.tracking_number, [given.carrier_url]),
			shippedAt: momentOf(given.time),
		}),
	);

/** ParcelPanel: a text of JSON, by number. */
const parcelPanel = z
	.object({ tracking_number: text, courier_code: text, fulfilled_at: z.unknown() })
	.transform(({ tracking_number: number, courier_code: carrier = null, fulfilled_at: at }) =>
		item(number, { carrier, shippedAt: momentOf(at) }),
	);

/** A label of WooCommerce Shipping, or of WooCommerce Services before it. */
const label = z
	.object({
		tracking: text,
		carrier_id: text,
		created: z.unknown(),
		refund: z.unknown(),
		error: z.unknown(),
	})
	.transform((given) =>
		given.refund || given.error
			? []
			: item(given.tracking, {
					carrier: given.carrier_id ?? null,
					shippedAt: momentOf(given.created),
					isShipped: false,
				}),
	);

/**
 * Where plugins keep tracking numbers, as their public sources and the code of others show; which version
 * writes which is not verified. A number that is in two places is that of the first.
 */
const PLACES: readonly Place[] = [
	({ all }) => all('_wc_shipment_tracking_items').map((value) => listed(value, shipmentTracking)),
	({ all }) => all('_aftership_tracking_items').map((value) => listed(value, aftership)),
	({ all }) => all('_parcelpanel_shipping_numbers').map((value) => listed(value, parcelPanel)),
	// Of each line the plugin keeps all numbers that it ever had; the last is the one that holds.
	({ ofLines }) =>
		ofLines('_vi_wot_order_item_tracking_data').map((value) =>
			listed(value, ordersTracking, (entries) => entries.slice(-1)),
		),
	// YITH Order & Shipment Tracking shows a number once the carrier has the parcel.
	({ all, one }) => {
		const isPickedUp = all('ywot_picked_up').every((value) => !/^(no|off|0)?$/i.test(said(value)));
		const more = {
			carrier: carrierIn(one('ywot_carrier_id'), one('ywot_carrier_name')),
			shippedAt: momentOf(one('ywot_pick_up_date')),
		};
		const link = one('ywot_carrier_url');
		return [numbersIn(isPickedUp ? one('ywot_tracking_code') : null, link, more)];
	},
	// Shipment Tracking before it kept several, and what is made like it.
	({ one }) => [
		numbersIn(one('_tracking_number'), one('_custom_tracking_link'), {
			carrier: carrierIn(one('_tracking_provider'), one('_custom_tracking_provider')),
			shippedAt: momentOf(one('_date_shipped')),
		}),
	],
	({ all }) =>
		[...all('wcshipping_labels'), ...all('wc_connect_labels')].map((value) => listed(value, label)),
];

/**
 * The tracking numbers of an order, each once.
 *
 * @param lines `undefined` where the message does not tell them
 * @returns `names`: of all of them, also of a number that is there twice; `undefined` where more may be there
 */
export function trackingItemsIn(
	meta: unknown,
	lines: ReadonlyArray<{ readonly meta_data?: unknown }> | undefined,
): { readonly items: readonly TrackingItem[]; readonly names: readonly string[] | undefined } {
	let isCut = false;
	const all = (key: string) => {
		const values = orderMeta(meta, key) ?? [];
		isCut ||= values.length > MOST_SHIPMENTS;
		return values.slice(0, MOST_SHIPMENTS);
	};
	const order: OrderMeta = {
		all,
		one: (key) => readText(all(key)[0], LONGEST_NUMBER * 5),
		ofLines: (key) => (lines ?? []).flatMap((line) => orderMeta(line.meta_data, key) ?? []),
	};
	const lists = PLACES.flatMap((place) => place(order));
	const found = lists.flatMap(({ items }) => items);
	const isTold = listIn(meta) !== undefined && lines !== undefined;
	const isWhole = isTold && !isCut && lists.every((list) => list.isWhole);
	const items = new Map<string, TrackingItem>();
	for (const one of found) if (!items.has(one.number)) items.set(one.number, one);
	return {
		items: [...items.values()],
		names: isWhole ? found.map(({ name }) => name) : undefined,
	};
}

function listed(
	value: unknown,
	entry: z.ZodType<TrackingItem[]>,
	those: (entries: readonly unknown[]) => readonly unknown[] = (entries) => entries,
): Listed {
	const entries = entriesIn(value);
	const wanted = those(entries ?? []);
	const read = wanted.slice(0, MOST_SHIPMENTS).map((one) => entry.safeParse(one));
	return {
		items: read.flatMap(({ data }) => data ?? []),
		isWhole:
			entries !== undefined &&
			read.length === wanted.length &&
			read.every(({ success }) => success),
	};
}

const said = (value: unknown) => (typeof value === 'string' ? value.trim() : value ? 'yes' : '');

/** One field for a number, into which people write several. */
function numbersIn(
	given: string | null,
	link: string | null,
	more: Pick<TrackingItem, 'carrier' | 'shippedAt'>,
): Listed {
	const items = (given ?? '').split(/[,;\n]/).flatMap((part) => {
		const number = part.trim();
		return item(number, { ...more, link: linkIn(number, [link]) });
	});
	return { items, isWhole: true };
}
