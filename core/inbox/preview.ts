import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod/v4';
import { detectChange } from '../events/detectChange.ts';
import type { Entity, Person } from '../events/entities.ts';
import type { StorePost } from '../providers/provider.ts';
import { answerTo, type Answer } from './answer.ts';
import { openPost, type Receiver } from './openPost.ts';

/**
 * What a post would make, for a test in the editor: checked and read as in `receive`, but compared with
 * nothing and stored nowhere.
 */
export function preview(receiver: Receiver, post: StorePost): Answer {
	const opened = openPost(receiver, post);
	if ('status' in opened) return opened;
	const receivedAt = post.receivedAt.getTime();
	try {
		const events = receiver.provider.normalise(opened).flatMap((observation) => {
			const { change } = detectChange(
				{ ...observation, onlyIfKnown: false },
				null,
				Infinity,
				receivedAt,
				{ at: null, isAnswer: false },
			);
			const { entityType, id: entityId } = observation;
			return change
				? [
						{
							...change,
							id: randomUUID(),
							entityType,
							entityId,
							customer: personOf(change.entity),
							receivedAt,
							isOwnUpdate: false,
						},
					]
				: [];
		});
		return answerTo('stored', null, events);
	} catch (error) {
		if (error instanceof ZodError) return answerTo('malformed');
		throw error;
	}
}

function personOf(entity: Entity): Person | null {
	return 'customer' in entity ? entity.customer : null;
}
