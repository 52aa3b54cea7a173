import { setTimeout as wait } from 'node:timers/promises';
import { resolveHost } from '../http/httpRequest.ts';
import {
	attachmentUrl,
	fetchAttachment,
	fileName,
	requireSendable,
	sizeOf,
} from '../messages/email/attachments.ts';
import { MAX_ATTACHED_BYTES, type Attachment } from '../messages/email/attachment.ts';
import { brandOf, storeGuidIn } from '../brand/brandOf.ts';
import { chosenTemplate } from '../messages/chosenTemplate.ts';
import { fillEmail, type EmailSettings } from '../messages/email/composeEmail.ts';
import type { EmailMessage } from '../messages/email/emailMessage.ts';
import { reasonToSkip } from '../messages/email/reasonToSkip.ts';
import { LATER_DELAYS_MS, MAX_PATIENCE_MS } from '../messages/email/sendPatiently.ts';
import { sendToEach } from '../messages/email/sendToEach.ts';
import { smtpSettings } from '../messages/email/smtpSettings.ts';
import { reachedBy, testMail, testRecipient } from '../messages/email/testMail.ts';
import { withMessageId } from '../messages/email/withMessageId.ts';
import { builtInTemplate } from '../templates/builtInTemplates.ts';
import type { LanguageCode } from '../templates/languages/languages.ts';
import { orderIdIn } from '../templates/itemFields.ts';
import type { TemplateChoice } from '../templates/templateNames.ts';
import { itemLanguage, type LanguageChoice } from './itemLanguage.ts';
import type { ActionOfItem, ActionWorld, OnlyShown } from './actionWorld.ts';
import { happenedMeanwhile } from './happenedMeanwhile.ts';
import { insistOn } from './ledgerActions.ts';
import type { Receiver } from './receivers.ts';

const WITHOUT_SUMS = new Set(['refund_confirmation', 'welcome']);

/**
 * What the form says. Where `language` is `null`, as in the node's first two versions, it is English, and the
 * template is taken whatever the event is.
 */
export type EmailChoices = Omit<EmailSettings, 'template' | 'language'> &
	Partial<LanguageChoice> & {
		readonly template: TemplateChoice;
		/** Whether to show what the template says, as it can be written into the form; nothing is sent then. */
		readonly showsWording?: boolean;
	};

export type EmailRequest = {
	/** What it is written from: what the trigger has emitted, and what nodes in between have made of that. */
	readonly item: Readonly<Record<string, unknown>>;
	readonly settings: EmailChoices;
	/** The data of the SMTP credential. The sender is the credential's unless the settings say otherwise. */
	readonly smtp: unknown;
	/** Files of the item, and the addresses of further ones, each a Liquid template. */
	readonly attachments?: readonly Attachment[];
	readonly attachmentUrls?: readonly string[];
	/** Whether files of a server in the own network may be fetched. */
	readonly allowPrivateAddresses?: boolean;
	/** Whether an order gets it once, however many events it has. */
	readonly oncePerOrder?: boolean;
	/** What makes the mail pointless, if it has happened since the event. */
	readonly skipIfMeanwhile?: unknown;
	/** `null` where it is sent however often the run is repeated. */
	readonly action: ActionOfItem | null;
	readonly onlyShown: OnlyShown;
	/** Where the e-mail of a manual run goes instead: blank is as the credential says, `null` or absent is nowhere. */
	readonly test?: string | null;
	/** When the run began, epoch milliseconds. */
	readonly startedAtMs: number;
};

/**
 * Sends the e-mail of one item, and says what came of it: the output's `email`. Where the server says
 * "later" it is sent again for some minutes, unless the run is cancelled. In a manual run it goes to whoever tries
 * the workflow, if their address is known, and to nobody else.
 *
 * @throws ActionError
 */
export async function sendEmail(
	{ inbox: { database, now }, sent, receivers, render, mailServers }: ActionWorld,
	request: EmailRequest,
	signal?: AbortSignal,
): Promise<Record<string, unknown>> {
	const { item, settings: given, smtp: credential, action, onlyShown, test = null } = request;
	const smtp = smtpSettings(credential);
	const hasLanguages = (given.language ?? null) !== null;
	const template = hasLanguages
		? chosenTemplate(item, given.template)
		: (given.template as EmailSettings['template']);
	const noPoint =
		reasonToSkip(item, { ...given, template }) ??
		(await happenedMeanwhile(database, item, request.skipIfMeanwhile));
	if (noPoint !== null) return { sent: false, skipped: true, reason: noPoint, template };

	const brand = await insistOn(async () => await brandOf(database, item));
	const audience = { isForCustomer: given.recipient.kind === 'customer', brand };
	const { language, locale, shopLanguage } = await itemLanguage(database, item, given, audience);
	const settings = {
		...given,
		template,
		language: hasLanguages ? language : undefined,
		frameLanguage: shopLanguage,
		locale: given.locale ?? locale,
		fromEmail: given.fromEmail ?? smtp.fromEmail,
		fromName: given.fromName ?? smtp.fromName,
	};
	const composed = fillEmail(render, item, settings, new Date(now()), brand);
	const { message, scope, wording: written } = composed;
	const to = message.to.map(({ address }) => address);
	const omitted = WITHOUT_SUMS.has(template) ? null : scope.mail.money.omitted;
	const { attachments = [], allowPrivateAddresses = false } = request;
	const network = { resolve: resolveHost, allowPrivateAddresses };
	const urls = attachmentUrlsOf(request.attachmentUrls ?? [], (source) =>
		render({
			field: 'Attachment URLs',
			source,
			// A value that is not the whole address is a part of one, whatever stands in it.
			output: WHOLE.test(source) ? 'text' : 'url',
			...{ scope, wording: written },
		}),
	);
	requireSendable(attachments, urls.length);
	const about = {
		...{ to, subject: message.subject, template },
		...(hasLanguages && { language }),
		...(omitted && { omitted }),
		...(attachments.length + urls.length > 0 && {
			attachments: [...attachments.map(({ name }) => name), ...urls.map(shownAddress)],
		}),
	};
	const wording = given.showsWording === true ? wordingOf(template, language) : null;
	const tester =
		onlyShown === 'manual run' && test !== null ? testRecipient(test, smtp.testRecipient) : null;
	const preview = {
		sent: false,
		preview: true,
		...(onlyShown === 'manual run' && { reason: onlyShown }),
		...about,
		...addressesOf({ cc: message.cc, bcc: message.bcc }),
		html: message.html ?? null,
		text: message.text,
		...(wording && { wording }),
	};
	if (wording !== null || (onlyShown !== null && tester === null)) return preview;

	const patience = {
		delaysMs: LATER_DELAYS_MS,
		untilMs: request.startedAtMs + MAX_PATIENCE_MS,
		now,
		wait: async (milliseconds: number) => await wait(milliseconds, undefined, { signal }),
		cancel: signal,
	};
	const receiver: Receiver = {
		kind: 'mail server',
		host: `${smtp.host}:${smtp.port}`,
		eventId: action?.eventId ?? null,
	};
	const order = request.oncePerOrder === true ? orderKeyOf(item) : null;
	const ofOrder = order === null ? {} : { eventId: order };
	const outgoing = tester === null ? message : testMail(message, tester);
	const outcome = await sent.once(
		tester === null ? action && { ...action, ...ofOrder, recipient: recipientKey(to) } : null,
		async (key) => {
			const files = [...attachments];
			for (const url of urls) {
				const maxBytes = MAX_ATTACHED_BYTES - sizeOf(files);
				files.push(await fetchAttachment(url, network, { maxBytes, signal }));
			}
			const whole = withMessageId(withAttachments(outgoing, files), key);
			return await receivers.ask(
				receiver,
				async () =>
					await mailServers.use(smtp, async (server) => await sendToEach(server, whole, patience)),
			);
		},
	);
	if (!outcome.done) {
		return { sent: false, skipped: true, reason: 'already sent', sentAt: outcome.sentAt, ...about };
	}
	const { messageId, refused } = outcome.result;
	if (tester !== null) {
		const who = { wouldHaveGoneTo: reachedBy(message), wentTo: [tester.address] };
		return { ...preview, ...who, messageId };
	}
	return { sent: true, ...about, messageId, ...(refused.length > 0 && { refused }) };
}

/** A template that is one value. */
const WHOLE = /^\s*\{\{[^{}]*\}\}\s*$/;

/** The addresses of files, filled in; what is left empty is none. */
const attachmentUrlsOf = (sources: readonly string[], fill: (source: string) => string): URL[] =>
	sources
		.map((source) => fill(source).trim())
		.filter((url) => url !== '')
		.map(attachmentUrl);

/** Without a query, which may hold a key. */
const shownAddress = ({ origin, pathname }: URL) => `${origin}${pathname}`.slice(0, 200);

/** Whatever else a node before has written there, mail programs go by the name. */
const MEDIA_TYPE = /^[\w.+-]{1,60}\/[\w.+-]{1,60}$/;

const withAttachments = (message: EmailMessage, files: readonly Attachment[]): EmailMessage => ({
	...message,
	...(files.length > 0 && {
		attachments: files.map(({ name, contentType, content }) => ({
			filename: fileName(name),
			content: Buffer.from(content.buffer, content.byteOffset, content.byteLength),
			...(MEDIA_TYPE.test(contentType ?? '') && { contentType: contentType! }),
		})),
	}),
});

/** The parts of a built-in template that a merchant can word anew, as they are; of an own one there are none. */
function wordingOf(template: EmailSettings['template'], language: LanguageCode) {
	if (template === 'custom') return {};
	const { subject, html, text } = builtInTemplate(template, language);
	return { subject, html, text };
}

/** The order that an item is about, in place of its event; `null` where it is about none. */
function orderKeyOf(item: EmailRequest['item']): string | null {
	const [guid, id] = [storeGuidIn(item), orderIdIn(item)];
	return guid === null || id === null ? null : `order/${guid}/${id}`;
}

/** Who gets a copy, where somebody does. */
function addressesOf(copies: Readonly<Record<string, EmailMessage['cc']>>) {
	const given = Object.entries(copies).filter(([, boxes]) => boxes.length > 0);
	return Object.fromEntries(given.map(([name, boxes]) => [name, boxes.map((box) => box.address)]));
}

/** The same for the same people, in whatever order they were written. */
function recipientKey(to: readonly string[]): string {
	return to
		.map((address) => address.toLowerCase())
		.sort()
		.join(',');
}
