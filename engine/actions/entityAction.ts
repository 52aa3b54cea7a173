import { z } from 'zod/v4';
import { ENTITY_SCHEMAS } from '../events/entities.ts';
import { ENTITY_TYPES } from '../events/entityType.ts';
import { forgetCustomer } from '../privacy/forgetCustomer.ts';
import { ActionError } from './actionError.ts';
import type { ActionWorld, OnlyShown } from './actionWorld.ts';
import { idIn, openProvenStore, openStore, type StoreRequest } from './openStore.ts';

/** The entity in canonical form, as the store has it now. Nothing is stored and nothing starts. */
export async function getEntity(
	world: ActionWorld,
	given: { readonly store: StoreRequest; readonly entityType: unknown; readonly id: unknown },
): Promise<Record<string, unknown>> {
	const { provider, connection } = await openStore(world, given.store);
	const entityType = z.enum(ENTITY_TYPES).parse(given.entityType);
	const id = idIn('ID', given.id);
	const ability = provider.abilities.reads[entityType];
	if (ability !== true) throw new ActionError('setup', ability);
	const observations = await provider.readEntity(connection, entityType, id);
	const found = observations.find((each) => each.entityType === entityType && each.id === id);
	if (!found || found.kind === 'delete') {
		throw new ActionError(
			'setup',
			`The store has no ${entityType.toLowerCase()} with the ID "${id}"`,
			{ hint: 'Give the ID as the triggers give it, not the number that customers see.' },
		);
	}
	return { [entityType.toLowerCase()]: ENTITY_SCHEMAS[entityType].parse(found.entity) };
}

/** Removes a person from what is kept of a store; the store itself is not asked. */
export async function forgetStoreCustomer(
	world: ActionWorld,
	{
		store,
		onlyShown,
		...person
	}: {
		readonly store: StoreRequest;
		readonly onlyShown: OnlyShown;
		readonly customerId: string | null;
		readonly email: string | null;
	},
): Promise<{ forgotten: object }> {
	const { integration } = await openProvenStore(world, store);
	if (integration === null) {
		throw new ActionError('setup', 'This store is not connected', {
			hint: 'There is nothing to forget: connect it by a Commerce Store Trigger first.',
		});
	}
	if (person.customerId === null && person.email === null) {
		throw new ActionError('setup', 'It is not known whom to forget', {
			hint: 'Fill in "Customer ID", "Email", or both.',
		});
	}
	if (onlyShown !== null) return { forgotten: { ...person, preview: true, reason: onlyShown } };
	const { database, now } = world.inbox;
	return { forgotten: await forgetCustomer(database, integration.guid, person, now()) };
}
