import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { brandOf } from '../brand/brandOf.ts';
import { composePush, type PushTexts } from '../messages/push/composePush.ts';
import { fittingPush } from '../messages/push/fittingPush.ts';
import type { PushAttempt } from '../messages/push/pushAttemptOf.ts';
import { pushDelivery } from '../messages/push/pushDelivery.ts';
import { createPushTally } from '../messages/push/pushTally.ts';
import { pushToBrowser } from '../messages/push/pushToBrowser.ts';
import { sendPushes } from '../messages/push/sendPushes.ts';
import { vapidKeys } from '../messages/push/vapidKeys.ts';
import {
	audienceInWords,
	audienceOf,
	shownAudience,
	type AudienceChoice,
} from '../messages/push/audienceOf.ts';
import { customerOf } from '../messages/push/customerOf.ts';
import { parseSubscription, type PushSubscription } from '../messages/push/parseSubscription.ts';
import { servicesIn } from '../messages/push/pushServices.ts';
import { saveSubscription } from '../messages/push/saveSubscription.ts';
import { ActionError } from './actionError.ts';
import type { ActionOfItem, ActionWorld, OnlyShown } from './actionWorld.ts';
import { itemLanguage, type LanguageChoice } from './itemLanguage.ts';
import type { Receiver, Receivers } from './receivers.ts';
import { createGate } from './turns.ts';
import { insistOn } from './ledgerActions.ts';

/** A run that waits keeps its place in n8n: what takes longer is for the trigger's own retries. */
const RETRY_DELAYS_MS = [1_000, 5_000, 20_000];
const LONGEST_RETRY_MS = 120_000;

/** What the form says. Without a title, it is the text that fits the event. */
export type PushChoices = Omit<PushTexts, 'title' | 'language'> &
	Partial<LanguageChoice> & { readonly title: string | null };

export type PushRequest = AudienceChoice & {
	/** As a template sees it. */
	readonly item: Readonly<Record<string, unknown>>;
	readonly texts: PushChoices;
	/** Makes the tag of a notification that is given none; `null` for an item that is about no event. */
	readonly tagOf: { readonly eventId: string; readonly nodeId: string } | null;
	/** `ttl`, `urgency` and `topic`, as they were given. */
	readonly delivery: Parameters<typeof pushDelivery>[0];
	/** The data of the web push credential. */
	readonly credential: unknown;
	readonly furtherServices: unknown;
	readonly space: string;
	/** `null` where it is sent however often the run is repeated. */
	readonly action: ActionOfItem | null;
	readonly onlyShown: OnlyShown;
	/** The run, and how many of its notifications may be under way, whatever its items are. */
	readonly run: { readonly id: string; readonly startedAtMs: number; readonly width: unknown };
};

/** How many notifications of a run may be under way. @throws ActionError */
export function pushWidth(width: unknown): number {
	if (typeof width === 'number' && Number.isInteger(width) && width >= 1 && width <= 100) {
		return width;
	}
	throw new ActionError('setup', 'Concurrency has to be a whole number between 1 and 100.');
}

/**
 * Sends the notification of one item to its audience, and says what came of it: the output's `push`.
 *
 * @throws ActionError when nobody got it although somebody should have
 */
export async function sendPush(
	{ inbox: { database, now }, sent, receivers, render, vapidTokens, pushGates }: ActionWorld,
	{ item, space, action, onlyShown, run, ...given }: PushRequest,
	signal?: AbortSignal,
): Promise<Record<string, unknown>> {
	const width = pushWidth(run.width);
	const furtherServices = servicesIn(given.furtherServices);
	const sender = { keys: vapidKeys(given.credential), tokens: vapidTokens, furtherServices, now };
	const delivery = pushDelivery(given.delivery);
	const fallbackTag = given.tagOf && tagFor(given.tagOf);
	const isForCustomer = given.audience !== 'everybody';
	const brand = await insistOn(async () => await brandOf(database, item));
	const { language, locale } = await itemLanguage(database, item, given.texts, {
		isForCustomer,
		brand,
	});
	const { title } = given.texts;
	const content =
		title === null ? fittingPush(item, language, given.texts.url) : { texts: { title } };
	const nobody = { sent: 0, gone: 0, failed: 0, skipped: 0 };
	if ('skipped' in content) return { ...nobody, reason: content.skipped };
	const texts = {
		...given.texts,
		...content.texts,
		language,
		locale: given.texts.locale ?? locale,
	};
	const about = composePush(render, item, texts, fallbackTag, new Date(now()), brand);
	const { notification, payload } = about;
	const preview = { sent: 0, preview: true, notification, bytes: Buffer.byteLength(payload) };
	if (onlyShown === 'preview') return preview;

	const audience = audienceOf(given, item, { database, space }, furtherServices);
	if (onlyShown !== null) {
		const shown = await shownAudience(audience, space);
		const wouldHappen = `${audienceInWords(given.audience, shown, item)} would show "${notification.title}".`;
		return { ...preview, reason: onlyShown, audience: shown, wouldHappen };
	}
	if ('nobody' in audience) {
		return { ...nobody, reason: audience.nobody, notification };
	}
	const tally = createPushTally(space);
	// Only what was sent is remembered: what failed is sent when the run is repeated.
	const send = async (subscription: PushSubscription) => {
		const outcome = await sent.once(
			action && { ...action, recipient: subscription.endpoint },
			async () =>
				await unlessLeftAlone(
					receivers,
					{ ...pushServiceOf(subscription), space },
					async () =>
						await pushToBrowser({ database, space }, sender, subscription, payload, delivery),
				),
			({ status }) => status === 'sent',
		);
		return outcome.done ? outcome.result : { status: 'skipped' as const, sentAt: outcome.sentAt };
	};
	const retries = {
		delaysMs: RETRY_DELAYS_MS,
		untilMs: run.startedAtMs + LONGEST_RETRY_MS,
		now,
		sleep: async (milliseconds: number) => await sleep(milliseconds, undefined, { signal }),
	};
	await pushGates.use(
		run.id,
		() => createGate(width),
		async (gate) =>
			await sendPushes(audience.subscriptions, send, { gate, width, retries }, (result) =>
				tally.add(result),
			),
	);
	const failure = tally.failure();
	if (failure !== null) throw failure;
	return { ...tally.summary(), notification };
}

const pushServiceOf = ({ endpoint }: PushSubscription) =>
	({ kind: 'push service', host: URL.canParse(endpoint) ? new URL(endpoint).host : '' }) as const;

/** For a push service, failing is a result. */
async function unlessLeftAlone(
	receivers: Receivers,
	receiver: Receiver,
	send: () => Promise<PushAttempt>,
): Promise<PushAttempt> {
	try {
		return await receivers.ask(receiver, send, (attempt) =>
			attempt.status === 'failed' ? { ...attempt, message: attempt.reason } : null,
		);
	} catch (error) {
		if (!(error instanceof ActionError) || !error.isLeftAlone) throw error;
		const { kind, message: reason, retryable, retryAfterMs, isLeftAlone } = error;
		return {
			status: 'failed',
			kind,
			reason,
			retryable,
			retryAfterMs,
			isLeftAlone,
			httpStatus: null,
		};
	}
}

/** A notification that has to be sent twice then shows once; two nodes' notifications show both. */
function tagFor({ eventId, nodeId }: NonNullable<PushRequest['tagOf']>): string {
	return createHash('sha256').update(`${eventId} ${nodeId}`).digest('base64url').slice(0, 16);
}

/** Keeps a subscription that a page has sent; the same browser again is updated. @throws ActionError */
export async function savePushSubscription(
	{ inbox: { database, now } }: ActionWorld,
	{
		subscription,
		furtherServices,
		customerSecret,
		space,
	}: {
		/** As a value or as JSON. */
		readonly subscription: unknown;
		readonly furtherServices: unknown;
		readonly customerSecret: string;
		readonly space: string;
	},
): Promise<{ saved: true; id: string }> {
	const services = servicesIn(furtherServices);
	const given = typeof subscription === 'string' ? fromJson(subscription) : subscription;
	const whose = customerOf(given, customerSecret, now());
	const toSave = { ...parseSubscription(given, services), ...whose, space };
	const { id } = await saveSubscription(database, toSave, now(), services);
	return { saved: true, id };
}

function fromJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		throw new ActionError(
			'setup',
			'Subscription: this is not JSON. It has to look like {"endpoint": "https://…", "keys": {"p256dh": "…", "auth": "…"}}.',
		);
	}
}
