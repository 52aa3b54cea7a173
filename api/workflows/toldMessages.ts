import { setImmediate as turn } from 'node:timers/promises';
import { ActionError, failureOf } from '../../engine/actions/actionError.ts';
import { outcomeOf } from '../../engine/actions/actionOutcome.ts';
import type {
	ActionArgs,
	ActionName,
	ActionResult,
	Actions,
} from '../../engine/actions/actions.ts';
import type { CommerceItem } from '../../engine/deliveries/composeItem.ts';
import { safeText } from '../../engine/history/safeText.ts';
import { createVapidPair } from '../../engine/messages/push/vapidKeys.ts';
import { fields, text } from '../../engine/templates/itemFields.ts';
import { readWebhookForm } from '../../nodes/CommerceCallWebhook/readWebhookForm.ts';
import { readEmailForm } from '../../nodes/CommerceSendEmail/readEmailForm.ts';
import { readPushForm } from '../../nodes/CommerceSendPush/readPushForm.ts';
import { MESSAGE_KINDS, type MessageNode } from './messageNodes.ts';
import { unevaluatedForm, type UnevaluatedForm, type UnknownField } from './unevaluatedForm.ts';

/** `unknown`: an expression of n8n decides. */
export const MESSAGE_OUTCOMES = ['would_send', 'skipped', 'failed', 'unknown'] as const;

/** What a node would have sent for an event. */
export type ToldMessage = Said & {
	readonly action: 'email' | 'push' | 'webhook';
	/** Name of the node. */
	readonly node: string;
	readonly unknown: readonly UnknownField[];
	readonly between: readonly string[];
};

type Said = {
	readonly outcome: (typeof MESSAGE_OUTCOMES)[number];
	/** Shortened: enough to recognise, not enough to write to. */
	readonly recipient: string | null;
	readonly subject: string | null;
	readonly text: string | null;
	readonly html: string | null;
	/** Why nothing would be sent, or what is to be known of what would. */
	readonly said: string | null;
};

/** What messages are told with. */
export type MessageTeller = {
	readonly actions: Actions;
	readonly space: string;
	/** Of the workflow. */
	readonly timeZone: string;
};

type Asked = Pick<MessageTeller, 'actions' | 'space'> & UnevaluatedForm & { item: CommerceItem };

/** Gmail cuts an e-mail at 102,000 bytes. */
const LONGEST_TEXT = 100_000;
const LONGEST_SAID = 300;

/** What an action is given in place of a credential, which nobody can read: with these nothing can be sent. */
const NOBODY = 'nobody@nowhere.invalid';
const NO_SERVER = { host: 'nowhere.invalid', port: 25, fromEmail: NOBODY };
const NO_ITEM_OF_RUN = 0;

/**
 * What nodes would have sent for an event, as a manual run shows it: written by the same code, and sent to nobody.
 * What n8n works out when it runs is told as it is written.
 */
export async function toldMessages(
	{ actions, space, timeZone }: MessageTeller,
	messageNodes: readonly MessageNode[],
	item: CommerceItem,
): Promise<ToldMessage[]> {
	const told: ToldMessage[] = [];
	for (const { node, between } of messageNodes) {
		// Each takes up to a second of the engine's thread.
		await turn();
		const action = MESSAGE_KINDS[node.type]!;
		const form = unevaluatedForm(node, timeZone);
		const said = await TELLERS[action]({ actions, space, item, ...form }).catch(failed(form));
		told.push({ action, node: node.name, ...said, unknown: form.unknown(), between });
	}
	return told;
}

const TELLERS = { email, push, webhook } satisfies Record<
	ToldMessage['action'],
	(asked: Asked) => Promise<Said>
>;

async function email({ actions, item, context, isUnknown }: Asked): Promise<Said> {
	const { settings, expressions, skipIfMeanwhile } = readEmailForm(context, NO_ITEM_OF_RUN);
	if (isUnknown('template')) return UNKNOWN;
	const isOpenWho = isUnknown('recipient', 'addresses');
	const shown = await resultOf(actions, 'sendEmail', {
		item: { ...item, expressions },
		settings: {
			...settings,
			...(isOpenWho && { recipient: { kind: 'addresses' as const, addresses: NOBODY } }),
		},
		skipIfMeanwhile,
		smtp: NO_SERVER,
		action: null,
		onlyShown: 'preview',
		startedAtMs: 0,
	});
	if (shown.skipped === true) return { ...UNKNOWN, outcome: 'skipped', said: text(shown.reason) };
	return {
		outcome: 'would_send',
		recipient: isOpenWho ? null : (outcomeOf('email', { to: shown.to })?.recipient ?? null),
		subject: text(shown.subject),
		...shownTexts(shown.text, shown.html),
		...(shown.omitted === 'sums' && { said: SUMS_LEFT_OUT }),
	};
}

async function push({ actions, space, item, context, isUnknown }: Asked): Promise<Said> {
	const { expressions, sendAgain: _, ...form } = readPushForm(context, NO_ITEM_OF_RUN);
	const isForCustomer = form.audience === 'customer' && !isUnknown('audience');
	const options = fields(context.getNodeParameter('options', NO_ITEM_OF_RUN, {}));
	const { notification, audience } = await resultOf(actions, 'sendPush', {
		...form,
		item: { ...item, expressions },
		tagOf: null,
		credential: { subject: `mailto:${NOBODY}`, ...(await keys()) },
		furtherServices: options?.furtherServices,
		space,
		action: null,
		// A preview does not look who there is.
		onlyShown: isForCustomer ? 'manual run' : 'preview',
		run: { id: 'dry run', startedAtMs: 0, width: 1 },
	});
	const { title, body } = fields(notification) ?? {};
	const { browsers, reason } = fields(audience) ?? {};
	const isForNobody = isForCustomer && browsers === 0;
	return {
		outcome: isForNobody ? 'skipped' : 'would_send',
		recipient: isForCustomer
			? (outcomeOf('push', { sent: browsers })?.recipient ?? null)
			: isUnknown('audience')
				? null
				: AUDIENCES[form.audience],
		subject: text(title),
		...shownTexts(body, null),
		...(isForNobody && { said: text(reason) ?? 'no browser of the customer has subscribed' }),
	};
}

const AUDIENCES = {
	customer: 'the customer',
	everybody: 'everybody who has subscribed in the store',
	endpoints: 'given subscriptions',
} as const;

async function webhook({ actions, item, context }: Asked): Promise<Said> {
	const { settings, expressions } = readWebhookForm(context, NO_ITEM_OF_RUN);
	const { method, url, body } = await resultOf(actions, 'composeWebhook', {
		emitted: item,
		item: { ...item, expressions },
		settings,
		credential: null,
	});
	return {
		outcome: 'would_send',
		recipient: outcomeOf('webhook', { method, url })?.recipient ?? null,
		subject: method,
		...shownTexts(body, null),
	};
}

const UNKNOWN: Said = {
	outcome: 'unknown',
	recipient: null,
	subject: null,
	text: null,
	html: null,
	said: null,
};

const SUMS_LEFT_OUT = "the shop's amounts do not add up to its total, so the rows were left out";

/** With an expression in it, it may be what the expression gives that makes it work. */
const failed =
	({ unknown }: UnevaluatedForm) =>
	(error: unknown): Said => ({
		...UNKNOWN,
		outcome: unknown().length > 0 ? 'unknown' : 'failed',
		said: safeText(failureOf(error).message, LONGEST_SAID),
	});

function shownTexts(written: unknown, html: unknown): Pick<Said, 'text' | 'html' | 'said'> {
	const shown = (given: unknown) =>
		typeof given === 'string' && given.length <= LONGEST_TEXT ? given : null;
	const isTooLong = [written, html].some(
		(given) => typeof given === 'string' && given.length > LONGEST_TEXT,
	);
	return {
		text: shown(written),
		html: shown(html),
		said: isTooLong ? 'not shown because it is longer than 100,000 characters' : null,
	};
}

async function resultOf<Name extends ActionName>(
	actions: Actions,
	name: Name,
	args: ActionArgs<Name>,
): Promise<ActionResult<Name>> {
	const outcome = await actions.perform(name, args);
	if (outcome.kind === 'done') return outcome.result;
	throw new ActionError(outcome.error.kind, outcome.error.message, outcome.error);
}

let made: ReturnType<typeof createVapidPair> | undefined;
/** A pair of nobody's. */
const keys = async () => await (made ??= createVapidPair());
