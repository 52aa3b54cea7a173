import { z } from 'zod/v4';
import {
	HEADER_NAME,
	LONGEST_HEADER,
	MAX_HEADERS,
	REFUSED_HEADERS,
} from '../../engine/messages/webhook/webhookHeaders.ts';
import type { ShopStatus } from '../../engine/providers/ownStatus.ts';
import { SIGNING_SECRET } from '../../engine/standardWebhooks/signingKey.ts';
import { templatesFor } from '../../engine/templates/fittingTemplate.ts';
import { LANGUAGES } from '../../engine/templates/languages/languages.ts';
import { TEMPLATES } from '../../engine/templates/templateNames.ts';
import {
	canonicalOrderStatusOptions,
	shipmentStatusOptions,
} from '../../nodes/shared/statusOptions.ts';
import { sendEmail, sendPush, updateStatus, webhook } from '../workflows/actionSchema.ts';
import type { Action } from '../workflows/actionSchema.ts';
import type { StartType } from '../workflows/startTriggers.ts';
import { jsonSchemaOf, literals, oneOf, type Choice } from './jsonSchemaOf.ts';

/** Something that a workflow can do, as a form of its own: an action may have several. */
export type ActionForm = {
	readonly type: Action['type'];
	readonly title: string;
	readonly description: string;
	/** JSON Schema of `action`. */
	readonly schema: Readonly<Record<string, unknown>>;
};

const MOST_ADDRESSES = 50;
/** An object with its own `constructor` is none to zod. */
const headerName = z
	.string()
	.regex(HEADER_NAME)
	.meta({ not: { enum: ['constructor', ...REFUSED_HEADERS] } });
/** The value of a header, which does not begin with "=" either. */
const HEADER_VALUE = /^[\t \xa0]*(?:[!-<>-~\xa1-\xff][\t\x20-\x7e\xa0-\xff]*)?$/;
/** What does not begin with "=". */
const NO_EXPRESSION = String.raw`^\s*([^\s=]|$)`;

const address = z.string().meta({ title: 'One address', format: 'email' });
const addresses = z
	.array(z.string().meta({ format: 'email' }))
	.min(1)
	.max(MOST_ADDRESSES)
	.meta({ title: 'Several addresses' });
const customer = z.literal('customer').meta({ title: 'The customer' });
const everybody = z.literal('everybody').meta({ title: 'Everybody who asked for notifications' });

const language = oneOf([
	{ value: 'customer', title: "The recipient's" },
	...Object.entries(LANGUAGES).map(([value, title]) => ({ value, title })),
])
	.default('customer')
	.meta({ title: 'Language', description: 'Of the built-in texts' });

/** Alerts and products have nothing to do with one customer. */
const hasCustomer = (type: StartType) => type !== 'Alert' && type !== 'Product';

const titles = {
	subject: { title: 'Subject' },
	html: {
		...{ title: 'HTML', contentMediaType: 'text/html' },
		description: "In place of the template's own",
	},
	text: {
		title: 'Text',
		description: 'For mail programs that show no HTML; left out: as the HTML',
	},
	url: { title: 'Link' },
};

/**
 * What a workflow that starts on events of a type can do. A form asks for no more than what is possible together, so
 * that an e-mail with a built-in text and one of somebody's own are two.
 *
 * @param statuses that the connected stores have for orders, in their own words
 */
export function actionForms(
	entityType: StartType,
	statuses: readonly ShopStatus[],
): readonly ActionForm[] {
	return [
		...emailForms(entityType),
		...(entityType === 'Alert' ? [] : pushForms(entityType)),
		webhookForm(),
		...(entityType === 'Order' || entityType === 'Shipment' ? [orderForm(statuses)] : []),
		...(entityType === 'Shipment' ? [shipmentForm()] : []),
	];
}

function emailForms(entityType: StartType): ActionForm[] {
	const recipient = hasCustomer(entityType)
		? z.union([customer, address, addresses]).default('customer')
		: z.union([address, addresses]);
	const fields = {
		recipient: recipient.meta({ title: 'To' }),
		subject: sendEmail.shape.subject.meta(titles.subject),
		html: sendEmail.shape.html.meta(titles.html),
		text: sendEmail.shape.text.meta(titles.text),
		language,
	};
	if (entityType === 'Alert') {
		const alert = sendEmail.omit({ template: true }).extend(fields);
		return [
			form('Send an e-mail', 'Says what the alert says, unless it is worded otherwise', alert),
		];
	}
	const own = sendEmail.omit({ template: true }).extend({
		...fields,
		subject: sendEmail.shape.subject.unwrap().min(1).meta(titles.subject),
		html: sendEmail.shape.html
			.unwrap()
			.min(1)
			.meta({ ...titles.html, description: undefined }),
	});
	const ownForm = form('Send an e-mail of your own', 'Subject and text are yours', own);
	const fitting = templatesFor(entityType);
	if (fitting.length === 0) return [ownForm];
	const template = oneOf([
		{ value: 'fitting', title: 'Fitting the event' },
		...fitting.map((value): Choice => ({ value, title: TEMPLATES[value][0] })),
	]);
	const builtIn = sendEmail.extend({
		...fields,
		template: template.meta({ title: 'Template' }),
	});
	return [
		form('Send an e-mail', 'One of the built-in texts, in the language of the recipient', builtIn),
		ownForm,
	];
}

function pushForms(entityType: StartType): ActionForm[] {
	const recipient = hasCustomer(entityType)
		? z.union([customer, everybody]).default('customer')
		: everybody;
	const fields = {
		recipient: recipient.meta({ title: 'To' }),
		url: sendPush.shape.url.meta(titles.url),
		icon: sendPush.shape.icon.meta({ title: 'Link of an icon' }),
		language,
	};
	const own = sendPush.extend({
		...fields,
		title: sendPush.shape.title.unwrap().meta({ title: 'Title', description: undefined }),
		body: sendPush.shape.body.meta({ title: 'Text' }),
	});
	const ownForm = form('Send a notification of your own', 'To browsers; the text is yours', own);
	if (entityType !== 'Alert' && templatesFor(entityType).length === 0) return [ownForm];
	const builtIn = sendPush.omit({ title: true, body: true }).extend(fields);
	return [
		form('Send a notification', 'To browsers, with the text that fits the event', builtIn),
		ownForm,
	];
}

function webhookForm(): ActionForm {
	const { shape } = webhook;
	const schema = webhook.extend({
		url: shape.url.meta({ title: 'URL', format: 'uri' }),
		method: shape.method.unwrap().default('POST').meta({ title: 'Method', description: undefined }),
		headers: z
			.record(headerName, z.string().regex(HEADER_VALUE).max(LONGEST_HEADER))
			.optional()
			.meta({
				...{ title: 'Headers', maxProperties: MAX_HEADERS },
				description: 'Those that carry a key go into a credential of n8n',
			}),
		secret: z
			.string()
			.regex(SIGNING_SECRET)
			.optional()
			.meta({
				...{ title: 'Secret', writeOnly: true },
				description: 'Requests are signed with it: whsec_ and Base64 of 24 to 64 random bytes',
			}),
		allowPrivateAddresses: shape.allowPrivateAddresses.unwrap().default(false).meta({
			title: 'Servers in your own network may be called',
			description: undefined,
		}),
	});
	return form('Call a webhook', 'Tells another system what has happened', schema);
}

const note = updateStatus.shape.note.meta({ title: 'Note', pattern: NO_EXPRESSION });

function orderForm(statuses: readonly ShopStatus[]): ActionForm {
	const known = canonicalOrderStatusOptions.map(choiceOf);
	const words = new Set(known.map(({ value }) => value));
	const own = statuses
		.filter(({ word }) => !words.has(word.replaceAll('-', '_')))
		.map(({ word, name }): Choice => ({ value: `own:${word}`, title: name }));
	const another = z
		.string()
		.regex(/^own:[\p{L}\p{N}_-]{1,100}$/u)
		.meta({ title: "Another one of the shop's own: own: and the shop's word" });
	const schema = updateStatus.extend({
		status: z.union([...literals([...known, ...own]), another]).meta({ title: 'Status' }),
		target: z.literal('order'),
		note,
	});
	return form('Update the order', 'Gives the order another status in the store', schema);
}

function shipmentForm(): ActionForm {
	const schema = updateStatus.extend({
		status: oneOf(shipmentStatusOptions.map(choiceOf)).meta({ title: 'Status' }),
		target: z.literal('shipment'),
		note,
	});
	return form('Update the shipment', 'Gives the shipment another status in the store', schema);
}

const choiceOf = ({ value, name }: { value: unknown; name: string }): Choice => ({
	value: String(value),
	title: name,
});

function form(
	title: string,
	description: string,
	schema: z.ZodObject<{ type: z.ZodLiteral<Action['type']> }>,
): ActionForm {
	const type = schema.shape.type.value;
	return { type, title, description, schema: jsonSchemaOf(schema) };
}
