import { z } from 'zod/v4';
import { ENTITY_TYPES, type EntityType } from '../../../engine/events/entityType.ts';
import { notFoundIssue } from '../../http/notFoundIssue.ts';

/** An entity type in a path: in any case; an unknown one is 404 and names all of them. */
export const entityTypeParam = z
	.string()
	.meta({ enum: [...ENTITY_TYPES], description: 'Upper and lower case are the same.' })
	.transform((given, context): EntityType => {
		const found = ENTITY_TYPES.find((type) => type.toLowerCase() === given.toLowerCase());
		if (found !== undefined) return found;
		context.addIssue(
			notFoundIssue(`There is no entity type "${given}". There are ${ENTITY_TYPES.join(', ')}.`),
		);
		return z.NEVER;
	});
