import { z } from 'zod/v4';
import {
	conditionsSchema,
	writtenConditionsFor,
} from '../../engine/conditions/conditionsSchema.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import { CATALOG } from '../../engine/events/catalog.ts';
import { ENTITY_TYPES, type EntityType } from '../../engine/events/entityType.ts';
import { shownText } from '../canvas/outsideText.ts';
import { actionSchema } from './actionSchema.ts';

const LONGEST_NAME = 128;

const name = z
	.string()
	.trim()
	.min(1)
	.max(LONGEST_NAME)
	.transform((given, context) => {
		const shown = shownText(given, LONGEST_NAME);
		if (shown !== '') return shown;
		context.addIssue({ code: 'custom', message: 'It has no letter that n8n could show.' });
		return z.NEVER;
	});

const entityType = z
	.string()
	.meta({ enum: [...ENTITY_TYPES] })
	.transform((given, context): EntityType => {
		const found = ENTITY_TYPES.find((type) => type.toLowerCase() === given.trim().toLowerCase());
		if (found !== undefined) return found;
		context.addIssue({
			code: 'custom',
			message: `There is no entity type "${given.slice(0, 50)}". There are ${ENTITY_TYPES.join(', ')}.`,
		});
		return z.NEVER;
	});

/** When a workflow starts, as a request says it. */
export const triggerFields = {
	entityType,
	triggerId: z.string().describe('Guid or code of a trigger of this entity type'),
	conditions: conditionsSchema
		.optional()
		.describe('Left out: none, and with `guid` those that it has already. `{}` is none.'),
	integrations: z
		.array(z.guid())
		.max(100)
		.optional()
		.describe(
			'Guids of the stores that it starts for; an empty list: all of them. Left out: all of them, and with `guid` those that it starts for already.',
		),
};

type TriggerRequest = {
	readonly entityType: EntityType;
	readonly triggerId: string;
	readonly conditions?: Conditions | undefined;
};

/** Finds the trigger that a request names, and checks the conditions by its entity type. */
export function withTrigger<Request extends TriggerRequest>(
	{ triggerId, conditions, ...request }: Request,
	context: z.RefinementCtx,
) {
	const ofType = CATALOG.filter((trigger) => trigger.entityType === request.entityType);
	const trigger = ofType.find(
		({ guid, code }) => code === triggerId || guid === triggerId.toLowerCase(),
	);
	if (trigger === undefined) {
		context.addIssue({
			code: 'custom',
			path: ['triggerId'],
			message: `"${triggerId.slice(0, 100)}" is no trigger of ${request.entityType}. There are ${ofType.map(({ code }) => code).join(', ')}.`,
		});
		return z.NEVER;
	}
	if (conditions === undefined) return { ...request, trigger, conditions };
	const checked = writtenConditionsFor(request.entityType).safeParse(conditions);
	if (!checked.success) {
		for (const { path, message } of checked.error.issues) {
			context.addIssue({ code: 'custom', path: ['conditions', ...path], message });
		}
		return z.NEVER;
	}
	const isEmpty = Object.keys(conditions).length === 0;
	return { ...request, trigger, conditions: isEmpty ? null : checked.data };
}

/** What `POST /api/workflows/configure` takes. */
export const workflowRequestSchema = z
	.strictObject({
		guid: z.guid().optional().describe('Of the workflow to change; left out: a new one is made'),
		name,
		action: actionSchema,
		...triggerFields,
	})
	.transform(withTrigger);

/** What is wanted. What is `undefined` is not named: in a workflow that is changed, it stays as it is. */
export type WorkflowRequest = z.output<typeof workflowRequestSchema>;
