import { z } from 'zod/v4';
import {
	conditionsSchema,
	writtenConditionsFor,
} from '../../engine/conditions/conditionsSchema.ts';
import type { Conditions } from '../../engine/conditions/conditions.ts';
import { SHOWABLE, shownText } from '../canvas/outsideText.ts';
import { actionSchema, requireWording } from './actionSchema.ts';
import {
	noStartType,
	START_TYPES,
	startTypeOf,
	triggersOf,
	type StartType,
} from './startTriggers.ts';

const LONGEST_NAME = 128;

export const workflowName = z
	.string()
	.trim()
	.min(1)
	.max(LONGEST_NAME)
	.meta({ pattern: SHOWABLE })
	.transform((given, context) => {
		const shown = shownText(given, LONGEST_NAME);
		if (shown !== '') return shown;
		context.addIssue({ code: 'custom', message: 'It has no letter that n8n could show.' });
		return z.NEVER;
	});

const entityType = z
	.string()
	.meta({ enum: [...START_TYPES] })
	.transform((given, context): StartType => {
		const found = startTypeOf(given);
		if (found !== null) return found;
		context.addIssue({ code: 'custom', message: noStartType(given) });
		return z.NEVER;
	});

/** The name of a workflow of n8n as a request says it: `''` where a request could not. */
export const writtenName = (name: string): string =>
	shownText(Array.from(name.trim()).slice(0, LONGEST_NAME).join(''), LONGEST_NAME);

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
	readonly entityType: StartType;
	readonly triggerId: string;
	readonly conditions?: Conditions | undefined;
};

/** Finds the trigger that a request names, and checks the conditions by its entity type. */
export function withTrigger<Request extends TriggerRequest>(
	{ triggerId, conditions, ...request }: Request,
	context: z.RefinementCtx,
) {
	const ofType = triggersOf(request.entityType);
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
	const isEmpty = Object.keys(conditions).length === 0;
	if (request.entityType === 'Alert') {
		if (isEmpty) return { ...request, trigger, conditions: null };
		context.addIssue({
			code: 'custom',
			path: ['conditions'],
			message:
				'An alert has no conditions. Leave them out; `integrations` names the stores whose alerts start the workflow.',
		});
		return z.NEVER;
	}
	const checked = writtenConditionsFor(request.entityType).safeParse(conditions);
	if (!checked.success) {
		for (const { path, message } of checked.error.issues) {
			context.addIssue({ code: 'custom', path: ['conditions', ...path], message });
		}
		return z.NEVER;
	}
	return { ...request, trigger, conditions: isEmpty ? null : checked.data };
}

/** What `POST /api/workflows/configure` takes. */
export const workflowRequestSchema = z
	.strictObject({
		guid: z.guid().optional().describe('Of the workflow to change; left out: a new one is made'),
		name: workflowName,
		action: actionSchema,
		...triggerFields,
	})
	.meta({ id: 'WorkflowRequest' })
	.transform((asked, context) => {
		// In a workflow that is changed, the wording stays where it is not named.
		if (asked.guid === undefined) requireWording(asked.action, asked.entityType, context);
		return withTrigger(asked, context);
	});

/** What is wanted. What is `undefined` is not named: in a workflow that is changed, it stays as it is. */
export type WorkflowRequest = z.output<typeof workflowRequestSchema>;
