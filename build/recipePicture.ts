import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importedRecipe } from '../api/recipes/recipeFile.ts';
import type { Recipe } from '../api/recipes/recipe.ts';

const ICONS = join(import.meta.dirname ?? __dirname, '../icons');
const COLUMN = 132;
const TILE = 56;
const ICON = 32;
const TOP = 4;
const LINE = 15;
const HEIGHT = TOP + TILE + 8 + 2 * LINE;
const LONGEST_LINE = 18;
const MIDDLE = TOP + TILE / 2;

const STYLE = `
.tile { fill: #fff; stroke: #c9cdd6; stroke-width: 1.5 }
.way { fill: none; stroke: #8a92a3; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }
.clock { stroke: #1f2a44 }
text { fill: #1f2a44; font: 12px system-ui, sans-serif; text-anchor: middle }
.dark { display: none }
@media (prefers-color-scheme: dark) {
.tile { fill: #2b2b2b; stroke: #5b606b }
.clock { stroke: #e6eaf5 }
text { fill: #e6eaf5 }
.dark { display: inline }
.light { display: none }
}`.trim();

/** A recipe as an SVG that is readable on light and on dark ground: its nodes from left to right, as n8n shows them. */
export function recipePicture(recipe: Recipe): string {
	const nodes = importedRecipe(recipe).nodes.filter(({ type }) => !type.endsWith('.stickyNote'));
	const parts = nodes.flatMap(({ name, type }, index) => [
		...(index === 0 ? [] : [arrowTo(index)]),
		`<rect class="tile" x="${leftOf(index)}" y="${TOP}" width="${TILE}" height="${TILE}" rx="${index === 0 ? 20 : 8}"/>`,
		...iconOf(type, leftOf(index) + (TILE - ICON) / 2),
		...linesOf(name).map(
			(line, row) =>
				`<text x="${centreOf(index)}" y="${TOP + TILE + 17 + row * LINE}">${escaped(line)}</text>`,
		),
	]);
	const width = nodes.length * COLUMN;
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${HEIGHT}" width="${width}" height="${HEIGHT}">`,
		`<style>${STYLE}</style>`,
		...parts,
		'</svg>\n',
	].join('\n');
}

const centreOf = (index: number) => index * COLUMN + COLUMN / 2;
const leftOf = (index: number) => centreOf(index) - TILE / 2;

function arrowTo(index: number): string {
	const [from, to] = [leftOf(index - 1) + TILE + 6, leftOf(index) - 6];
	return `<path class="way" d="M${from} ${MIDDLE}H${to}m-6-5 6 5-6 5"/>`;
}

/** The icon of a node for light and for dark ground; a clock for n8n's own Wait. */
function iconOf(type: string, x: number): string[] {
	const at = `x="${x}" y="${MIDDLE - ICON / 2}" width="${ICON}" height="${ICON}"`;
	const own = /^n8n-nodes-commerce\.(\w+?)(?:Trigger)?$/.exec(type)?.[1];
	if (own === undefined) {
		return [
			`<svg class="clock" ${at} viewBox="0 0 60 60" fill="none" stroke-width="4" stroke-linecap="round" stroke-linejoin="round"><circle fill="#14b8a6" cx="30" cy="30" r="22"/><path d="M30 17v13l9 6"/></svg>`,
		];
	}
	return [`${own}.svg`, `${own}.dark.svg`].map((file, index) => {
		const text = readFileSync(join(ICONS, file), 'utf8')
			.trim()
			.replace(/\s*\n\s*/g, '');
		return text
			.replace(/ (?:xmlns|width|height)="[^"]*"/g, (attribute, offset: number) =>
				offset < text.indexOf('>') ? '' : attribute,
			)
			.replace('<svg', `<svg class="${index === 0 ? 'light' : 'dark'}" ${at}`);
	});
}

/** A name in at most two lines. */
function linesOf(name: string): string[] {
	if (name.length <= LONGEST_LINE) return [name];
	const spaces = [...name.matchAll(/ /g)].map(({ index }) => index);
	const middle = spaces.toSorted(
		(one, other) => Math.abs(one - name.length / 2) - Math.abs(other - name.length / 2),
	)[0];
	return middle === undefined ? [name] : [name.slice(0, middle), name.slice(middle + 1)];
}

const escaped = (text: string): string =>
	text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
