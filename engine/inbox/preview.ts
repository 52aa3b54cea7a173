import { randomUUID } from 'node:crypto';
import { ZodError } from 'zod/v4';
import { detectChange } from '../events/detectChange.ts';
import type { Entity, Person } from '../events/entities.ts';
import type { Observation } from '../events/observation.ts';
import { axiosStoreHttp } from '../providers/axiosStoreHttp.ts';
import { problemsIn } from '../providers/problemsIn.ts';
import { StoreError } from '../providers/storeError.ts';
import type { StoreHttp } from '../providers/storeHttp.ts';
import { readingOf } from '../providers/storeReading.ts';
import type { StorePost } from '../providers/provider.ts';
import { answerTo, type Answer } from './answer.ts';
import { openPost, type Receiver } from './openPost.ts';

/**
 * What a post would make, for a test in the editor: checked and read as in `receive`, but compared with
 * nothing and stored nowhere.
 */
export async function preview(
	receiver: Receiver,
	post: StorePost,
	http: StoreHttp = axiosStoreHttp(),
): Promise<Answer> {
	const opened = await openPost(receiver, post);
	if ('status' in opened) return opened;
	const { provider, credentials } = receiver;
	const reading = readingOf(receiver.integration);
	const receivedAt = post.receivedAt.getTime();
	let observations: readonly Observation[];
	try {
		observations =
			opened.kind === 'message'
				? provider.normalise(opened, reading)
				: await provider.readEntity({ credentials, http, reading }, opened.entityType, opened.id);
	} catch (error) {
		if (error instanceof StoreError) return answerTo('unavailable', error.message);
		if (!(error instanceof ZodError)) throw error;
		const problems = problemsIn(error);
		return answerTo('malformed', `The body is not what "${opened.topic}" holds: ${problems}`);
	}
	const events = observations.flatMap((observation) => {
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
}

function personOf(entity: Entity): Person | null {
	return 'customer' in entity ? entity.customer : null;
}
