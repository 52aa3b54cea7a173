import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { recipeFile } from '../../api/recipes/recipeFile.ts';
import { RECIPES, recipeOf } from '../../api/recipes/recipes.ts';
import { recipeSettings, sampleSettings } from '../../api/recipes/recipeSettings.ts';
import { recipePicture } from '../../build/recipePicture.ts';
import { triggersOf } from '../../api/workflows/startTriggers.ts';

const FOLDER = join(__dirname, '../../templates/recipes');

describe('recipes', () => {
	it('are twenty-one, each with a name and id of its own, on triggers that there are', () => {
		expect(RECIPES.length).toBe(21);
		expect(new Set(RECIPES.map(({ id }) => id)).size).toBe(RECIPES.length);
		expect(new Set(RECIPES.map(({ name }) => name)).size).toBe(RECIPES.length);
		for (const { entityType, triggers } of RECIPES) {
			const codes = triggersOf(entityType).map(({ code }) => code);
			expect(codes).toEqual(expect.arrayContaining([...triggers]));
		}
	});

	it('are there as files that n8n imports; `npm run recipes` writes them anew', async () => {
		const files = (await readdir(FOLDER)).filter((file) => file.endsWith('.json')).toSorted();
		expect(files).toEqual(RECIPES.map(({ id }) => `${id}.json`).toSorted());
		for (const recipe of RECIPES) {
			const text = await readFile(join(FOLDER, `${recipe.id}.json`), 'utf8');
			expect(text).toBe(recipeFile(recipe));
		}
	});

	it('are there as pictures that show what they are today, in docs/recipes.md too', async () => {
		const page = await readFile(join(FOLDER, '../../docs/recipes.md'), 'utf8');
		const pictures = (await readdir(FOLDER)).filter((file) => file.endsWith('.svg')).toSorted();
		expect(pictures).toEqual(RECIPES.map(({ id }) => `${id}.svg`).toSorted());
		for (const recipe of RECIPES) {
			const text = await readFile(join(FOLDER, `${recipe.id}.svg`), 'utf8');
			expect([recipe.id, text === recipePicture(recipe)]).toEqual([recipe.id, true]);
			expect(page).toContain(`](../templates/recipes/${recipe.id}.svg)`);
		}
	});

	it('import twice without a clash: no file holds the address of a webhook or a credential', () => {
		for (const recipe of RECIPES) {
			expect(recipeFile(recipe)).not.toMatch(/"webhookId"|"credentials"/);
		}
	});

	it('stand in docs/recipes.md with the same name, id and words, in the same order', async () => {
		const page = await readFile(join(__dirname, '../../docs/recipes.md'), 'utf8');
		const rows = page
			.split('\n')
			.filter((line) => /^\|.*`/.test(line) && !line.includes('`id`'))
			.map((line) =>
				line
					.split('|')
					.slice(1, 4)
					.map((cell) => cell.trim()),
			);
		expect(rows).toEqual(RECIPES.map(({ id, name, does }) => [name, `\`${id}\``, does]));
	});

	it('each note says what the recipe does and what is still to be chosen', () => {
		for (const recipe of RECIPES) {
			const { nodes } = JSON.parse(recipeFile(recipe)) as {
				nodes: Array<{ type: string; parameters: { content: string } }>;
			};
			const note = nodes.find(({ type }) => type.endsWith('.stickyNote'))!.parameters.content;
			expect(note).toContain(recipe.does);
			const needs =
				recipe.steps(sampleSettings(recipe)).some(({ credential }) => credential) ||
				recipe.settings.some(({ default: usual }) => usual === null);
			expect(note.includes('Then publish.')).toBe(needs);
		}
	});

	it.each([
		['low-stock', { owner: 'nobody' }, /^settings\.owner: "nobody" is no e-mail address/],
		['low-stock', {}, /^settings\.owner: it is needed: Your e-mail address/],
		['low-stock', { owner: '={{ $env }}' }, /^settings\.owner: /],
		[
			'low-stock',
			{ owner: 'a@b.example', pieces: '1,234' },
			/^settings\.pieces: "1,234" can be read as 1234 and as 1\.234/,
		],
		[
			'low-stock',
			{ owner: 'a@b.example', peices: 1 },
			/^settings\.peices: .*There are owner, pieces/,
		],
		['big-order', { url: 'http://hooks.example.com' }, /^settings\.url: .*https:\/\//],
		[
			'daily-digest',
			{ owner: 'a@b.example', hour: 7.5 },
			/^settings\.hour: .*no whole number from 0 to 23/,
		],
		['daily-digest', { owner: 'a@b.example', hour: 24 }, /^settings\.hour: /],
		[
			'daily-digest',
			{ owner: 'a@b.example', hour: '7:00' },
			/^settings\.hour: "7:00" is no whole number from 0 to 23\.$/,
		],
		['welcome', { owner: 'a@b.example' }, /^settings\.owner: .*has no settings/],
	])('%s refuses %j in the words of its form', (id, given, message) => {
		expect(() => recipeSettings(recipeOf(id)!, given)).toThrow(message);
	});

	it('a number may be written as text, and what is left out is as usual', () => {
		const recipe = recipeOf('low-stock')!;
		expect(recipeSettings(recipe, { owner: ' me@shop.example ', pieces: '7' })).toEqual({
			owner: 'me@shop.example',
			pieces: 7,
		});
		expect(recipeSettings(recipe, { owner: 'me@shop.example', pieces: '1.234,50' }).pieces).toBe(
			1234.5,
		);
		expect(recipeSettings(recipe, { owner: 'me@shop.example' }).pieces).toBe(5);
	});
});
