import { z } from 'zod/v4';
import { browserLanguage, notFoundPage, sorryPage } from '../../../engine/tracking/otherPages.ts';
import { orderPageHtml } from '../../../engine/tracking/orderPageHtml.ts';
import { trackedOrder } from '../../../engine/tracking/trackedOrder.ts';
import { readTrackingCode } from '../../../engine/tracking/trackingCode.ts';
import { trackingKeys } from '../../../engine/tracking/trackingKeys.ts';
import { defineEndpoint } from '../../http/endpoint.ts';

export const orderPage = defineEndpoint({
	methods: ['GET'],
	path: '/api/track/{code}',
	operationId: 'orderPage',
	tag: 'Events',
	summary: 'Show an order to its customer',
	description:
		'The page to which mails lead where the brand of a store has a `trackingPage` (docs/tracking-page.md). Whoever has the code of an order sees how far its parcels are and what is in it; no name, address or price. An order that is not there and a code that is none are answered with the same page, and 404.',
	access: 'public',
	params: z.object({ code: z.string() }),
	answer: null,
	answerType: 'text/html',
	errors: ['NOT_FOUND', 'TOO_MANY_REQUESTS'],
	errorPage: (status, acceptLanguage) => sorryPage(browserLanguage(acceptLanguage), status),
	async run({ commerce, space }, { params: { code }, acceptLanguage }) {
		const { database, now } = await commerce();
		const coded = readTrackingCode(await trackingKeys(database), code);
		const tracked = coded && (await trackedOrder(database, space, coded));
		return tracked === null
			? notFoundPage(browserLanguage(acceptLanguage))
			: orderPageHtml(tracked, now());
	},
});
