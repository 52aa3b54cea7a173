import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { uuidFor } from '../../engine/events/uuidFor.ts';
import type { N8nWorkflow, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { withProvision } from '../../n8n/provisions/withProvision.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { provisionerOf } from '../integrations/provisionerOf.ts';
import { NOTE, startNodeType } from '../canvas/startNode.ts';
import { requiredCredential, surroundingsOf } from '../workflows/actionNode.ts';
import { inTurnOfOthers, makeAndPublish } from '../workflows/configureWorkflow.ts';
import { listWorkflows } from '../workflows/findWorkflow.ts';
import { requirePublished } from '../workflows/requirePublished.ts';
import { sayingParameters } from '../workflows/draftAfter.ts';
import { publish } from '../workflows/switchWorkflow.ts';
import type { Recipe, SettingValues } from './recipe.ts';
import {
	credentialsOf,
	noteTitleOf,
	recipeWorkflow,
	triggerNameOf,
	type RecipeDrawing,
} from './recipeWorkflow.ts';

/** How a recipe is to be drawn. */
export type RecipeRequest = {
	readonly recipe: Recipe;
	readonly values: SettingValues;
	readonly name: string;
	readonly integrations: readonly string[];
};

const triggerIn = ({ nodes }: N8nWorkflow, { entityType }: Recipe) =>
	nodes.find(({ type }) => type === startNodeType(entityType));

/** Whether a workflow has the note of a recipe: a person may have called it otherwise. */
const hasNoteOf = ({ nodes }: N8nWorkflow, recipe: Recipe): boolean =>
	nodes.some(({ name, parameters }) => {
		return name === NOTE && String(parameters.content).startsWith(noteTitleOf(recipe));
	});

/** All that a recipe may have made: also those that are called after a store, or by a name that a person gave. */
export const usesOf = (workflows: readonly N8nWorkflow[], recipe: Recipe) =>
	workflows
		.filter(
			(workflow) =>
				workflow.name === recipe.name ||
				workflow.name.startsWith(`${recipe.name}: `) ||
				hasNoteOf(workflow, recipe),
		)
		.flatMap((workflow) => {
			const trigger = triggerIn(workflow, recipe);
			if (trigger === undefined) return [];
			const { integrations } = trigger.parameters;
			const guids = Array.isArray(integrations) ? integrations.map(String) : [];
			return [{ workflow, integrations: guids }];
		});

/**
 * Draws a recipe in n8n, publishes it, and waits until it gets events. Where there is the same one already,
 * that is it: switched on twice, it would mail every customer twice.
 *
 * @returns n8n's id of it, and what it is called
 * @throws ApiError 409 where another workflow has its name; 400 where a credential is missing
 */
export async function useRecipe(
	context: ApiContext,
	request: RecipeRequest,
): Promise<{ readonly id: string; readonly name: string }> {
	const { recipe, name } = request;
	const drawn = drawingOf(context, request);
	const plan = {
		space: context.space,
		subject: `workflow/${uuidFor(`recipe/${name}`)}`,
		credential: null,
	};
	const provisioner = await provisionerOf(context);
	return await inTurnOfOthers(
		async () =>
			await withProvision(provisioner, plan, async (provision) => {
				const there = (await listWorkflows(context))
					.filter((each) => triggerIn(each, recipe) !== undefined)
					// One that is on comes first.
					.toSorted((one, other) => Number(other.active) - Number(one.active));
				const same =
					there.find((each) => each.name === name) ??
					there.find((each) => hasNoteOf(each, recipe) && isDoneBy(each, drawn));
				if (same !== undefined) {
					await switchOnAsItIs(context, same, drawn);
					return { id: same.id, name: same.name };
				}
				const draft = recipeWorkflow({
					...drawn,
					// The provision is known by the trigger.
					idOf: (node) => (node === triggerNameOf(recipe) ? provision.marker : randomUUID()),
				});
				return { id: await makeAndPublish(context, provisioner, provision, draft), name };
			}),
	);
}

/** @throws ApiError 400 naming the credential that is missing */
function drawingOf(
	context: ApiContext,
	{ recipe, values, name, integrations }: RecipeRequest,
): Omit<RecipeDrawing, 'idOf'> {
	for (const credential of credentialsOf(recipe.steps(values))) {
		requiredCredential(context, credential, 'This recipe');
	}
	return {
		...{ recipe, values, name, integrations, credentials: context.credentials },
		...surroundingsOf(context),
	};
}

/** Switches on what there is. @throws ApiError 409 where it does something else */
async function switchOnAsItIs(
	context: ApiContext,
	workflow: N8nWorkflow,
	drawn: Omit<RecipeDrawing, 'idOf'>,
): Promise<void> {
	if (workflow.active) requirePublished(workflow);
	if (!isDoneBy(workflow, drawn)) {
		throw new ApiError(
			'CONFLICT',
			`There is a workflow "${workflow.name}" already, which is set up differently. Change that one in n8n, or give this one another name.`,
		);
	}
	if (!workflow.active) await publish(context, workflow.id);
}

const isDoneBy = (workflow: N8nWorkflow, drawn: Omit<RecipeDrawing, 'idOf'>): boolean =>
	isDeepStrictEqual(whatItDoes(workflow), whatItDoes(recipeWorkflow({ ...drawn, idOf: () => '' })));

const whatItDoes = ({ nodes, connections }: N8nWorkflowDraft) => ({
	connections,
	nodes: nodes
		.filter(({ type }) => !type.endsWith('.stickyNote'))
		.map((node) => ({
			...{ name: node.name, type: node.type, typeVersion: node.typeVersion },
			disabled: node.disabled ?? false,
			parameters: sayingParameters(node),
		})),
});
