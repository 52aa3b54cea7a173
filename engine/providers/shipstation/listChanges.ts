import { z } from 'zod/v4';
import type { EntityType } from '../../events/entityType.ts';
import type { Observation, ObservationOf } from '../../events/observation.ts';
import { amount } from '../payloadFields.ts';
import { refusedEntity } from '../refusedEntity.ts';
import { StoreError } from '../storeError.ts';
import type { ListPage, ListPosition, RefusedEntity } from '../storeSide.ts';
import { requireShipment } from './abilities.ts';
import { callShipStation, readAnswer, readOne, type ShipStationConnection } from './client.ts';
import {
	fulfillmentData,
	labelData,
	observeFulfillment,
	observeLabel,
	shipmentData,
	type ShipStationLabel,
	type ShipStationShipment,
} from './labelData.ts';
import { withReport } from './readReport.ts';

/**
 * For each label, one more call reads its order number, and the first time another one what its carrier says: a page
 * has to stay far below 200 calls a minute.
 */
const PAGE_SIZE = 25;
/** Older parcels have arrived, and belong to no order any more. */
const OLDEST_MS = 60 * 24 * 3_600_000;
/** The second list is read some minutes after the first: what was made meanwhile must not look listed. */
const OVERLAP_MS = 10 * 60_000;

export type List = 'labels' | 'fulfillments';

/**
 * The labels that were made since, and then the fulfillments, oldest first. ShipStation does not list what has changed
 * in a label: carriers' reports are posted, and `refreshParcels` asks for those that were lost. Of labels that were
 * there before, nothing was posted: the first listing asks for each.
 */
export function createListChanges(now: () => Date) {
	return async (
		connection: ShipStationConnection,
		entityType: EntityType,
		{ since, page }: ListPosition,
	): Promise<ListPage> => {
		requireShipment(entityType);
		const [, list, number] =
			/^(labels|fulfillments):([1-9]\d{0,6})$/.exec(page ?? 'labels:1') ?? [];
		if (list === undefined) throw new StoreError('rejected', `"${page}" is no page of a list.`);
		const fromMs = since === null ? now().getTime() - OLDEST_MS : Date.parse(since) - OVERLAP_MS;
		const from = new Date(fromMs).toISOString();
		const filters = {
			[list === 'labels' ? 'created_at_start' : 'create_date_start']: from,
			sort_by: 'created_at',
			sort_dir: 'asc',
		};
		const { entries, hasMore } = await readPage(connection, list as List, filters, Number(number));
		const { observations, refused } = await observeAll(connection, list as List, entries, {
			withReports: since === null,
		});
		const next = hasMore ? `${list}:${Number(number) + 1}` : null;
		return {
			observations,
			refused,
			nextPage: next ?? (list === 'labels' ? 'fulfillments:1' : null),
		};
	};
}

/** Several labels may be of one shipment, which is read once. */
type Shipments = Map<string, ShipStationShipment | null>;

/** What entries of a list tell; one that cannot be read is named, and left out. */
export async function observeAll(
	connection: ShipStationConnection,
	list: List,
	entries: readonly unknown[],
	{ withReports = false }: { readonly withReports?: boolean } = {},
): Promise<{ observations: Observation[]; refused: RefusedEntity[] }> {
	const shipments: Shipments = new Map();
	const observations: Observation[] = [];
	const refused: RefusedEntity[] = [];
	for (const entry of entries) {
		try {
			if (list === 'fulfillments') {
				observations.push(...observeFulfillment(fulfillmentData.parse(entry)));
				continue;
			}
			const label = labelData.parse(entry);
			for (const told of await observeWithShipment(connection, label, shipments)) {
				observations.push(withReports ? await withReport(connection, label, told) : told);
			}
		} catch (error) {
			refused.push(refusedEntity({ id: idIn(entry) }, error));
		}
	}
	return { observations, refused };
}

/** A label with its order, which is one more call. */
export const observeOne = async (
	connection: ShipStationConnection,
	label: ShipStationLabel,
): Promise<Array<ObservationOf<'Shipment'>>> =>
	await observeWithShipment(connection, label, new Map());

async function observeWithShipment(
	connection: ShipStationConnection,
	label: ShipStationLabel,
	shipments: Shipments,
): Promise<Array<ObservationOf<'Shipment'>>> {
	if (label.is_return_label === true) return [];
	const id = label.shipment_id ?? '';
	if (!shipments.has(id)) {
		const isId = /^[\w-]{1,60}$/.test(id);
		shipments.set(id, isId ? await readOne(connection, `/shipments/${id}`, shipmentData) : null);
	}
	return observeLabel(label, shipments.get(id) ?? null);
}

type PageAnswer = {
	readonly entries: readonly unknown[];
	readonly pages?: number | null | undefined;
};
const entries = z.array(z.unknown()).max(1_000);
const PAGES: Readonly<Record<List, z.ZodType<PageAnswer>>> = {
	labels: z
		.object({ labels: entries, pages: amount })
		.transform(({ labels, pages }) => ({ entries: labels, pages })),
	fulfillments: z
		.object({ fulfillments: entries, pages: amount })
		.transform(({ fulfillments, pages }) => ({ entries: fulfillments, pages })),
};

/** One page of labels or fulfillments, each still to be read. */
export async function readPage(
	connection: ShipStationConnection,
	list: List,
	filters: Readonly<Record<string, string>>,
	page: number,
): Promise<{ readonly entries: readonly unknown[]; readonly hasMore: boolean }> {
	const query = { ...filters, page: String(page), page_size: String(PAGE_SIZE) };
	const { body } = await callShipStation(connection, { method: 'GET', path: `/${list}`, query });
	const { entries: found, pages } = readAnswer(connection, `GET /${list}`, PAGES[list], body);
	return { entries: found, hasMore: found.length > 0 && page < (pages ?? 0) };
}

function idIn(entry: unknown): unknown {
	const { label_id: label, fulfillment_id: fulfillment } = Object(entry) as Record<string, unknown>;
	return label ?? fulfillment;
}
