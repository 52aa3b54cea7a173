import { writtenNumber } from '../../engine/conditions/writtenNumber.ts';
import { isExpression } from '../canvas/outsideText.ts';
import { isAddressList } from '../workflows/actionSchema.ts';
import { ApiError } from '../http/apiError.ts';
import type { Recipe, RecipeSetting, SettingValues } from './recipe.ts';

const LONGEST = 2_000;

/**
 * What is given for the settings of a recipe, with what is usual where nothing is.
 *
 * @throws ApiError 400 naming the setting, what was given and what is allowed
 */
export function recipeSettings(
	{ settings }: Recipe,
	given: Readonly<Record<string, unknown>>,
): SettingValues {
	const known = settings.map(({ name }) => name);
	const unknown = Object.keys(given).find((name) => !known.includes(name));
	if (unknown !== undefined) {
		const has =
			known.length === 0 ? 'This recipe has no settings.' : `There are ${known.join(', ')}.`;
		throw refused(unknown, `there is no such setting. ${has}`);
	}
	return Object.fromEntries(
		settings.map((setting) => [setting.name, checked(setting, given[setting.name])]),
	);
}

/** What stands in a file for what only a merchant knows. */
export const sampleSettings = ({ settings }: Recipe): SettingValues =>
	Object.fromEntries(
		settings.map(({ name, kind, default: usual }) => [
			name,
			usual ?? (kind === 'url' ? 'https://hooks.example.com/your-channel' : 'owner@example.com'),
		]),
	);

function checked(setting: RecipeSetting, given: unknown): string | number {
	const { name, label, kind, default: usual } = setting;
	if (given === undefined || given === null || given === '') {
		if (usual !== null) return usual;
		throw refused(name, `it is needed: ${label}.`);
	}
	if (kind === 'number') return numberIn(setting, given);
	if (typeof given !== 'string') throw refused(name, 'it must be a text.');
	const text = given.trim();
	if (text.length > LONGEST) throw refused(name, `it may have ${LONGEST} characters at most.`);
	if (kind === 'url') {
		if (URL.parse(text)?.protocol === 'https:' && !isExpression(text)) return text;
		throw refused(name, `"${text.slice(0, 100)}" is no address that begins with https://.`);
	}
	if (isAddressList(text)) return text;
	throw refused(
		name,
		`"${text.slice(0, 100)}" is no e-mail address. Write it like owner@example.com, several with commas between.`,
	);
}

function numberIn(
	{ name, min = 0, max = 1_000_000, isWhole = false }: RecipeSetting,
	given: unknown,
): number {
	const written = typeof given === 'string' ? writtenNumber(given) : { number: given };
	const shown = `"${String(given).slice(0, 100)}"`;
	// Of a whole number, an example with decimals helps nobody.
	if ('wrong' in written && !isWhole) throw refused(name, `${shown} ${written.wrong}`);
	const number = 'wrong' in written ? null : written.number;
	const isFine = typeof number === 'number' && number >= min && number <= max;
	if (isFine && (!isWhole || Number.isInteger(number))) return number;
	throw refused(name, `${shown} is no ${isWhole ? 'whole ' : ''}number from ${min} to ${max}.`);
}

const refused = (name: string, message: string) =>
	new ApiError('CONFIGURATION_ERROR', `settings.${name}: ${message}`);
