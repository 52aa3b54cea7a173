import { setTimeout } from 'node:timers/promises';
import { z } from 'zod/v4';
import { orderKey } from '../../../engine/parcels/orderKey.ts';
import { findOrder as find } from '../../../engine/tracking/findOrder.ts';
import { canonicalAddress } from '../../../engine/privacy/personRefs.ts';
import { browserLanguage, findPage, sorryPage } from '../../../engine/tracking/otherPages.ts';
import { makeTrackingCode } from '../../../engine/tracking/trackingCode.ts';
import { newestTrackingKey } from '../../../engine/tracking/trackingKeys.ts';
import { createRateLimit } from '../../http/createRateLimit.ts';
import { defineEndpoint, type TextReply } from '../../http/endpoint.ts';

/** Of one address: a shopper mistypes a few times. */
const TRIES_PER_MINUTE = 10;
/** Of one order number, whoever asks: a list of addresses is not tried out. */
const TRIES_PER_ORDER = 10;
/** Of one e-mail address, whoever asks: nor a list of numbers for somebody whose address is known. */
const TRIES_PER_EMAIL = 30;
const HOUR_MS = 3_600_000;
/** No answer comes sooner: how long the search takes says nothing. */
const LEAST_MS = 300;

const now = () => Date.now();
const triesOfOrder = createRateLimit(TRIES_PER_ORDER, now, HOUR_MS);
const triesOfEmail = createRateLimit(TRIES_PER_EMAIL, now, HOUR_MS);

const errorPage = (status: number, acceptLanguage: string | null): TextReply =>
	sorryPage(browserLanguage(acceptLanguage), status);

export const findOrderPage = defineEndpoint({
	methods: ['GET'],
	path: '/api/track',
	operationId: 'findOrderPage',
	tag: 'Events',
	summary: 'Show the form that finds an order',
	description:
		'A page for customers who have no link at hand: it asks for the number of the order and the e-mail address, in the language of the browser.',
	access: 'public',
	answer: null,
	answerType: 'text/html',
	errorPage,
	run: async (_, { acceptLanguage }) => findPage(browserLanguage(acceptLanguage)),
});

export const findOrder = defineEndpoint({
	methods: ['POST'],
	path: '/api/track',
	operationId: 'findOrder',
	tag: 'Events',
	summary: 'Find an order by its number and e-mail address',
	description:
		'What the form sends, as a form. Leads (303) to the page of the order where both belong together; whatever else is the case, the answer is the same, and as late.',
	access: 'public',
	perMinute: TRIES_PER_MINUTE,
	isForm: true,
	body: z.strictObject({
		number: z.string().trim().max(100).describe('In any spelling: `#1001`, `1001`'),
		email: z.string().trim().max(254),
	}),
	answer: null,
	answerType: 'text/html',
	errors: ['NOT_FOUND'],
	errorPage,
	async run({ commerce, space }, { body, acceptLanguage }) {
		const language = browserLanguage(acceptLanguage);
		const { number, email } = body;
		const waits = [
			triesOfOrder(JSON.stringify([space, orderKey(number)])),
			triesOfEmail(JSON.stringify([space, canonicalAddress(email)])),
		];
		if (waits.some((seconds) => seconds !== null)) return sorryPage(language, 429);
		const { database } = await commerce();
		const search = async () => {
			const key = await newestTrackingKey(database);
			const found = await find(database, space, body);
			return found && makeTrackingCode(key, found);
		};
		const [code] = await Promise.all([search(), setTimeout(LEAST_MS)]);
		if (code === null) return findPage(language, true);
		// Below the address that was asked, whatever stands before it.
		const headers = { Location: `track/${code}`, 'Referrer-Policy': 'no-referrer' };
		return { status: 303, contentType: 'text/html; charset=utf-8', headers, text: '' };
	},
});
