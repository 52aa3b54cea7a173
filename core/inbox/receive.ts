import { ZodError } from 'zod/v4';
import type { StorePost } from '../providers/provider.ts';
import { answerTo, type Answer } from './answer.ts';
import { openPost, type Receiver } from './openPost.ts';
import type { Inbox } from './inbox.ts';
import { storeMessage } from './storeMessage.ts';

/**
 * What happens to a store's POST, from its bytes to the answer: its signature is checked, the message is
 * read, made canonical, compared with what is known, and stored with a delivery for each workflow that
 * wants it. An answer of 2xx means that everything is stored; 503 that nothing is, and that the store
 * shall send it again.
 *
 * @throws never: what goes wrong is an answer
 */
export async function receive(inbox: Inbox, receiver: Receiver, post: StorePost): Promise<Answer> {
	const { integration, provider } = receiver;
	const message = openPost(receiver, post);
	if ('status' in message) return message;

	try {
		const observations = provider.normalise(message);
		const stored = await storeMessage(inbox, integration, message, observations, post.receivedAt);
		return answerTo(stored.isRepetition ? 'repeated' : 'stored', null, stored.events);
	} catch (error) {
		if (error instanceof ZodError) {
			inbox.warn(
				`A "${message.topic}" message of ${integration.name} is not what such a message holds`,
				error,
			);
			return answerTo('malformed', `The body is not what "${message.topic}" holds.`);
		}
		inbox.warn(`A "${message.topic}" message of ${integration.name} could not be stored`, error);
		return answerTo('unavailable');
	}
}
