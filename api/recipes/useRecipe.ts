import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { uuidFor } from '../../engine/events/uuidFor.ts';
import type { N8nWorkflow, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { makeWorkflow, TAG } from '../../n8n/provisions/madeWorkflows.ts';
import { recordProvision } from '../../n8n/provisions/provisions.ts';
import { withProvision } from '../../n8n/provisions/withProvision.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { ApiError } from '../http/apiError.ts';
import { provisionerOf } from '../integrations/provisionerOf.ts';
import { waitUntil } from '../waitUntil.ts';
import { required } from '../workflows/actionNode.ts';
import { listWorkflows } from '../workflows/findWorkflow.ts';
import { sayingParameters } from '../workflows/sameWorkflow.ts';
import { publish } from '../workflows/switchWorkflow.ts';
import type { Recipe, SettingValues } from './recipe.ts';
import {
	credentialsOf,
	recipeWorkflow,
	triggerNameOf,
	type RecipeDrawing,
} from './recipeWorkflow.ts';

const PATIENCE_MS = 60_000;

/** How a recipe is to be drawn. */
export type RecipeRequest = {
	readonly recipe: Recipe;
	readonly values: SettingValues;
	readonly name: string;
	readonly integrations: readonly string[];
};

/** A workflow that a recipe may have made: it has the name, and a trigger of the kind. One that is on comes first. */
export const usedAs = (
	workflows: readonly N8nWorkflow[],
	recipe: Recipe,
	name = recipe.name,
): N8nWorkflow | undefined =>
	workflows
		.toSorted((one, other) => Number(other.active) - Number(one.active))
		.find(
			(workflow) =>
				workflow.name === name &&
				workflow.nodes.some(({ type }) => type.endsWith(`.commerce${recipe.entityType}Trigger`)),
		);

/** All that a recipe may have made: also those that are called after a store. */
export const usesOf = (workflows: readonly N8nWorkflow[], recipe: Recipe) =>
	workflows
		.filter(({ name }) => name === recipe.name || name.startsWith(`${recipe.name}: `))
		.flatMap((workflow) => {
			const trigger = workflow.nodes.find(({ type }) =>
				type.endsWith(`.commerce${recipe.entityType}Trigger`),
			);
			if (trigger === undefined) return [];
			const { integrations } = trigger.parameters;
			const guids = Array.isArray(integrations) ? integrations.map(String) : [];
			return [{ workflow, integrations: guids }];
		});

/**
 * Draws a recipe in n8n, publishes it, and waits until it gets events. Where there is the same one already,
 * that is it: switched on twice, it would mail every customer twice.
 *
 * @throws ApiError 409 where another workflow has its name; 400 where a credential is missing
 */
export async function useRecipe(
	context: ApiContext,
	request: RecipeRequest,
): Promise<{ readonly id: string; readonly isActive: boolean }> {
	const { recipe, name } = request;
	const drawn = drawingOf(context, request);
	const plan = {
		space: context.space,
		subject: `workflow/${uuidFor(`recipe/${name}`)}`,
		credential: null,
	};
	const provisioner = await provisionerOf(context);
	const made = await waitUntil(
		async () =>
			await withProvision(provisioner, plan, async (provision) => {
				const same = usedAs(await listWorkflows(context), recipe, name);
				if (same !== undefined) return await asItIs(context, same, drawn);
				const draft = recipeWorkflow({
					...drawn,
					// The provision is known by the trigger.
					idOf: (node) => (node === triggerNameOf(recipe) ? provision.marker : randomUUID()),
				});
				const { id } = await makeWorkflow(provisioner.database, context.n8n, {
					...{ space: context.space, marker: provision.marker, purpose: 'workflow', draft },
				});
				await recordProvision(provisioner, provision, { workflowId: id });
				await context.n8n.tagWorkflow(id, [TAG]);
				await publish(context, id);
				return { id, isActive: true };
			}),
		PATIENCE_MS,
	);
	if (made !== null) return made;
	throw new ApiError('CONFLICT', 'Other requests are making this workflow. Ask again later.');
}

/** @throws ApiError 400 naming the credential that is missing */
function drawingOf(
	context: ApiContext,
	{ recipe, values, name, integrations }: RecipeRequest,
): Omit<RecipeDrawing, 'idOf'> {
	for (const credential of credentialsOf(recipe.steps(values))) required(context, credential);
	const { commerceSmtpApi, commerceWebPushApi, commerceSpaceApi } = context.credentials;
	return {
		...{ recipe, values, name, integrations, spaceCredential: commerceSpaceApi },
		credentials: { commerceSmtpApi, commerceWebPushApi },
		furtherPushServices: context.furtherPushServices,
	};
}

/** @throws ApiError 409 where it does something else */
async function asItIs(
	context: ApiContext,
	workflow: N8nWorkflow,
	drawn: Omit<RecipeDrawing, 'idOf'>,
): Promise<{ readonly id: string; readonly isActive: boolean }> {
	const wanted = recipeWorkflow({ ...drawn, idOf: () => '' });
	if (!isDeepStrictEqual(whatItDoes(workflow), whatItDoes(wanted))) {
		throw new ApiError(
			'CONFLICT',
			`There is a workflow "${workflow.name}" already, which is set up differently. Change that one in n8n, or give this one another name.`,
		);
	}
	if (!workflow.active) await publish(context, workflow.id);
	return { id: workflow.id, isActive: true };
}

const whatItDoes = ({ nodes, connections }: N8nWorkflowDraft) => ({
	connections,
	nodes: nodes
		.filter(({ type }) => !type.endsWith('.stickyNote'))
		.map((node) => ({
			...{ name: node.name, type: node.type, disabled: node.disabled ?? false },
			parameters: sayingParameters(node),
		})),
});
