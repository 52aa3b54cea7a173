import type { CommerceItem } from '../deliveries/composeItem.ts';
import { integrationOf } from '../inbox/integration.ts';
import { refusalOf, updateStatus } from '../inbox/writeToStore.ts';
import { orderInAnotherStore } from '../parcels/orderInAnotherStore.ts';
import { providerOf } from '../providers/providers.ts';
import type { StatusUpdate } from '../providers/storeSide.ts';
import type { Row } from '../state/schema.ts';
import { fields, text } from '../templates/itemFields.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld, OnlyShown } from './actionWorld.ts';
import { idIn, openProvenStore, openStore, type StoreRequest } from './openStore.ts';
import { statusUpdateOf } from './statusUpdateOf.ts';
import { updateInWords } from './wouldHappen.ts';

/** What an item is to update, as the form of Update Status says it. */
export type StatusTarget = {
	readonly space: string;
	/** What the trigger has emitted; `null` for an item that is about no event. */
	readonly event: CommerceItem | null;
	readonly isOrder: boolean;
	/** Of another order or shipment than the event's; `null` for the event's own. */
	readonly id: string | null;
	/** Another store than the event's, by its guid or by its keys; `null` for the event's own. */
	readonly store: string | StoreRequest | null;
	readonly status: string;
	readonly note: string;
	/** Absent where it is done. */
	readonly onlyShown?: OnlyShown;
};

/** An update that the store's own workflow can be asked for. */
export type FoundTarget = {
	readonly update: StatusUpdate;
	readonly store: Pick<Row<'integration'>, 'guid' | 'name' | 'workflowId' | 'credentialId'> & {
		/** Slug of the provider. */
		readonly provider: string;
	};
	/** What would change in the shop, in words; `null` where the update is not only shown. */
	readonly wouldHappen: string | null;
};

/**
 * Finds out what an item is to update and in which store, and whether that kind of store can do it.
 *
 * @throws ActionError naming the field as the form shows it
 */
export async function findStatusTarget(
	world: ActionWorld,
	{ space, event, isOrder, id: givenId, store, status, note, onlyShown = null }: StatusTarget,
): Promise<FoundTarget> {
	const { inbox } = world;
	const fail = (message: string, hint: string) => new ActionError('setup', message, { hint });
	const isByKeys = typeof store === 'object' && store !== null;
	const chosen = isByKeys ? (await openStore(world, store)).integration : null;
	if (isByKeys && chosen === null) {
		throw fail(
			'The store of the chosen credential is not connected to this n8n',
			'Choose the credential of a store that a published Commerce Store Trigger connects.',
		);
	}
	const guid = isByKeys ? chosen!.guid : (store ?? event?.integration.guid);
	const isOfAnother =
		givenId === null && event !== null && !!guid && event.integration.guid !== guid;
	const id =
		givenId ??
		(isOfAnother
			? await orderInAnotherStore(inbox, event, { space, guid }, isOrder)
			: idOf(event, isOrder));
	if (!id) {
		throw givenId !== null
			? fail('"ID" is empty', 'Fill in "ID", for example by dragging a field from the input.')
			: fail(
					`The item is not about ${isOrder ? 'an order, nor about a shipment whose order is known' : 'a shipment'}`,
					'Start the workflow with a Commerce Order or Shipment Trigger, or choose another entry under "Update".',
				);
	}
	if (!guid) {
		throw fail(
			'It is not known which store to write to',
			'Start the workflow with a trigger of this package, or choose a store under "Store".',
		);
	}
	const update = statusUpdateOf({ entityType: isOrder ? 'Order' : 'Shipment', id, status, note });
	const ofSample =
		event?.event.isSample && event.integration.guid === guid ? event.integration : null;
	const isShownOnly = onlyShown !== null;
	const integration =
		ofSample && isShownOnly
			? { ...ofSample, workflowId: '', credentialId: null }
			: await integrationOf(inbox.database, space, guid);
	if (integration === null) {
		throw ofSample
			? fail(
					'The event is a made-up sample: there is no store to write to',
					'Choose an event of a connected store under "Test With" of the trigger, or a store under "Store".',
				)
			: fail(
					'The store is not connected to this n8n',
					'Choose a store under "Store", or publish the workflow with its Commerce Store Trigger again.',
				);
	}
	const provider = providerOf(integration.provider);
	const refusal = provider && refusalOf(provider, update);
	if (refusal) throw fail(refusal, 'Choose another status, or another store.');
	const { name, workflowId, credentialId } = integration;
	const found = { guid, name, workflowId, credentialId, provider: integration.provider };
	const wouldHappen = isShownOnly ? await updateInWords(inbox.database, integration, update) : null;
	return { update, store: found, wouldHappen };
}

function idOf(event: CommerceItem | null, isOrder: boolean): string | null {
	const order = fields(event?.order);
	const shipment = fields(event?.shipment);
	return text(isOrder ? (order?.id ?? shipment?.orderId) : shipment?.id);
}

/** Gives an order or a shipment a status. The change comes back as an event that is marked as our own. */
export async function updateStoreStatus(
	world: ActionWorld,
	{
		store: request,
		onlyShown,
		...given
	}: {
		readonly store: StoreRequest;
		readonly onlyShown: OnlyShown;
		readonly entityType: unknown;
		readonly id: unknown;
		readonly status: string;
		readonly note: unknown;
	},
) {
	const store = await openProvenStore(world, request);
	const update = statusUpdateOf({ ...given, id: idIn('ID', given.id) });
	const refusal = refusalOf(store.provider, update);
	if (refusal !== null) throw new ActionError('setup', refusal);
	const { entityType, id, status, note } = update;
	if (onlyShown !== null) {
		const wouldHappen = await updateInWords(world.inbox.database, store.integration, update);
		const shown = { preview: true, reason: onlyShown, wouldHappen, ...(note && { note }) };
		return { update: { entityType, id, status, changed: false, remark: null, ...shown } };
	}
	const { changed, remark } = await updateStatus(world.inbox, store, update);
	return { update: { entityType, id, status, changed, remark } };
}
