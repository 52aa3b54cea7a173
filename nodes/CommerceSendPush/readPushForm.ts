import type { IDataObject } from 'n8n-workflow';
import type { PushChoices } from '../../engine/actions/pushAction.ts';
import type { AudienceChoice } from '../../engine/messages/push/audienceOf.ts';
import { chosenLanguage } from '../shared/languageProperties.ts';
import { fillExpressions, type FormContext } from '../shared/fillExpressions.ts';

/** The node's form, filled in for one item. */
export type PushForm = AudienceChoice & {
	readonly texts: PushChoices;
	/** Values of the n8n expressions in the texts; the templates look them up by this name. */
	readonly expressions: readonly unknown[];
	readonly delivery: { ttl?: unknown; urgency?: unknown; topic?: unknown };
	readonly sendAgain: boolean;
};

export function readPushForm(context: FormContext, itemIndex: number): PushForm {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const audience = context.getNodeParameter('audience', itemIndex) as AudienceChoice['audience'];
	const { parameters, typeVersion } = context.getNode();
	const expressions: unknown[] = [];
	const template = (raw: unknown) =>
		typeof raw === 'string'
			? fillExpressions(
					raw,
					(expression) => context.evaluateExpression(expression, itemIndex),
					expressions,
					typeVersion,
				)
			: '';
	const isFitted = typeVersion >= 4;
	const isOwn = !isFitted || context.getNodeParameter('content', itemIndex, 'fitting') === 'own';
	const buttons = (parameters.actions as { action?: IDataObject[] } | undefined)?.action ?? [];
	const ownTag = (parameters.options as IDataObject | undefined)?.tag;
	const { ttl, urgency, topic } = options;

	return {
		audience,
		subscriptions:
			audience === 'endpoints' ? context.getNodeParameter('subscriptions', itemIndex) : null,
		texts: {
			...(isOwn
				? { title: template(parameters.title), body: template(parameters.body) }
				: { title: null }),
			language: isFitted ? chosenLanguage(context, itemIndex) : null,
			shopLanguage: options.shopLanguage,
			url: template(parameters.url),
			icon: template(parameters.icon),
			tag: template(ownTag),
			actions: buttons.map(({ title, url }) => ({ title: template(title), url: template(url) })),
			locale: written(options.locale),
			timeZone: written(options.timeZone),
			usualTimeZone: context.getTimezone(),
		},
		expressions,
		delivery: { ttl, urgency, topic },
		sendAgain: options.sendAgain === true,
	};
}

function written(value: unknown): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
