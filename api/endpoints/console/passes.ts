import { z } from 'zod/v4';
import { makePass } from '../../http/consolePass.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';

const expiresAt = z.iso.datetime();

export const consoleLink = defineEndpoint({
	methods: ['POST'],
	path: '/api/console/link',
	operationId: 'consoleLink',
	tag: 'Service',
	summary: 'Get a link to the console',
	description:
		'Opens the console without the token being typed in, once or more within ten minutes. Whoever has it sees and does what the token allows, for twelve hours.',
	answer: envelope(z.object({ url: z.url(), expiresAt })),
	keptOf: () => null,
	async run({ passKey, request: { publicBase } }) {
		const { pass, expiresAt } = makePass(passKey, 'link', Date.now());
		const url = `${publicBase}/api/console#pass=${pass}`;
		return { data: { url, expiresAt: new Date(expiresAt).toISOString() } };
	},
});

export const consoleSession = defineEndpoint({
	methods: ['POST'],
	path: '/api/console/session',
	operationId: 'consoleSession',
	tag: 'Service',
	summary: 'Open the console',
	description:
		'What the page of the console asks with the pass of its link in place of the token: gives a pass for twelve hours, which is good for everything but further links.',
	answer: envelope(z.object({ pass: z.string(), expiresAt })),
	keptOf: () => null,
	async run({ passKey }) {
		const { pass, expiresAt } = makePass(passKey, 'session', Date.now());
		return { data: { pass, expiresAt: new Date(expiresAt).toISOString() } };
	},
});
