import { z } from 'zod/v4';
import { listIntegrations } from '../../../engine/inbox/integration.ts';
import { keptOrderStatuses } from '../../../engine/inbox/orderStatuses.ts';
import { templatesFor, usualCodesOf } from '../../../engine/templates/fittingTemplate.ts';
import { TEMPLATES } from '../../../engine/templates/templateNames.ts';
import { ALERT_VARIABLES, templateVariables } from '../../../engine/templates/templateVariables.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { actionForms } from '../../possibilities/actionForms.ts';
import { conditionForm, conditionFormFor } from '../../possibilities/conditionForm.ts';
import { jsonSchemaOf } from '../../possibilities/jsonSchemaOf.ts';
import { ACTION_NODES, missingCredential } from '../../workflows/actionNode.ts';
import { START_TYPES, triggersOf } from '../../workflows/startTriggers.ts';
import { workflowName } from '../../workflows/workflowRequest.ts';
import { startTypeParam } from '../fields.ts';
import { trigger } from './listTriggers.ts';

const jsonSchema = z.record(z.string(), z.unknown());

export const possibilities = defineEndpoint({
	methods: ['GET'],
	path: '/api/workflows/possibilities/{entityType}',
	operationId: 'getPossibilities',
	tag: 'Workflows',
	summary: 'Get what a workflow can be',
	description:
		'All that a form for `POST /api/workflows/configure` is drawn of: triggers, stores, fields of conditions with their operators and values, actions with their JSON Schemas, templates and what texts can hold.',
	params: z.object({ entityType: startTypeParam }),
	answer: envelope(
		z.object({
			entityType: z.enum(START_TYPES),
			name: jsonSchema.describe('JSON Schema of `name`'),
			triggers: z.array(trigger),
			integrations: z
				.array(
					z.object({
						guid: z.uuid(),
						name: z.string(),
						provider: z.string().describe('Its slug'),
						status: z.enum(['active', 'disabled']),
					}),
				)
				.describe('Stores that have been published. None chosen: all of them'),
			conditions: conditionForm.nullable().describe('`null`: there are none'),
			actions: z.array(
				z.object({
					type: z.enum(Object.keys(ACTION_NODES) as Array<keyof typeof ACTION_NODES>),
					title: z.string(),
					description: z.string(),
					schema: jsonSchema.describe('JSON Schema of `action`, for a new workflow'),
					problem: z
						.string()
						.nullable()
						.describe('Why it is not possible now: the Commerce API node has no such credential'),
				}),
			),
			templates: z
				.array(
					z.object({
						name: z.string(),
						title: z.string(),
						description: z.string(),
						usualFor: z
							.array(z.string())
							.describe('Codes of the triggers that `fitting` takes it for'),
					}),
				)
				.describe('Built-in texts of e-mails and notifications'),
			variables: z
				.array(
					z.object({
						name: z.string().describe('Written `{{ order.total }}`'),
						title: z.string(),
						fields: z
							.array(z.string())
							.nullable()
							.describe('Of a list, what each entry has, none for a list of texts; else `null`'),
					}),
				)
				.describe('What texts of an action can hold'),
		}),
	),
	errors: ['NOT_FOUND'],
	async run(context, { params: { entityType } }) {
		const { database } = await context.commerce();
		const stores = await listIntegrations(database, context.space);
		const statuses = await keptOrderStatuses(database, context.space, []);
		const isAlert = entityType === 'Alert';
		const data = {
			entityType,
			name: jsonSchemaOf(workflowName),
			triggers: triggersOf(entityType).map(({ guid, name, code, description }) => ({
				...{ guid, name, code, description },
			})),
			integrations: stores.map(({ guid, name, provider, status }) => ({
				...{ guid, name, provider, status },
			})),
			conditions: isAlert ? null : conditionFormFor(entityType, statuses),
			actions: actionForms(entityType, statuses).map((form) => ({
				...form,
				problem: missingCredential(context, form.type),
			})),
			templates: (isAlert ? [] : templatesFor(entityType)).map((name) => ({
				...{ name, title: TEMPLATES[name][0], description: TEMPLATES[name][1] },
				usualFor: usualCodesOf(name).filter((code) =>
					triggersOf(entityType).some((each) => each.code === code),
				),
			})),
			variables: (isAlert ? ALERT_VARIABLES : templateVariables(entityType)).map(
				({ name, title, fields = null }) => ({ name, title, fields }),
			),
		};
		return { data };
	},
});
