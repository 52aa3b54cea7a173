import type { N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { parametersFromConditions } from '../../nodes/shared/parametersFromConditions.ts';
import { drawnNode } from '../canvas/drawn.ts';
import { NOTE } from '../canvas/eventWorkflow.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { ACTION_NODES } from '../workflows/actionNode.ts';
import { codesParameterOf, triggersOf, triggerVersionOf } from '../workflows/startTriggers.ts';
import type { CredentialName, Recipe, RecipeNode, SettingValues } from './recipe.ts';

const COLUMN = 224;

/** What a recipe is drawn with. */
export type RecipeDrawing = {
	readonly recipe: Recipe;
	readonly values: SettingValues;
	readonly name: string;
	/** Guids of the stores that it starts for; none is all. */
	readonly integrations: readonly string[];
	readonly credentials: Readonly<Record<CredentialName, CredentialReference | null>>;
	readonly spaceCredential: CredentialReference | null;
	/** Push services beside the known ones. */
	readonly furtherPushServices?: readonly string[];
	/** Whether the settings are examples, which somebody has still to replace. */
	readonly isExample?: boolean;
	/** @param name of the node */
	readonly idOf: (name: string) => string;
};

/** A recipe as a person would draw it: the trigger, the steps to its right, a note above. */
export function recipeWorkflow(drawing: RecipeDrawing): N8nWorkflowDraft {
	const { recipe, values, credentials, furtherPushServices = [], idOf, spaceCredential } = drawing;
	const trigger = triggerNode(drawing);
	const steps = recipe.steps(values).map((step, index): N8nNode => {
		const { credential, ...node } = step;
		const chosen = credential === undefined ? null : credentials[credential];
		const hasServices = credential === 'commerceWebPushApi' && furtherPushServices.length > 0;
		const furtherServices = furtherPushServices.join(', ');
		// The others know nothing but the event that they are given.
		const isPush = node.type === ACTION_NODES.send_push;
		const space = isPush || node.type === ACTION_NODES.update_status ? spaceCredential : null;
		return drawnNode({
			...node,
			parameters: {
				...node.parameters,
				...(hasServices && { options: { furtherServices } }),
				...(isPush && space && { useSpace: true }),
			},
			id: idOf(step.name),
			position: [(index + 1) * COLUMN, 0] as const,
			...((chosen ?? space) && {
				credentials: {
					...(chosen && { [credential!]: chosen }),
					...(space && { commerceSpaceApi: space }),
				},
			}),
		});
	});
	const nodes = [trigger, ...steps];
	const connections = Object.fromEntries(
		steps.map(({ name: node }, index) => [
			nodes[index]!.name,
			{ main: [[{ node, type: 'main' as const, index: 0 }]] },
		]),
	);
	return { name: drawing.name, nodes: [...nodes, note(drawing)], connections, settings: {} };
}

/** What the trigger of a recipe is called. */
export const triggerNameOf = ({ entityType, triggers }: Recipe): string =>
	triggersOf(entityType).find(({ code }) => code === triggers[0])?.name ?? 'Alert';

function triggerNode({
	recipe,
	values,
	integrations,
	spaceCredential,
	idOf,
}: RecipeDrawing): N8nNode {
	const { entityType, triggers } = recipe;
	const name = triggerNameOf(recipe);
	return drawnNode({
		id: idOf(name),
		name,
		type: `n8n-nodes-commerce.commerce${entityType}Trigger`,
		typeVersion: triggerVersionOf(entityType),
		position: [0, 0],
		parameters: {
			...(triggers.length > 0 && { [codesParameterOf(entityType)]: triggers }),
			...(entityType === 'Alert' && { whenEnded: true }),
			...(integrations.length > 0 && { integrations }),
			...(recipe.conditions &&
				entityType !== 'Alert' &&
				parametersFromConditions(recipe.conditions(values), entityType, true)),
			...(spaceCredential && { useSpace: true }),
		},
		...(spaceCredential && { credentials: { commerceSpaceApi: spaceCredential } }),
	});
}

const CREDENTIALS: Readonly<Record<CredentialName, string>> = {
	commerceSmtpApi: 'mail server',
	commerceWebPushApi: 'web push credential',
};

function note({ recipe, values, credentials, isExample = false, idOf }: RecipeDrawing): N8nNode {
	const missing = credentialsOf(recipe.steps(values)).filter((name) => credentials[name] === null);
	const needed = recipe.settings.filter(({ default: usual }) => isExample && usual === null);
	const toDo = [
		...missing.map((name) => `Choose your ${CREDENTIALS[name]}.`),
		...needed.map(({ label }) => `Enter ${label.charAt(0).toLowerCase()}${label.slice(1)}.`),
	];
	const steps = toDo.length === 0 ? '' : `\n\n${toDo.join(' ')} Then publish.`;
	return drawnNode({
		id: idOf(NOTE),
		name: NOTE,
		type: 'n8n-nodes-base.stickyNote',
		typeVersion: 1,
		position: [-64, -240],
		parameters: { content: `## ${recipe.name}\n${recipe.does}${steps}`, width: 512, height: 192 },
	});
}

/** The credentials that nodes need. */
export const credentialsOf = (nodes: readonly RecipeNode[]): CredentialName[] => [
	...new Set(nodes.flatMap(({ credential }) => credential ?? [])),
];
