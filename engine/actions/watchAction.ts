import type { CommerceItem } from '../deliveries/composeItem.ts';
import type { Integration } from '../inbox/integration.ts';
import { addTracking, stopRefusalOf, stopTracking } from '../inbox/writeToStore.ts';
import { orderKey } from '../parcels/orderKey.ts';
import { parcelsOfNumber, type ParcelOfNumber } from '../parcels/parcelsOfNumber.ts';
import { numbersOf } from '../parcels/shipmentsOfOrder.ts';
import { orderOfEvent, trackingDetails } from '../parcels/trackingDetails.ts';
import { trackingKey } from '../parcels/trackingKey.ts';
import { isTracker } from '../providers/isTracker.ts';
import { providerOf } from '../providers/providers.ts';
import type { WriteResult } from '../providers/storeSide.ts';
import { fields, text } from '../templates/itemFields.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld, OnlyShown } from './actionWorld.ts';
import { idIn, openProvenStore, type OpenStore, type StoreRequest } from './openStore.ts';
import { forgetSent, type ActionIdentity } from './sentActions.ts';

export type WatchRequest = {
	readonly store: StoreRequest;
	/** What the trigger has emitted; `null` for an item that is about no event. */
	readonly event: CommerceItem | null;
	/** `null` for all numbers of the event's shipment. */
	readonly trackingNumber: unknown;
	/** What the event does not say, or says otherwise; `null` for as the event says. */
	readonly carrier: string | null;
	readonly orderNumber: string | null;
	/** ISO 3166-1, two letters. */
	readonly countryCode: string | null;
	readonly postalCode: string | null;
	/** Whether what another carrier or tracker reports is left out, of the event's shipment. */
	readonly isOfShopsOnly: boolean;
	/** Whether the numbers of a parcel that is cancelled are followed no longer, where the tracker can be told so. */
	readonly stopsCancelled: boolean;
	readonly onlyShown: OnlyShown;
};

type Tracker = OpenStore & { readonly integration: Integration };
type Parcel = { readonly trackingNumber: string; readonly carrier: string | null };
type OfNumber = Pick<Parcel, 'trackingNumber'> & Pick<WriteResult, 'changed' | 'remark'>;

/** After these, a carrier has nothing more to tell. */
const IS_OVER: Readonly<Record<string, string>> = {
	delivered: 'the parcel has arrived already',
	returned: 'the parcel has gone back',
	cancelled: 'the parcel is cancelled',
};

/**
 * Has a tracker follow tracking numbers, each with the order that it belongs to. A number is told once: it may cost
 * something, and who has stopped it at the tracker meant it.
 *
 * @throws ActionError, StoreError
 */
export async function watchNumbers(world: ActionWorld, request: WatchRequest) {
	const { event, onlyShown } = request;
	const tracker = await openTracker(world, request.store);
	const parcels = parcelsIn(request);
	const reason = request.trackingNumber === null ? reasonNotTo(tracker, event!, request) : null;
	const isCancelled = reason === IS_OVER.cancelled && request.stopsCancelled;
	if (isCancelled && stopRefusalOf(tracker.provider) === null) {
		return await stopEach(world, tracker, parcels, onlyShown, (parcel) => parcel.isOurs);
	}
	if (reason !== null) return watching([], { remark: `Not watched: ${reason}.` });
	const details = await detailsOf(world, request);
	if (onlyShown !== null) {
		const numbers = parcels.map(({ trackingNumber }) => trackingNumber).join(', ');
		const order = details.orderNumber === null ? '' : ` for order ${details.orderNumber}`;
		const wouldHappen = `${tracker.integration.name} would follow ${numbers}${order}.`;
		return watching([], { remark: null, preview: true, reason: onlyShown, wouldHappen });
	}
	const results: OfNumber[] = [];
	for (const { trackingNumber, carrier } of parcels) {
		const tracking = { ...details, trackingNumber, carrier, ...{ trackingUrl: null } };
		const outcome = await world.sent.once(
			identityOf(tracker.integration, trackingNumber),
			async () => await addTracking(world.inbox, tracker, { ...tracking, notifyCustomer: false }),
		);
		const { changed, remark } = outcome.done ? outcome.result : FOLLOWED_ALREADY;
		results.push({ trackingNumber, changed, remark });
	}
	return watching(results);
}

/**
 * Has a tracker follow tracking numbers no longer: those of an event's shipment, or one that is given.
 *
 * @throws ActionError, StoreError
 */
export async function stopWatching(world: ActionWorld, request: StopRequest) {
	const tracker = await openTracker(world, request.store);
	const refusal = stopRefusalOf(tracker.provider);
	if (refusal !== null) throw new ActionError('setup', refusal);
	const parcels = parcelsIn({ ...request, carrier: null });
	return await stopEach(world, tracker, parcels, request.onlyShown);
}

export type StopRequest = Pick<WatchRequest, 'store' | 'event' | 'trackingNumber' | 'onlyShown'>;

async function stopEach(
	{ inbox }: ActionWorld,
	tracker: Tracker,
	parcels: readonly Parcel[],
	onlyShown: OnlyShown,
	mayStop: (parcel: ParcelOfNumber) => boolean = () => true,
) {
	const { integration } = tracker;
	if (onlyShown !== null) {
		const numbers = parcels.map(({ trackingNumber }) => trackingNumber).join(', ');
		const wouldHappen = `${integration.name} would follow ${numbers} no longer.`;
		return watching([], { remark: null, preview: true, reason: onlyShown, wouldHappen });
	}
	const results: OfNumber[] = [];
	for (const { trackingNumber } of parcels) {
		const known = await parcelsOfNumber(inbox.database, integration, trackingNumber);
		const stoppable = known.filter(mayStop);
		let result = known.length === 0 ? NEVER_TOLD : stoppable.length === 0 ? NOT_OURS : NO_LONGER;
		for (const parcel of stoppable) {
			const { changed, remark } = await stopTracking(inbox, tracker, parcel);
			result = { changed: result.changed || changed, remark: remark ?? result.remark };
		}
		// Whoever wants it followed again means it.
		await forgetSent(inbox.database, identityOf(integration, trackingNumber).eventId, null);
		results.push({ trackingNumber, ...result });
	}
	return watching(results);
}

type Stopped = Omit<OfNumber, 'trackingNumber'>;
const NO_LONGER: Stopped = { changed: false, remark: null };
const NEVER_TOLD: Stopped = {
	changed: false,
	remark: 'The tracker has told nothing of this number: nothing was stopped.',
};
/** AfterShip forgets a number that is stopped: what a person or another app has entered there is theirs. */
const NOT_OURS: Stopped = {
	changed: false,
	remark:
		'Somebody else has told the tracker to follow this number: it is followed on. "Stop Watching a Tracking Number" ends that.',
};
const FOLLOWED_ALREADY = { changed: false, remark: null };

/** As which it is remembered that a tracker was told of a number, by whichever workflow. */
const identityOf = ({ guid }: Integration, trackingNumber: string): ActionIdentity => ({
	...{ eventId: `watch/${guid}/${trackingKey(trackingNumber)}`, recipient: 'tracker' },
	...{ workflowId: '', nodeId: '' },
});

/** What the node puts out. */
function watching(numbers: readonly OfNumber[], more: object = {}) {
	const remarks = [...new Set(numbers.flatMap(({ remark }) => remark ?? []))];
	const changed = numbers.some((each) => each.changed);
	return { watching: { numbers, changed, remark: remarks.join(' ') || null, ...more } };
}

async function openTracker(world: ActionWorld, request: StoreRequest): Promise<Tracker> {
	const store = await openProvenStore(world, request);
	const { provider, integration } = store;
	if (!isTracker(provider)) {
		const { addsTracking } = provider.abilities;
		const why =
			addsTracking === true ? `${provider.name} is a shop, and follows no parcels` : addsTracking;
		const hint = 'Choose the credential of a tracker, or "Add Tracking" under "Operation".';
		throw new ActionError('setup', why, { hint });
	}
	if (integration === null) {
		throw new ActionError('setup', `This ${provider.name} account is not connected`, {
			hint: 'What it finds out would reach no workflow. Connect it by a Commerce Store Trigger first.',
		});
	}
	return { ...store, integration };
}

/** @throws ActionError where there are none */
function parcelsIn({
	event,
	trackingNumber,
	carrier,
}: Pick<WatchRequest, 'event' | 'trackingNumber' | 'carrier'>): Parcel[] {
	const shipment = fields(event?.shipment);
	const ofShipment = text(shipment?.carrier);
	if (trackingNumber !== null) {
		const number = idIn('Tracking Number', trackingNumber);
		return [{ trackingNumber: number, carrier: carrier ?? ofShipment }];
	}
	const numbers = shipment === null ? [] : numbersOf(shipment);
	if (numbers.length > 0) {
		return numbers.map((number) => ({ trackingNumber: number, carrier: carrier ?? ofShipment }));
	}
	throw new ActionError(
		'setup',
		shipment === null ? 'The item is not about a shipment' : 'The shipment has no tracking number',
		{
			hint: 'Start the workflow with a Commerce Shipment Trigger whose condition is that the tracking number exists, or choose "Given Here" under "Numbers".',
		},
	);
}

/** Why the numbers of an event's shipment are not worth following; `null` where they are. */
function reasonNotTo(
	{ integration }: Tracker,
	{ integration: reporter, shipment }: CommerceItem,
	{ isOfShopsOnly }: WatchRequest,
): string | null {
	if (reporter.guid === integration.guid) return 'the tracker has reported it itself';
	if (isOfShopsOnly && providerOf(reporter.provider)?.providerType === 'shipping') {
		return `"${reporter.name}" tells of it by itself`;
	}
	return IS_OVER[text(fields(shipment)?.status) ?? ''] ?? null;
}

async function detailsOf(
	{ inbox }: ActionWorld,
	{ store, event, orderNumber, ...given }: WatchRequest,
) {
	const countryCode = given.countryCode?.toUpperCase() ?? null;
	if (countryCode !== null && !/^[A-Z]{2}$/.test(countryCode)) {
		throw new ActionError('setup', `"${countryCode.slice(0, 50)}" is no country`, {
			hint: 'Give its two letters under "Destination Country", such as DE or US, or leave it empty.',
		});
	}
	const order = await orderOfEvent(inbox, store.space, event);
	const known = await trackingDetails(inbox, order, event);
	// With another number than the event's, another order is meant.
	const isOther = orderNumber !== null && orderKey(orderNumber) !== orderKey(known.orderNumber);
	return {
		...(isOther
			? { orderId: '', orderNumber, reference: null }
			: { orderId: order?.orderId ?? '', ...known }),
		destination: {
			countryCode: countryCode ?? known.destination?.countryCode ?? null,
			postalCode: given.postalCode ?? known.destination?.postalCode ?? null,
		},
	};
}
