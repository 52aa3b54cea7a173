import { z } from 'zod/v4';
import { CATALOG } from '../../../engine/events/catalog.ts';
import { RECIPE_CREDENTIALS, RECIPE_GROUPS, type Recipe } from '../../recipes/recipe.ts';
import { importedRecipe } from '../../recipes/recipeFile.ts';
import { RECIPES, recipeOf } from '../../recipes/recipes.ts';
import { recipeSettings, sampleSettings } from '../../recipes/recipeSettings.ts';
import { credentialsOf, recipeWorkflow, triggerNameOf } from '../../recipes/recipeWorkflow.ts';
import { useRecipe as use, usesOf } from '../../recipes/useRecipe.ts';
import { ApiError } from '../../http/apiError.ts';
import { editorLinkOf } from '../../http/editorLink.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { notFoundIssue } from '../../http/notFoundIssue.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { workflowGuid } from '../../workflows/configuredWorkflow.ts';
import { dryRunAnswer, MOST_MESSAGES, tellDryRun, timeZoneOf } from '../../workflows/dryRunOf.ts';
import { listWorkflows } from '../../workflows/findWorkflow.ts';
import { messageNodesAfter } from '../../workflows/messageNodes.ts';
import { START_TYPES } from '../../workflows/startTriggers.ts';
import { workflowName } from '../../workflows/workflowRequest.ts';

const idParam = z
	.string()
	.meta({ enum: RECIPES.map(({ id }) => id) })
	.transform((given, context): Recipe => {
		const found = recipeOf(given.toLowerCase());
		if (found !== undefined) return found;
		const all = RECIPES.map(({ id }) => id).join(', ');
		context.addIssue(
			notFoundIssue(`There is no recipe "${given.slice(0, 50)}". There are ${all}.`),
		);
		return z.NEVER;
	});

const settings = z
	.record(z.string(), z.union([z.string(), z.number()]))
	.default({})
	.describe('As `settings` of the recipe names them');

export const listRecipes = defineEndpoint({
	methods: ['GET'],
	path: '/api/recipes',
	operationId: 'listRecipes',
	tag: 'Workflows',
	summary: 'List recipes',
	description:
		'Whole workflows that shops want, ready to be switched on: what each does, what it needs, and the workflow itself as n8n imports it.',
	answer: envelope(
		z.array(
			z
				.object({
					id: z.string(),
					name: z.string(),
					does: z.string(),
					group: z.enum(RECIPE_GROUPS),
					entityType: z.enum(START_TYPES),
					triggers: z.array(z.string()).describe('None: all alerts'),
					steps: z.array(z.string()).describe('Names of its nodes, the trigger first'),
					picture: z.string().describe('Of these nodes: an SVG for light and dark ground'),
					credentials: z.array(
						z.object({
							type: z.enum(RECIPE_CREDENTIALS),
							isChosen: z.boolean().describe('Whether the Commerce API node has one'),
						}),
					),
					settings: z.array(
						z.object({
							name: z.string(),
							label: z.string(),
							description: z.string(),
							kind: z.enum(['email', 'url', 'number']),
							default: z
								.union([z.string(), z.number()])
								.nullable()
								.describe('`null`: it is needed'),
							min: z.number().nullable(),
							max: z.number().nullable(),
						}),
					),
					used: z
						.array(
							z.object({
								guid: z.uuid(),
								name: z.string(),
								isActive: z.boolean(),
								url: z.string(),
								integrations: z.array(z.string()).describe('Of which stores; none is all'),
							}),
						)
						.describe(
							'Workflows of its name, or of its name and that of a store, and those of it that somebody has renamed',
						),
					workflow: z.looseObject({ name: z.string() }),
				})
				.meta({ id: 'Recipe' }),
		),
	),
	async run(context) {
		const workflows = await listWorkflows(context);
		const link = editorLinkOf(context);
		const pictures = await Promise.all(RECIPES.map(({ id }) => context.readPicture(id)));
		const data = RECIPES.map((recipe, index) => {
			const steps = recipe.steps(sampleSettings(recipe));
			return {
				id: recipe.id,
				name: recipe.name,
				does: recipe.does,
				group: recipe.group,
				entityType: recipe.entityType,
				triggers: [...recipe.triggers],
				steps: [triggerNameOf(recipe), ...steps.map(({ name }) => name)],
				picture: pictures[index]!,
				credentials: credentialsOf(steps).map((type) => ({
					type,
					isChosen: context.credentials[type] !== null,
				})),
				settings: recipe.settings.map(({ min = null, max = null, isWhole: _, ...setting }) => ({
					...setting,
					min,
					max,
				})),
				used: usesOf(workflows, recipe).map(({ workflow, integrations }) => ({
					guid: workflowGuid(workflow.id),
					name: workflow.name,
					isActive: workflow.active,
					url: link(workflow.id),
					integrations,
				})),
				workflow: importedRecipe(recipe),
			};
		});
		return { data };
	},
});

const params = z.object({ id: idParam });

export const useRecipe = defineEndpoint({
	methods: ['POST'],
	path: '/api/recipes/{id}/use',
	operationId: 'useRecipe',
	tag: 'Workflows',
	summary: 'Switch a recipe on',
	description:
		'Draws the workflow of a recipe in n8n, with the credentials that the Commerce API node has chosen, publishes it, and answers when it gets events. Asked again for the same, it is the same workflow.',
	params,
	body: z.strictObject({
		settings,
		name: workflowName.optional().describe('Left out: that of the recipe'),
		integrations: z
			.array(z.guid())
			.max(100)
			.default([])
			.describe('Guids of the stores that it starts for; none is all'),
	}),
	answer: envelope(z.object({ guid: z.uuid(), name: z.string(), isActive: z.boolean() })),
	errors: ['NOT_FOUND', 'CONFLICT'],
	async run(context, { params: { id: recipe }, body }) {
		const integrations = await requireIntegrations(context, body.integrations, 'integrations');
		const values = recipeSettings(recipe, body.settings);
		const name = body.name ?? recipe.name;
		const used = await use(context, { recipe, values, name, integrations });
		return { data: { guid: workflowGuid(used.id), name: used.name, isActive: true } };
	},
});

export const previewRecipe = defineEndpoint({
	methods: ['POST'],
	path: '/api/recipes/{id}/preview',
	operationId: 'previewRecipe',
	tag: 'Workflows',
	scopes: ['read'],
	summary: 'Preview a recipe',
	description:
		'Which of the last stored events a recipe would have started on, and what it would have sent: as a dry run. Nothing is started and nothing is sent.',
	params,
	body: z.strictObject({
		settings,
		integrations: z.array(z.guid()).max(100).default([]).describe('As for `use`'),
		last: z.number().int().min(1).max(500).default(100),
		messages: z.number().int().min(0).max(20).default(1),
	}),
	answer: dryRunAnswer,
	errors: ['NOT_FOUND'],
	keptOf: () => null,
	async run(context, { params: { id: recipe }, body }) {
		const { settings: given, last, messages } = body;
		const integrations = await requireIntegrations(context, body.integrations, 'integrations');
		const { entityType, triggers } = recipe;
		if (entityType === 'Alert') {
			throw new ApiError(
				'CONFIGURATION_ERROR',
				'What it starts on is no stored event: there is no preview.',
			);
		}
		const values = recipeSettings(recipe, { ...sampleSettings(recipe), ...given });
		const draft = recipeWorkflow({
			...{ recipe, values, name: recipe.name, integrations: [] },
			...{ spaceCredential: null, furtherPushServices: [] },
			credentials: { commerceSmtpApi: null, commerceWebPushApi: null },
			idOf: (node) => node,
		});
		const codes = CATALOG.flatMap(({ code }) => (triggers.includes(code) ? [code] : []));
		const wanted = {
			...{ entityType, codes, includeOwnUpdates: false },
			integrations: integrations.length === 0 ? null : integrations,
			conditions: recipe.conditions?.(values) ?? null,
			nodes: messageNodesAfter(draft, triggerNameOf(recipe), messages === 0 ? 0 : MOST_MESSAGES),
		};
		const plan = { triggers: [wanted], timeZone: timeZoneOf({}) };
		return { data: await tellDryRun(context, plan, { last }, messages) };
	},
});
