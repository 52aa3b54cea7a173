import type { CommerceItem } from '../deliveries/composeItem.ts';
import type { RunOutcome } from '../deliveries/settleBatch.ts';
import { destinationWorkflowId, type Destination } from '../destinations/destination.ts';
import { readDestination, switchOffDestination } from '../destinations/destinations.ts';
import { eventBody, STANDARD_HEADERS } from '../messages/webhook/composeWebhook.ts';
import { ActionError, failureOf, type Failure } from './actionError.ts';
import { outcomeOf, outcomeOfFailure } from './actionOutcome.ts';
import type { ActionWorld } from './actionWorld.ts';
import { noteOutcomes } from './ledgerActions.ts';
import { callWebhook } from './webhookAction.ts';

/** From looking the name up to the last byte of the answer. */
const TIMEOUT_MS = 15_000;
/** The address is gone for good. */
const GONE = 410;
const METHOD = 'POST';

type Posting = { readonly destinationId: string; readonly item: CommerceItem };

/** What the receiver answered: the `webhook` that Call Webhook puts out. */
type Posted = Record<string, unknown>;

/** Posts an event that is made up, or stored, to see whether it arrives. @throws ActionError */
export async function tryDestination(world: ActionWorld, posting: Posting): Promise<Posted> {
	return await post(world, await destinationOf(world, posting), posting.item, true);
}

/**
 * Posts an event to a destination once, and writes down what came of it. Never throws for what the receiver does: any
 * answer but 2xx is tried again for as long as the destination says, and 410 switches the destination off.
 */
export async function deliverToDestination(
	world: ActionWorld,
	posting: Posting,
): Promise<RunOutcome> {
	const { inbox } = world;
	const destination = await destinationOf(world, posting);
	if (!destination.isActive)
		return { kind: 'postponed', error: 'The destination is switched off.' };
	try {
		const posted = await post(world, destination, posting.item, false);
		const { url } = destination;
		const outcome = outcomeOf('webhook', { ...posted, url, method: METHOD });
		if (outcome !== null) await note(world, posting, { ...outcome, told: null });
		return { kind: 'done' };
	} catch (error) {
		const failure = failureOf(error);
		const isGone = failure.status === GONE;
		await note(world, posting, {
			...outcomeOfFailure(failure),
			told: {
				isPassing: !isGone,
				notBefore: failure.retryAfterMs === null ? null : inbox.now() + failure.retryAfterMs,
				isLeftAlone: failure.isLeftAlone,
				obstacle: null,
			},
		});
		if (!isGone) return { kind: 'failed', error: messageOf(failure), isRefused: true };
		await switchOffDestination(inbox.database, destination, failure.message, inbox.now());
		inbox.warn(`The destination "${destination.name}" is switched off`, failure.message);
		const said = `${failure.message} The destination is switched off.`;
		return { kind: 'failed', error: said, isFinal: true };
	}
}

const messageOf = ({ message, hint }: Failure) => (hint === null ? message : `${message} ${hint}`);

type KnownDestination = NonNullable<Awaited<ReturnType<typeof readDestination>>>;

async function destinationOf(
	{ inbox: { database } }: ActionWorld,
	{ destinationId }: Posting,
): Promise<KnownDestination> {
	const found = await readDestination(database, null, destinationId);
	if (found !== null) return found;
	throw new ActionError('setup', 'This destination has been deleted.');
}

async function post(
	world: ActionWorld,
	destination: KnownDestination,
	item: CommerceItem,
	isTrial: boolean,
): Promise<Posted> {
	const { id, url, sealedSecret, allowPrivateAddresses } = destination;
	const signingSecret = world.inbox.secrets.open(sealedSecret, id);
	if (signingSecret === null) {
		throw new ActionError(
			'setup',
			"The secret of this destination cannot be read: n8n's encryption key is another one than when it was made. Give the destination a new secret.",
		);
	}
	return await callWebhook(world, {
		webhook: {
			...{ method: METHOD, url, headers: STANDARD_HEADERS, ownHeaders: {} },
			body: JSON.stringify(eventBody(item)),
		},
		credential: { signingSecret },
		retryDelaysMs: [],
		timeoutMs: TIMEOUT_MS,
		allowPrivateAddresses,
		networkOption: 'Stores in Your Own Network',
		maxRedirects: 0,
		action: isTrial ? null : actionOf(destination, item),
		onlyShown: null,
	});
}

/** The same for each try, whatever has been changed of the destination meanwhile. */
const actionOf = ({ id }: Pick<Destination, 'id'>, { event }: CommerceItem) => ({
	eventId: event.id,
	workflowId: destinationWorkflowId(id),
	nodeId: id,
	recipient: '',
});

async function note(
	world: ActionWorld,
	{ destinationId, item: { event } }: Posting,
	outcome: Omit<Parameters<typeof noteOutcomes>[1]['outcomes'][number], 'eventId' | 'attempt'>,
): Promise<void> {
	await noteOutcomes(world, {
		workflowId: destinationWorkflowId(destinationId),
		// There is no run of n8n.
		executionId: '',
		nodeName: 'Destination',
		action: 'webhook',
		outcomes: [{ ...outcome, eventId: event.id, attempt: event.attempt }],
	});
}
