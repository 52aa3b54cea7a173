import type { N8nNode, N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import { drawnNode } from '../canvas/drawn.ts';
import { NOTE, noteNode, startNode } from '../canvas/startNode.ts';
import type { CredentialReference } from '../http/apiContext.ts';
import { parametersAround, spaceCredentialOf, type Surroundings } from '../workflows/actionNode.ts';
import { triggersOf } from '../workflows/startTriggers.ts';
import type { CredentialName, Recipe, RecipeNode, SettingValues } from './recipe.ts';

const COLUMN = 224;

/** What a recipe is drawn with. */
export type RecipeDrawing = Surroundings & {
	readonly recipe: Recipe;
	readonly values: SettingValues;
	readonly name: string;
	/** Guids of the stores that it starts for; none is all. */
	readonly integrations: readonly string[];
	readonly credentials: Readonly<Record<CredentialName, CredentialReference | null>>;
	/** Whether the settings are examples, which somebody has still to replace. */
	readonly isExample?: boolean;
	/** @param name of the node */
	readonly idOf: (name: string) => string;
};

/** A recipe as a person would draw it: the trigger, the steps to its right, a note above. */
export function recipeWorkflow(drawing: RecipeDrawing): N8nWorkflowDraft {
	const { recipe, values, credentials, integrations, spaceCredential, idOf } = drawing;
	const { entityType, triggers } = recipe;
	const name = triggerNameOf(recipe);
	const trigger = startNode({
		...{ id: idOf(name), name, entityType, codes: triggers, integrations, spaceCredential },
		conditions: recipe.conditions?.(values) ?? null,
		further: recipe.form?.(values) ?? {},
	});
	const steps = recipe.steps(values).map(({ credential, ...step }, index): N8nNode => {
		const chosen = credential === undefined ? null : credentials[credential];
		const all = {
			...(chosen && { [credential!]: chosen }),
			...spaceCredentialOf(step.type, drawing),
		};
		return drawnNode({
			...step,
			parameters: { ...step.parameters, ...parametersAround(step.type, drawing) },
			...{ id: idOf(step.name), position: [(index + 1) * COLUMN, 0] as const },
			...(Object.keys(all).length > 0 && { credentials: all }),
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
	return noteNode(idOf(NOTE), `${noteTitleOf(recipe)}${recipe.does}${steps}`);
}

/** How the note of a recipe begins. */
export const noteTitleOf = ({ name }: Recipe): string => `## ${name}\n`;

/** The credentials that nodes need. */
export const credentialsOf = (nodes: readonly RecipeNode[]): CredentialName[] => [
	...new Set(nodes.flatMap(({ credential }) => credential ?? [])),
];
