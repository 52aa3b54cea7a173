import type { Conditions } from '../../engine/conditions/conditions.ts';
import type { StartType } from '../workflows/startTriggers.ts';

/** Credentials that recipes need, of those that the Commerce API node has chosen. */
export const RECIPE_CREDENTIALS = ['commerceSmtpApi', 'commerceWebPushApi'] as const;
export type CredentialName = (typeof RECIPE_CREDENTIALS)[number];

/** What a merchant has to say before a recipe can be switched on. */
export type RecipeSetting = {
	readonly name: string;
	readonly label: string;
	readonly description: string;
	readonly kind: 'email' | 'url' | 'number';
	/** `null`: it has to be given. */
	readonly default: string | number | null;
	/** Of a number. */
	readonly min?: number;
	readonly max?: number;
	readonly isWhole?: boolean;
};

/** Settings as they are given, checked by `recipeSettings`. */
export type SettingValues = Readonly<Record<string, string | number>>;

/** A node of a recipe, but for its id and where it stands. */
export type RecipeNode = {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credential?: CredentialName;
};

export const RECIPE_GROUPS = ['Orders', 'Parcels', 'Customers and products', 'For you'] as const;

/** A whole workflow that does one thing a shop wants: a trigger, and what follows it one after the other. */
export type Recipe = {
	readonly id: string;
	readonly name: string;
	/** What it does, in a sentence for a merchant. */
	readonly does: string;
	readonly group: (typeof RECIPE_GROUPS)[number];
	readonly entityType: StartType;
	/** Codes; of alerts, none is all of them. */
	readonly triggers: readonly string[];
	/** Further fields of the trigger's form. */
	readonly form?: (values: SettingValues) => Readonly<Record<string, unknown>>;
	readonly settings: readonly RecipeSetting[];
	readonly conditions?: (values: SettingValues) => Conditions;
	readonly steps: (values: SettingValues) => readonly RecipeNode[];
};
