import { uuidFor } from '../../engine/events/uuidFor.ts';
import type { N8nWorkflowDraft } from '../../n8n/publicApi/n8nApi.ts';
import type { Recipe } from './recipe.ts';
import { sampleSettings } from './recipeSettings.ts';
import { recipeWorkflow } from './recipeWorkflow.ts';

/** A recipe as n8n imports it: without credentials, and with examples for what only a merchant knows. */
export const importedRecipe = (recipe: Recipe): N8nWorkflowDraft =>
	recipeWorkflow({
		...{ recipe, name: recipe.name, values: sampleSettings(recipe), integrations: [] },
		credentials: { commerceSmtpApi: null, commerceWebPushApi: null },
		...{ spaceCredential: null, furtherPushServices: [] },
		isExample: true,
		// n8n gives the nodes ids of its own as it imports them.
		idOf: (node) => uuidFor(`recipe/${recipe.id}/${node}`),
	});

/** The same as the text of a file. */
export const recipeFile = (recipe: Recipe): string =>
	`${JSON.stringify(importedRecipe(recipe), null, '\t')}\n`;
