import { randomUUID } from 'node:crypto';
import { z } from 'zod/v4';
import { composeItem } from '../../../engine/deliveries/composeItem.ts';
import type { Destination } from '../../../engine/destinations/destination.ts';
import { readDestination } from '../../../engine/destinations/destinations.ts';
import { triggerOf } from '../../../engine/events/catalog.ts';
import { sampleEntity } from '../../../engine/events/sampleEntity.ts';
import { notFound } from '../../http/apiError.ts';
import { defineEndpoint, envelope } from '../../http/endpoint.ts';
import { destinationParams } from './destinations.ts';

export const testDestination = defineEndpoint({
	methods: ['POST'],
	path: '/api/destinations/{id}/test',
	operationId: 'testDestination',
	tag: 'Events',
	summary: 'Try an event destination',
	description:
		'Posts a made-up event of its first code there, once and signed, also where it is switched off, and tells what the address has answered. Its `data.event.isSample` is true.',
	params: destinationParams,
	answer: envelope(
		z.object({
			delivered: z.boolean().describe('Whether it was answered with 2xx'),
			webhookId: z.string().nullable().describe('The header `webhook-id`; `null` where it failed'),
			status: z.int().nullable().describe('What was answered; `null` where nothing was'),
			error: z.string().nullable().describe('Why it is not delivered'),
		}),
	),
	errors: ['NOT_FOUND'],
	keptOf: () => null,
	async run({ commerce, space }, { params: { id } }) {
		const { database, actions, now } = await commerce();
		const destination = await readDestination(database, space, id);
		if (destination === null) throw notFound('Destination');
		const asked = { destinationId: id, item: sampleFor(destination, now()) };
		const outcome = await actions.perform('tryDestination', asked);
		if (outcome.kind === 'failed') {
			const { status, message } = outcome.error;
			return { data: { delivered: false, webhookId: null, status, error: message } };
		}
		const { id: webhookId, status } = outcome.result;
		return { data: { delivered: true, webhookId, status, error: null } };
	},
});

/** The store stands for those whose events it gets. */
function sampleFor({ codes }: Pick<Destination, 'codes'>, nowMs: number) {
	const code = codes[0]!;
	const { entityType } = triggerOf(code)!;
	const event = {
		...{ id: randomUUID(), entityType, codes: [code], previous: null, isSample: true },
		...sampleEntity(entityType, code, nowMs),
		...{ occurredAt: nowMs, receivedAt: nowMs },
	};
	const store = {
		guid: randomUUID(),
		name: 'Sample Shop',
		provider: 'generic',
		storeUrl: 'https://shop.example.com',
	};
	return composeItem(event, store, codes, 1);
}
