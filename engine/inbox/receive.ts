import { ZodError } from 'zod/v4';
import type { EntityType } from '../events/entityType.ts';
import type { Observation } from '../events/observation.ts';
import { axiosStoreHttp } from '../providers/axiosStoreHttp.ts';
import { problemsIn } from '../providers/problemsIn.ts';
import { readingOf } from '../providers/storeReading.ts';
import type { StoreMessage, StorePost } from '../providers/provider.ts';
import { answerTo, REFUSED, type Answer } from './answer.ts';
import { openPost, type Receiver } from './openPost.ts';
import type { Inbox } from './inbox.ts';
import type { Integration } from './integration.ts';
import { storePointer } from './pendingReads.ts';
import { readSoon } from './readSoon.ts';
import { storeMessage } from './storeMessage.ts';

/**
 * What happens to a store's POST, from its bytes to the answer: its signature is checked, the message is
 * read, made canonical, compared with what is known, and stored with a delivery for each workflow that
 * wants it. Of a message that only names an entity, the receipt is stored, and the entity is read after the
 * answer. An answer of 2xx means that everything is stored, or that nothing in it is of use; 400 that the
 * sender made a mistake; 503 that nothing is stored, and that the store shall send it again.
 *
 * @throws never: what goes wrong is an answer
 */
export async function receive(inbox: Inbox, receiver: Receiver, post: StorePost): Promise<Answer> {
	const answer = await answerOf(inbox, receiver, post);
	const isLast = !receiver.isProvisional || answer.status !== REFUSED;
	if (isLast) inbox.messages.note(receiver.integration, receiver.provider, post, answer);
	return answer;
}

async function answerOf(inbox: Inbox, receiver: Receiver, post: StorePost): Promise<Answer> {
	const { integration, provider } = receiver;
	try {
		const opened = openPost(receiver, post, inbox.warn);
		const message = opened instanceof Promise ? await opened : opened;
		if ('status' in message) {
			if (message.outcome === 'useless') {
				inbox.warn(`A message of ${integration.name} is of no use`, message.body.message);
			}
			return message;
		}
		if (message.kind === 'pointer') return await readLater(inbox, receiver, message, post);
		const { topic, receiptKey, readIfUnknown: named } = message;
		if (named !== undefined && !(await isKnownEntity(inbox, integration, named))) {
			const pointer = { kind: 'pointer', topic, receiptKey, ...named } as const;
			return await readLater(inbox, receiver, pointer, post);
		}
		const about = `"${message.topic}" message of ${integration.name}`;
		let observations: readonly Observation[];
		try {
			observations = provider.normalise(message, readingOf(integration));
		} catch (error) {
			if (!(error instanceof ZodError)) throw error;
			const problems = problemsIn(error);
			inbox.warn(`A ${about} is not what such a message holds`, problems);
			return answerTo('malformed', `The body is not what "${message.topic}" holds: ${problems}`);
		}
		// From here on, whatever goes wrong is ours, also a ZodError: a row of another version, for example.
		const stored = await storeMessage(inbox, integration, message, observations, post.receivedAt);
		return answerTo(stored.isRepetition ? 'repeated' : 'stored', null, stored.events);
	} catch (error) {
		inbox.warn(`A message of ${integration.name} could not be stored`, problemsIn(error));
		return answerTo('unavailable');
	}
}

/** Stores the receipt, and reads what the message names after the answer. */
async function readLater(
	inbox: Inbox,
	{ integration, provider, credentials }: Receiver,
	pointer: StoreMessage & { kind: 'pointer' },
	{ receivedAt }: StorePost,
): Promise<Answer> {
	const { isRepetition } = await storePointer(inbox, integration, pointer, receivedAt);
	if (isRepetition) return answerTo('repeated');
	const connection = { credentials, http: axiosStoreHttp(), reading: readingOf(integration) };
	readSoon(inbox, { integration, provider, connection });
	return answerTo('stored');
}

async function isKnownEntity(
	{ database: { db } }: Inbox,
	{ guid }: Integration,
	{ entityType, id }: { readonly entityType: EntityType; readonly id: string },
): Promise<boolean> {
	const known = await db
		.selectFrom('snapshot')
		.select('entityId')
		.where('integrationGuid', '=', guid)
		.where('entityType', '=', entityType)
		.where('entityId', '=', id)
		.executeTakeFirst();
	return known !== undefined;
}
