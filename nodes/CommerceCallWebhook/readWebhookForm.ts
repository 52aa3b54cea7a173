import type { IDataObject } from 'n8n-workflow';
import type { WebhookSettings } from '../../engine/messages/webhook/composeWebhook.ts';
import { DEFAULT_RETRY_DELAYS, retryDelays } from '../../engine/messages/webhook/retryDelays.ts';
import { ActionError } from '../../engine/actions/actionError.ts';
import type { GivenHeader } from '../../engine/messages/webhook/webhookHeaders.ts';
import { WEBHOOK_METHODS } from '../../engine/messages/webhook/webhookRequest.ts';
import { fillExpressions, type FormContext } from '../shared/fillExpressions.ts';

const DEFAULT_TIME_LIMIT_SECONDS = 15;
const MAX_TIME_LIMIT_SECONDS = 120;

/** The node's form, filled in for one item. */
export type WebhookForm = {
	readonly settings: WebhookSettings;
	/** Values of the n8n expressions in URL, JSON and headers; the templates look them up by this name. */
	readonly expressions: readonly unknown[];
	readonly retryDelaysMs: readonly number[];
	readonly timeoutMs: number;
	readonly allowPrivateAddresses: boolean;
	readonly sendAgain: boolean;
};

/** @throws ActionError naming the field */
export function readWebhookForm(context: FormContext, itemIndex: number): WebhookForm {
	const { parameters, typeVersion } = context.getNode();
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject;
	const method = context.getNodeParameter('method', itemIndex, 'POST');
	const known = WEBHOOK_METHODS.find((each) => each === method);
	if (known === undefined) throw new ActionError('setup', 'Method: choose POST, PUT or PATCH.');

	const expressions: unknown[] = [];
	const template = (raw: unknown) =>
		fillExpressions(
			typeof raw === 'string' ? raw : '',
			(expression) => context.evaluateExpression(expression, itemIndex),
			expressions,
			typeVersion,
		);
	const isOwnJson = context.getNodeParameter('body', itemIndex, 'event') === 'json';

	return {
		settings: {
			method: known,
			url: template(parameters.url),
			json: isOwnJson ? template(parameters.json) : null,
			headers: rowsOf(parameters.headers).map(({ name, value }) => ({
				name: evaluated(context, itemIndex, name),
				value: template(value),
			})),
			headerPlace: typeVersion < 2 ? 'firstNode' : 'node',
			locale: textOf(options.locale),
			timeZone: textOf(options.timeZone) ?? context.getTimezone(),
		},
		expressions,
		retryDelaysMs: retryDelays(String(options.retryAfter ?? DEFAULT_RETRY_DELAYS)),
		timeoutMs: timeLimitSeconds(options.timeLimitSeconds) * 1_000,
		allowPrivateAddresses: options.allowPrivateAddresses === true,
		sendAgain: options.sendAgain === true,
	};
}

/** Header rows as the node holds them, expressions unfilled. */
function rowsOf(held: unknown): GivenHeader[] {
	const rows = (held as { header?: unknown } | undefined)?.header;
	if (!Array.isArray(rows)) return [];
	return rows.map((row: { name?: unknown; value?: unknown }) => ({
		name: textOf(row.name) ?? '',
		value: textOf(row.value) ?? '',
	}));
}

function evaluated(context: FormContext, itemIndex: number, raw: string): string {
	if (!raw.startsWith('=')) return raw;
	return String(context.evaluateExpression(raw.slice(1), itemIndex) ?? '');
}

function timeLimitSeconds(given: unknown): number {
	const seconds = Number(given ?? DEFAULT_TIME_LIMIT_SECONDS);
	if (seconds >= 1 && seconds <= MAX_TIME_LIMIT_SECONDS) return seconds;
	throw new ActionError(
		'setup',
		`Time Limit: it has to be between 1 and ${MAX_TIME_LIMIT_SECONDS} seconds.`,
	);
}

function textOf(value: unknown): string | null {
	return typeof value === 'string' && value.trim() !== '' ? value : null;
}
