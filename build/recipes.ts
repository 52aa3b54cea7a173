import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RECIPES } from '../api/recipes/recipes.ts';
import { recipeFile } from '../api/recipes/recipeFile.ts';
import { recipePicture } from './recipePicture.ts';

/** `npm run recipes`: writes the recipes as files that n8n imports, and a picture of each. */
const folder = join(import.meta.dirname, '../templates/recipes');
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
for (const recipe of RECIPES) {
	await writeFile(join(folder, `${recipe.id}.json`), recipeFile(recipe));
	await writeFile(join(folder, `${recipe.id}.svg`), recipePicture(recipe));
}
