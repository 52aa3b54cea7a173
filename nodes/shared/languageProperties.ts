import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { FormContext } from './fillExpressions.ts';
import { LANGUAGES } from '../../engine/templates/languages/languages.ts';

const languages: INodePropertyOptions[] = Object.entries(LANGUAGES).map(([value, name]) => ({
	name,
	value,
}));

/**
 * In which language the built-in texts are.
 *
 * @param since the version of the node
 */
export const languageProperty = (since: number): INodeProperties => ({
	displayName: 'Language',
	name: 'language',
	type: 'options',
	options: [
		{
			name: "The Recipient's",
			value: 'customer',
			description:
				'A customer reads the language of the order, else of the account, else of the country; everybody else that of the shop',
		},
		...languages,
	],
	default: 'customer',
	description:
		'In which language the built-in texts are, and how amounts and dates are written. Texts of your own stay as you write them.',
	displayOptions: { show: { '@version': [{ _cnd: { gte: since } }] } },
});

/** What it is where nothing is known of the customer's. */
export const shopLanguageOption = (since: number): INodeProperties => ({
	displayName: 'Language of the Shop',
	name: 'shopLanguage',
	type: 'options',
	options: languages,
	default: 'en',
	description:
		'For customers whose language is not known or not on the list, and for everybody who is no customer',
	displayOptions: { show: { '@version': [{ _cnd: { gte: since } }] } },
});

/**
 * What a form says of the language. An expression that gives nothing means the customer's own: `null` is the
 * sign of versions that write English only.
 */
export function chosenLanguage(context: FormContext, itemIndex: number): unknown {
	const given: unknown = context.getNodeParameter('language', itemIndex, 'customer');
	const isBlank = typeof given === 'string' && given.trim() === '';
	return given === null || given === undefined || isBlank ? 'customer' : given;
}
