import { templateText } from '../canvas/outsideText.ts';
import { ACTION_NODES, TYPE_VERSIONS } from '../workflows/actionNode.ts';
import { ALERT_MAIL } from '../workflows/actionParameters.ts';
import type { RecipeNode, RecipeSetting, SettingValues } from './recipe.ts';

export const OWNER: RecipeSetting = {
	name: 'owner',
	label: 'Your e-mail address',
	description: 'Where the mail goes; several with commas between',
	kind: 'email',
	default: null,
};

/** A mail to the customer, by a template of ours. */
export const mailCustomer = (name: string, template: string, options: object = {}): RecipeNode => ({
	name,
	type: ACTION_NODES.send_email,
	typeVersion: TYPE_VERSIONS.send_email,
	parameters: {
		recipient: 'customer',
		template,
		...(Object.keys(options).length > 0 && { options }),
	},
	credential: 'commerceSmtpApi',
});

/** A mail to the customer in words of the recipe. */
export const writeCustomer = (
	name: string,
	{ subject, html }: { readonly subject: string; readonly html: string },
	options: object = {},
): RecipeNode => {
	const { parameters, ...node } = mailCustomer(name, 'custom', options);
	return { ...node, parameters: { ...parameters, subject, html } };
};

/** A mail to the address under `owner`. */
export const mailOwner = (
	{ owner }: SettingValues,
	texts: { readonly subject: string; readonly html: string },
): RecipeNode => ({
	name: 'Mail the owner',
	type: ACTION_NODES.send_email,
	typeVersion: TYPE_VERSIONS.send_email,
	parameters: {
		recipient: 'addresses',
		addresses: templateText('settings.owner', String(owner)),
		template: 'custom',
		...texts,
	},
	credential: 'commerceSmtpApi',
});

export const mailAlert = (values: SettingValues): RecipeNode => mailOwner(values, ALERT_MAIL);

const SUMS =
	'{% for sum in part.totals %}{% if forloop.first %} worth {% else %} and {% endif %}{{ sum.amount | money: sum.currency }}{% endfor %}{% if part.withoutTotal > 0 %}, {{ part.withoutTotal }} of an unknown amount{% endif %}';

/** What the mail about a day says. */
export const DIGEST_MAIL = {
	subject: '{{ title }}',
	html: `{% if digest.isQuiet %}<p>A quiet day: no orders, no refunds, and no news of parcels.</p>{% else %}<p><strong>Orders:</strong> {{ digest.orders.count }}{% assign part = digest.orders %}${SUMS}{% if digest.orders.cancelled > 0 %}; {{ digest.orders.cancelled }} cancelled{% endif %}</p><p><strong>Refunds:</strong> {{ digest.refunds.count }}{% assign part = digest.refunds %}${SUMS}</p><p><strong>Parcels:</strong> {{ digest.parcels.sent }} sent, {{ digest.parcels.delivered }} delivered, {{ digest.parcels.late }} late, {{ digest.parcels.failed }} not handed over or on the way back</p>{% endif %}{% for alert in digest.openAlerts %}{% if forloop.first %}<p><strong>Open alerts</strong></p><ul>{% endif %}<li>{{ alert.title }}. {{ alert.nextStep }}</li>{% if forloop.last %}</ul>{% endif %}{% else %}<p>No alert is open.</p>{% endfor %}`,
};

/**
 * A notification in the browsers of a customer, or of everybody who asked for notifications; without texts, what
 * fits the event.
 */
export const push = (
	audience: 'customer' | 'everybody',
	texts?: { readonly title: string; readonly body: string; readonly url: string },
): RecipeNode => ({
	name: 'Show a notification',
	type: ACTION_NODES.send_push,
	typeVersion: TYPE_VERSIONS.send_push,
	parameters: { operation: 'send', audience, ...(texts && { content: 'own', ...texts }) },
	credential: 'commerceWebPushApi',
});

/** A message into a chat that takes `{"text": "…"}`: Slack, Mattermost, Rocket.Chat, Google Chat. */
export const postToChat = ({ url }: SettingValues, text: string): RecipeNode => ({
	name: 'Tell the team',
	type: ACTION_NODES.webhook,
	typeVersion: TYPE_VERSIONS.webhook,
	parameters: {
		method: 'POST',
		url: templateText('settings.url', String(url)),
		body: 'json',
		json: `{ "text": "${text}" }`,
	},
});

export const completeOrder: RecipeNode = {
	name: 'Complete the order',
	type: ACTION_NODES.update_status,
	typeVersion: TYPE_VERSIONS.update_status,
	parameters: { target: 'order', orderStatus: 'completed' },
};

/** n8n's own Wait. */
export const waitFor = (amount: unknown, unit: 'hours' | 'days'): RecipeNode => ({
	name: `Wait some ${unit}`,
	type: 'n8n-nodes-base.wait',
	typeVersion: 1.1,
	parameters: { resume: 'timeInterval', amount, unit },
});
