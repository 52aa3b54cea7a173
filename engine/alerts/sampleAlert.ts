import { ALERT_KIND_CODES, type AlertKind } from './alertKinds.ts';
import type { Digest } from '../digest/digest.ts';
import { digestTimeIn } from '../digest/digestCode.ts';
import { digestDay } from '../digest/digestDay.ts';
import { composeDigest } from '../digest/composeDigest.ts';
import { composeAlert, type AlertItem } from './alertNotice.ts';

const SAMPLE = {
	subject: '',
	space: null,
	integrationGuid: null,
	seenAt: 0,
	endedAt: null,
	toldAt: null,
	isTold: 0,
} as const;
const STORE = {
	guid: '00000000-0000-0000-0000-000000000000',
	name: 'Sample store',
	provider: 'generic',
	storeUrl: 'https://shop.example.com',
} as const;

/** [title, cause, next step] of each kind. */
const WORDS: Readonly<Record<AlertKind, readonly [string, string, string]>> = {
	store_silent: [
		'"Sample store" is silent',
		'"Sample store" has sent nothing since yesterday, 09:12. In the last weeks it was never silent for longer than 9 hours.',
		'Look whether the shop is open and sells, and whether it can reach n8n at its address.',
	],
	messages_refused: [
		'Messages of "Sample store" are refused',
		'12 messages of "Sample store" were refused in the last 24 hours, and none was accepted since: the signature is not the one that the secret makes.',
		"Compare the secret in the store's credential in n8n with the one in the store.",
	],
	webhooks_missed: [
		'Webhooks of "Sample store" are missed',
		'The last imports have found 7 changes that no webhook of "Sample store" had brought.',
		"Look at the store's webhooks, and at whether the shop can reach n8n at its address.",
	],
	webhook_off: [
		'"Sample store" reports nothing',
		'The webhooks of "Sample store" could not be registered: the key may only read.',
		"Put right what is named, and publish the store's workflow again.",
	],
	keys_refused: [
		'"Sample store" refuses its keys',
		'"Sample store" has refused the keys of its credential.',
		"Enter new keys in the store's credential in n8n.",
	],
	keys_expiring: [
		'The n8n API key of "Commerce API" expires on 2027-01-31',
		'The n8n API key in the credential "Commerce API" expires on 2027-01-31.',
		'Make a new key in n8n under Settings > n8n API, and enter it in the credential "Commerce API".',
	],
	keys_for_tests: [
		'"Sample store" has keys for tests',
		'The keys in the credential of "Sample store" are ones for tests: with them, EasyPost tells nothing of real orders and parcels.',
		"Enter the keys for real ones in the store's credential in n8n, and publish the store's workflow again.",
	],
	dead_letters: [
		'"Delivery mails" has given up events',
		'"Delivery mails" could not deal with 2 events in all tries: the mail server does not answer.',
		'Put right what the error says, and then have the dead letters tried again.',
	],
	receiver_down: [
		'mail.example.com does not answer',
		'mail.example.com has failed 5 times in a row. What is for it waits.',
		'Nothing has to be done: it is asked again by itself. Tell whoever looks after it if it lasts.',
	],
	workflow_not_running: [
		'"Delivery mails" is not running',
		'"Delivery mails" gets no events since yesterday: n8n has not started its trigger again.',
		'Open the workflow in n8n and publish it: n8n then says what is missing.',
	],
	engine_restarted: [
		'The engine was started again',
		'The engine of the Commerce nodes ended and was started again. Nothing is lost by that.',
		'If it happens again, look at the memory of the n8n server.',
	],
	database_full: [
		'The database is nearly full',
		'The disk of the database of the Commerce nodes has 420 MB left.',
		'Make room on the disk of the n8n server.',
	],
};

const SAMPLE_DAY: Omit<Digest, 'date'> = {
	isQuiet: false,
	orders: {
		count: 12,
		totals: [{ currency: 'EUR', amount: 1_249.5 }],
		...{ withoutTotal: 0, cancelled: 1 },
	},
	refunds: { count: 1, totals: [{ currency: 'EUR', amount: 20 }], withoutTotal: 0 },
	parcels: { sent: 9, delivered: 7, late: 1, failed: 0 },
	openAlerts: [{ title: WORDS.store_silent[0], nextStep: WORDS.store_silent[2] }],
};

/**
 * An alert to try a workflow with.
 *
 * @param codes the kinds that its trigger wants
 */
export function sampleAlert(id: string, codes: readonly string[], nowMs: number): AlertItem {
	const digestTime = digestTimeIn(codes);
	if (digestTime !== null) {
		const { date, to } = digestDay(digestTime, nowMs);
		return composeDigest({ date, ...SAMPLE_DAY }, to, { id, attempt: 1, isSample: true });
	}
	const kind = ALERT_KIND_CODES.find((each) => codes.includes(each)) ?? 'store_silent';
	const [title, cause, nextStep] = WORDS[kind];
	const link = 'https://n8n.example.com/workflow/1';
	const alert = { ...SAMPLE, kind, title, cause, nextStep, link, openedAt: nowMs };
	return composeAlert({ alert, state: 'opened' }, STORE, { id, attempt: 1, isSample: true });
}
