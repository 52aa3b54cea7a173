import { CATALOG, type TriggerCode } from '../../events/catalog.ts';
import type { EntityType } from '../../events/entityType.ts';

export type Topic = { readonly entityType: EntityType; readonly code: TriggerCode };

/**
 * A message's type is a trigger's code with a dot after the entity: `shipment.out_for_delivery`.
 * `ping` is a store's "are you there".
 */
export const TOPICS: ReadonlyMap<string, Topic> = new Map(
	CATALOG.map(({ code, entityType }) => [code.replace('_', '.'), { entityType, code }]),
);

export const PING = 'ping';
