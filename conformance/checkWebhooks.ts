import { randomUUID } from 'node:crypto';
import { TOPICS } from '../engine/providers/generic/topics.ts';
import type { Context } from './context.ts';
import { isAbsent, shown, type Answer } from './storeClient.ts';

const EVENTS: readonly string[] = [...TOPICS.keys()];

/** Names no host anywhere (RFC 2606): what a store posts to it reaches nobody. */
const NOBODY = 'https://conformance.invalid/webhook';

type Webhook = {
	readonly id?: unknown;
	readonly url?: unknown;
	readonly events?: unknown;
	readonly enabled?: unknown;
};

/**
 * Makes a webhook, runs `meanwhile`, and removes it again, whatever happens.
 *
 * @param meanwhile is told whether messages come to the listener
 */
export async function checkWebhooks(
	context: Context,
	meanwhile: (isListening: boolean) => Promise<void>,
): Promise<void> {
	const { store, report, listener } = context;
	const before = await store.ask('GET', '/webhooks');
	if (isAbsent(before)) {
		report.note('Webhooks', 'GET /webhooks: there is none; the merchant has to enter the address');
		return await meanwhile(false);
	}
	const isList = report.check(
		{
			line: 'GET /webhooks answers all webhooks',
			section: 'Webhooks',
			expected: '200 {"data": […]}',
		},
		webhooksIn(before) === null ? shown(before) : null,
	);
	if (!isList) return await meanwhile(false);

	const url = listener?.url ?? `${NOBODY}/${randomUUID()}`;
	const made = await store.ask('POST', '/webhooks', { json: { url, events: EVENTS } });
	try {
		const isMade = checkMade(context, made, url);
		if (isMade) await checkListed(context, url);
		await meanwhile(isMade && listener !== null);
		if (isMade) await checkRemoval(context, made, url, before);
	} finally {
		await removeAll(context, url);
	}
}

function checkMade({ report }: Context, made: Answer, url: string): boolean {
	const { id, url: kept, events, enabled } = Object(made.json) as Webhook;
	const wantsAll =
		events === undefined ||
		(Array.isArray(events) && EVENTS.every((event) => events.includes(event)));
	const isMade =
		made.status === 201 &&
		(typeof id === 'number' || (typeof id === 'string' && id !== '')) &&
		kept === url &&
		wantsAll &&
		(enabled === undefined || enabled === true);
	return report.check(
		{
			line: 'POST /webhooks answers 201 and the new webhook',
			section: 'Webhooks',
			expected: `201 {"id": "…", "url": "${url}", "events": all that were asked for, or none, "enabled": true}`,
		},
		isMade ? null : shown(made),
	);
}

async function checkListed({ store, report }: Context, url: string): Promise<void> {
	const after = await store.ask('GET', '/webhooks');
	const own = webhooksIn(after)?.filter((webhook) => webhook.url === url) ?? [];
	report.check(
		{
			line: 'GET /webhooks shows the new webhook',
			section: 'Webhooks',
			expected: `one with "url": "${url}"`,
		},
		own.length === 1 ? null : shown(after),
	);
}

async function checkRemoval(
	{ store, report }: Context,
	made: Answer,
	url: string,
	before: Answer,
): Promise<void> {
	const path = `/webhooks/${encodeURIComponent(String((made.json as Webhook).id))}`;
	const removed = await store.ask('DELETE', path);
	report.check(
		{ line: 'DELETE /webhooks/{id} answers 204', section: 'Webhooks', expected: '204' },
		removed.status === 204 ? null : shown(removed),
	);
	const after = await store.ask('GET', '/webhooks');
	const left = webhooksIn(after);
	report.check(
		{
			line: 'GET /webhooks no longer shows a removed webhook',
			section: 'Webhooks',
			expected: `none with "url": "${url}"`,
		},
		left?.every((webhook) => webhook.url !== url) ? null : shown(after),
	);
	const lost = webhooksIn(before)!.filter(({ id }) => !left?.some((webhook) => webhook.id === id));
	report.check(
		{
			line: 'Webhooks to other addresses stay',
			section: 'Webhooks',
			expected: 'the webhooks that were there before',
		},
		lost.length === 0 ? null : `${lost.length} of them are gone`,
	);
	const again = await store.ask('DELETE', path);
	report.check(
		{
			line: 'DELETE /webhooks/{id} answers 404 where there is none',
			section: 'Webhooks',
			expected: '404',
		},
		again.status === 404 ? null : shown(again),
	);
}

async function removeAll({ store, report }: Context, url: string): Promise<void> {
	const left = webhooksIn(await store.ask('GET', '/webhooks')) ?? [];
	for (const { id } of left.filter((webhook) => webhook.url === url)) {
		const { status } = await store.ask('DELETE', `/webhooks/${encodeURIComponent(String(id))}`);
		if (status !== 204) report.note('Webhooks', `The webhook ${String(id)} could not be removed.`);
	}
}

function webhooksIn({ status, json }: Answer): Webhook[] | null {
	const { data } = Object(json) as { data?: unknown };
	return status === 200 && Array.isArray(data) ? (data as Webhook[]) : null;
}
