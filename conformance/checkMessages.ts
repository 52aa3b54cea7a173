import { Webhook } from 'standardwebhooks';
import { z } from 'zod/v4';
import { signingKey } from '../engine/standardWebhooks/signingKey.ts';
import { normalise } from '../engine/providers/generic/normalise.ts';
import { parse } from '../engine/providers/generic/parse.ts';
import type { StoreMessage, StorePost } from '../engine/providers/provider.ts';
import type { Context } from './context.ts';
import { differences, faultOf, idOf, oddAmountsOf, updatedAtOf } from './entity.ts';
import type { Listener } from './listener.ts';
import type { Answer } from './storeClient.ts';

/** How long a ping to a new webhook may take; no shop has to send one. */
const PING_MS = 1_000;

/** What was changed, and what the store told of it afterwards, oldest first. */
export type Changed = {
	readonly entityType: 'Order' | 'Shipment';
	readonly answers: readonly Answer[];
};

/** Checks the messages that a store has sent. @param changes each has to be among them */
export async function checkMessages(
	{ credentials, report, patienceMs }: Context,
	listener: Listener,
	changes: readonly Changed[],
): Promise<void> {
	if (changes.length === 0) await listener.waitFor(() => true, Math.min(patienceMs, PING_MS));
	let isWaiting = true;
	for (const { entityType, answers } of changes) {
		for (const { json } of answers.filter((one) => faultOf(entityType, one.json) === null)) {
			const post = await listener.waitFor(
				(candidate) => isAbout(candidate, json),
				isWaiting ? patienceMs : 0,
			);
			isWaiting &&= post !== null;
			report.check(
				{
					line: `A message tells that the status of the ${entityType.toLowerCase()} has changed`,
					section: 'Messages: shop to n8n',
					expected: `a message with "id": "${idOf(json)}" and its newest updatedAt within ${patienceMs / 1_000} seconds`,
				},
				post === null ? `none among ${listener.posts.length}` : null,
			);
			if (post === null) continue;
			const told = (parse(post) as { payload?: unknown }).payload;
			const fields = faultIn(post) === null ? differences(entityType, told, json) : [];
			report.check(
				{
					line: `The message about the ${entityType.toLowerCase()} tells what GET tells`,
					section: 'Lists',
					expected: 'the same fields with the same values',
				},
				fields.length === 0 ? null : `other values of ${fields.join(', ')}`,
			);
		}
	}

	const failedId = listener.failedId();
	if (failedId !== null) {
		const failed = listener.posts.find((post) => post.headers['webhook-id'] === failedId)!;
		const again = await listener.waitFor(
			(post) => post !== failed && post.body.equals(failed.body),
			patienceMs,
		);
		if (again === null) {
			report.note(
				'Answers',
				`A message that was answered with 503 did not come again within ${patienceMs / 1_000} seconds. It should, later.`,
			);
		} else {
			report.check(
				{
					line: 'A message that failed comes again with the same webhook-id',
					section: 'Answers',
					expected: `webhook-id: ${failedId}`,
				},
				again.headers['webhook-id'] === failedId
					? null
					: `webhook-id: ${again.headers['webhook-id'] ?? 'none'}`,
			);
		}
	}

	const { posts } = listener;
	if (posts.length === 0) return;
	const signer = new Webhook(signingKey(credentials.apiSecret)!, { format: 'raw' });
	report.check(
		{
			line: 'Messages are signed as Standard Webhooks says',
			section: 'Signature',
			expected:
				'webhook-id, webhook-timestamp and webhook-signature that fit the body and the secret',
		},
		firstFault(posts, (post) => signatureFault(signer, post)),
	);
	report.check(
		{
			line: 'Messages have a type, a timestamp and data that n8n understands',
			section: 'Body',
			expected: '{"type": "…", "timestamp": "…", "data": {…}}',
		},
		firstFault(posts, faultIn),
	);
}

function isAbout(post: StorePost, entity: unknown): boolean {
	const message = parse(post);
	if (message.kind !== 'message') return false;
	return (
		idOf(message.payload) === idOf(entity) && updatedAtOf(message.payload) === updatedAtOf(entity)
	);
}

function firstFault(
	posts: readonly StorePost[],
	fault: (post: StorePost) => string | null,
): string | null {
	return posts.map(fault).find((found) => found !== null) ?? null;
}

function signatureFault(signer: Webhook, { body, headers }: StorePost): string | null {
	try {
		signer.verify(body, headers as Record<string, string>);
		return null;
	} catch (error) {
		const names = Object.keys(headers).filter((name) => /^(webhook|svix)-/.test(name));
		return `${(error as Error).message} (headers: ${names.join(', ') || 'none of them'})`;
	}
}

function faultIn(post: StorePost): string | null {
	const message: StoreMessage = parse(post);
	if (message.kind === 'ping') return null;
	if (message.kind === 'pointer') return null;
	if (message.kind === 'malformed' || message.kind === 'useless') return message.detail;
	if (message.kind === 'uninteresting') return `"type": "${message.topic}" is not in the table.`;
	try {
		const [observed] = normalise(message);
		return observed === undefined ? null : oddAmountsOf(observed.entity);
	} catch (error) {
		if (!(error instanceof z.ZodError)) throw error;
		return `${message.topic}: ${z.prettifyError(error).replace(/\s+/g, ' ')}`;
	}
}
