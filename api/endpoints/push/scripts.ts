import { defineEndpoint } from '../../http/endpoint.ts';

const CONTENT_TYPE = 'text/javascript; charset=utf-8';
const MAX_AGE_SECONDS = 3_600;

export const serviceWorker = defineEndpoint({
	methods: ['GET'],
	path: '/api/push/service-worker.js',
	operationId: 'serviceWorker',
	tag: 'Push',
	summary: 'Get the service worker',
	description:
		'Shows the notifications. Browsers take a service worker only from the shop itself: put this file there.',
	access: 'public',
	pages: 'any',
	answer: null,
	async run({ readScript }) {
		const text = await readScript('service-worker.js');
		return { contentType: CONTENT_TYPE, text, maxAgeSeconds: MAX_AGE_SECONDS };
	},
});

export const subscribeScript = defineEndpoint({
	methods: ['GET'],
	path: '/api/push/subscribe.js',
	operationId: 'subscribeScript',
	tag: 'Push',
	summary: 'Get the script of the subscribe button',
	description: 'A module for the pages of the shop: `import { offer } from "…/subscribe.js"`.',
	access: 'public',
	pages: 'any',
	answer: null,
	async run({ readScript }) {
		const text = await readScript('subscribe.js');
		return { contentType: CONTENT_TYPE, text, maxAgeSeconds: MAX_AGE_SECONDS };
	},
});
