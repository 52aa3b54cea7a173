import type { IDataObject } from 'n8n-workflow';
import type { EmailChoices } from '../../engine/actions/emailAction.ts';
import { chosenLanguage } from '../shared/languageProperties.ts';
import { fillExpressions, type FormContext } from '../shared/fillExpressions.ts';

/** The node's form, filled in for one item. */
export type EmailForm = {
	readonly settings: EmailChoices;
	/** Values of the n8n expressions in subject, HTML and text; the templates look them up by this name. */
	readonly expressions: readonly unknown[];
	readonly sendAgain: boolean;
	readonly skipIfMeanwhile: unknown;
	readonly oncePerOrder: boolean;
	/** Each a Liquid template. */
	readonly attachmentUrls: readonly string[];
	readonly allowPrivateAddresses: boolean;
};

export function readEmailForm(context: FormContext, itemIndex: number): EmailForm {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const isFitted = context.getNode().typeVersion >= 3;
	const template = context.getNodeParameter(
		'template',
		itemIndex,
		isFitted ? 'fitting' : 'order_confirmation',
	) as EmailChoices['template'];
	const toCustomer = context.getNodeParameter('recipient', itemIndex, 'customer') === 'customer';
	const written = (name: string) =>
		typeof options[name] === 'string' && options[name].trim() !== '' ? options[name] : null;
	const expressions: unknown[] = [];

	return {
		settings: {
			template,
			language: isFitted ? chosenLanguage(context, itemIndex) : null,
			shopLanguage: options.shopLanguage,
			showsWording: options.showWording === true,
			...readWording(context, itemIndex, template, expressions, options.htmlIsReady === true),
			recipient: toCustomer
				? { kind: 'customer' }
				: { kind: 'addresses', addresses: context.getNodeParameter('addresses', itemIndex) },
			fromEmail: written('fromEmail'),
			fromName: written('fromName'),
			replyTo: options.replyTo,
			cc: options.cc,
			bcc: options.bcc,
			shopName: written('shopName'),
			message: written('message'),
			locale: written('locale'),
			timeZone: written('timeZone'),
			usualTimeZone: context.getTimezone(),
		},
		expressions,
		sendAgain: options.sendAgain === true,
		allowPrivateAddresses: options.allowPrivateAddresses === true,
		attachmentUrls: urlsIn(context, itemIndex, expressions),
		oncePerOrder: options.oncePerOrder === true,
		skipIfMeanwhile: options.skipIfMeanwhile,
	};
}

/** Names with commas between. */
export const listIn = (given: unknown): string[] =>
	(typeof given === 'string' ? given.split(',') : [])
		.map((part) => part.trim())
		.filter((part) => part !== '');

/** One after the other: a comma in a value, or within an address, parts nothing. */
const ADDRESSES = /(?:\{\{(?:[^{}]|\{(?!\{)|\}(?!\}))*\}\}|,(?=\S)|[^,\n])+/g;

function urlsIn(context: FormContext, itemIndex: number, expressions: unknown[]): string[] {
	const { parameters, typeVersion } = context.getNode();
	const raw = (parameters.options as IDataObject | undefined)?.attachmentUrls;
	if (typeof raw !== 'string') return [];
	const isExpression = raw.startsWith('=') ? '=' : '';
	return (raw.slice(isExpression.length).match(ADDRESSES) ?? [])
		.map((part) => part.trim())
		.filter((part) => part !== '')
		.map((part) =>
			fillExpressions(
				`${isExpression}${part}`,
				(expression) => context.evaluateExpression(expression, itemIndex),
				expressions,
				typeVersion,
			),
		);
}

function readWording(
	context: FormContext,
	itemIndex: number,
	template: EmailChoices['template'],
	expressions: unknown[],
	htmlIsReady: boolean,
): Pick<EmailChoices, 'subject' | 'html' | 'text'> {
	const { parameters, typeVersion } = context.getNode();
	const held = (template === 'custom' ? parameters : (parameters.overrides ?? {})) as IDataObject;
	const part = (name: string) => {
		const raw = held[name];
		if (typeof raw !== 'string') return null;
		return fillExpressions(
			raw,
			(expression) => context.evaluateExpression(expression, itemIndex),
			expressions,
			typeVersion,
			// Version 1 takes HTML that is a single expression as it is.
			name !== 'html' || htmlIsReady || typeVersion < 2,
		);
	};
	return { subject: part('subject'), html: part('html'), text: part('text') };
}
