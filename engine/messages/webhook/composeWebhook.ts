import type { CommerceItem } from '../../deliveries/composeItem.ts';
import type { Renderer } from '../../templates/createRenderer.ts';
import { templateScope } from '../../templates/templateScope.ts';
import type { TemplateField } from '../../templates/templateError.ts';
import { ACCEPTED_ENCODINGS } from '../../http/readBody.ts';
import { checkedWording } from '../email/checkedWording.ts';
import { ActionError } from '../../actions/actionError.ts';
import { webhookHeaders, type GivenHeader, type HeaderPlace } from './webhookHeaders.ts';
import type { WebhookMethod, WebhookRequest } from './webhookRequest.ts';
import { webhookUrl } from './webhookUrl.ts';

export const MAX_BODY_BYTES = 1024 * 1024;

/** What every receiver may see. */
export const STANDARD_HEADERS = {
	accept: '*/*',
	'accept-encoding': ACCEPTED_ENCODINGS,
	'user-agent': 'n8n-nodes-commerce',
	'content-type': 'application/json',
} as const;

/** What the merchant chose in the node's form. URL, header values and JSON are Liquid templates. */
export type WebhookSettings = {
	readonly method: WebhookMethod;
	readonly url: string;
	readonly headers: readonly GivenHeader[];
	/** `node` where it is not given. */
	readonly headerPlace?: HeaderPlace;
	/** `null` sends the event as it is. */
	readonly json: string | null;
	/** BCP 47; `en-US` where it is not given. */
	readonly locale?: string | null;
	/** IANA; `UTC` where it is not given. */
	readonly timeZone?: string | null;
};

/** What a webhook is made from. */
export type WebhookSource = {
	/** `null` where the item is not about an event. */
	readonly emitted: CommerceItem | null;
	/** What templates can use. */
	readonly item: Readonly<Record<string, unknown>>;
};

/**
 * Makes the webhook for one item, without calling it.
 *
 * @param ownHeaders from the credential
 * @param now for `{{ 'now' | date }}`
 * @throws ActionError for a wrong setting; TemplateError; ActionError for a wrong locale or time zone
 */
export function composeWebhook(
	render: Renderer,
	{ emitted, item }: WebhookSource,
	settings: WebhookSettings,
	ownHeaders: Readonly<Record<string, string>>,
	now: Date,
): WebhookRequest {
	const { locale, timeZone } = checkedWording(settings);
	const scope = templateScope(item, { shopName: null, message: null, locale });
	const wording = { locale, timeZone, currency: scope.mail.currency, now };
	const fill = (field: TemplateField, source: string, output: 'text' | 'json' | 'url') =>
		render({ field, source, output, scope, wording });

	const url = webhookUrl(fill('URL', settings.url, 'url'));
	const { 'content-type': contentType = 'application/json', ...headers } = webhookHeaders(
		settings.headers.map(({ name, value }) => ({ name, value: fill('Headers', value, 'text') })),
		settings.headerPlace,
	);
	const text =
		settings.json === null
			? JSON.stringify(eventBody(required(emitted)))
			: checkedJson(fill('Body', settings.json, 'json'));
	const body = Buffer.from(text);
	if (body.length > MAX_BODY_BYTES) {
		throw new ActionError(
			'setup',
			'Body: it is larger than 1 MB. Choose "Own JSON" and send less.',
		);
	}
	return {
		method: settings.method,
		url,
		headers: { ...STANDARD_HEADERS, 'content-type': contentType },
		ownHeaders: { ...headers, ...ownHeaders },
		body,
	};
}

function required(emitted: CommerceItem | null): CommerceItem {
	if (emitted !== null) return emitted;
	throw new ActionError(
		'setup',
		'The item is not about an event of a store. Start the workflow with a trigger of this package, or choose "Own JSON" under "Body".',
	);
}

function checkedJson(text: string): string {
	const json = text.trim();
	if (json === '') throw new ActionError('setup', 'Body: it is empty. Enter the JSON to send.');
	try {
		JSON.parse(json);
		return json;
	} catch (error) {
		throw new ActionError(
			'setup',
			`Body: what comes out is not JSON: ${(error as Error).message}. Values that are text stand in quotes, "{{ order.number }}"; ` +
				'others, lists and what may be missing are written without quotes, {{ order.lineItems | json }}.',
		);
	}
}

/** The body that Standard Webhooks recommends. */
export type EventBody = {
	/** `order.status_changed` */
	readonly type: string;
	/** When it happened, ISO 8601. */
	readonly timestamp: string;
	/** What the trigger emitted; docs/event-contract.md defines every field. */
	readonly data: CommerceItem;
};

/** An event as a webhook tells of it. */
export function eventBody(item: CommerceItem): EventBody {
	return {
		type: item.event.code.replace('_', '.'),
		timestamp: item.event.occurredAt,
		data: item,
	};
}
