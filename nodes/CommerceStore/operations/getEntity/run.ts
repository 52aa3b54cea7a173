import { NodeOperationError, type IDataObject } from 'n8n-workflow';
import { z } from 'zod/v4';
import { ENTITY_SCHEMAS } from '../../../../engine/events/entities.ts';
import { ENTITY_TYPES } from '../../../../engine/events/entityType.ts';
import type { Operation } from '../../operation.ts';
import { readId } from '../../readId.ts';

/** The entity in canonical form, as the store has it now. Nothing is stored and nothing starts. */
export const runGetEntity: Operation = async (context, { provider, connection }, itemIndex) => {
	const entityType = z.enum(ENTITY_TYPES).parse(context.getNodeParameter('entityType', itemIndex));
	const id = readId(context, 'entityId', 'ID', itemIndex);
	const ability = provider.abilities.reads[entityType];
	if (ability !== true) {
		throw new NodeOperationError(context.getNode(), ability, { itemIndex });
	}
	const observations = await provider.readEntity(connection, entityType, id);
	const found = observations.find((each) => each.entityType === entityType && each.id === id);
	if (!found || found.kind === 'delete') {
		throw new NodeOperationError(
			context.getNode(),
			`The store has no ${entityType.toLowerCase()} with the ID "${id}"`,
			{
				itemIndex,
				description: 'Give the ID as the triggers give it, not the number that customers see.',
			},
		);
	}
	const entity = ENTITY_SCHEMAS[entityType].parse(found.entity);
	return [{ [entityType.toLowerCase()]: entity as unknown as IDataObject }];
};
