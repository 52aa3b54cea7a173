import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod/v4';
import {
	changeDestination,
	createDestination,
	deleteDestination as forget,
	listDestinations as list,
	MOST_DESTINATIONS,
	readDestination,
	type DestinationWish,
} from '../../../engine/destinations/destinations.ts';
import type { Destination } from '../../../engine/destinations/destination.ts';
import { ActionError } from '../../../engine/actions/actionError.ts';
import { resolveHost } from '../../../engine/http/httpRequest.ts';
import { allowedAddresses } from '../../../engine/messages/webhook/allowedAddresses.ts';
import { NoSecretsKey } from '../../../engine/state/secrets.ts';
import {
	destinationRequest,
	type DestinationRequest,
} from '../../destinations/destinationRequest.ts';
import type { ApiContext } from '../../http/apiContext.ts';
import { ApiError, notFound } from '../../http/apiError.ts';
import { defineEndpoint, done, envelope } from '../../http/endpoint.ts';
import { requireIntegrations } from '../../integrations/requireIntegrations.ts';
import { codeField, guidParam, isoOf } from '../fields.ts';

/** A name server that answers later is not waited for. */
const LOOK_UP_MS = 2_000;
/** Of a made secret; Standard Webhooks takes 24 to 64. */
const SECRET_BYTES = 32;

export const destinationParams = z.object({ id: guidParam('Destination') });

const fields = {
	guid: z.uuid(),
	name: z.string(),
	url: z.string(),
	codes: z.array(codeField),
	isActive: z.boolean(),
	offReason: z
		.string()
		.nullable()
		.describe('Why it was switched off by itself: its address answered 410'),
	createdAt: z.iso.datetime(),
	configuration: z
		.looseObject({ url: z.string() })
		.describe('The body for `PUT /api/destinations/{id}` that leaves it as it is'),
};
const destination = z.object(fields).meta({ id: 'Destination' });
const withSecret = z
	.object({
		...fields,
		secret: z.string().optional().describe('Told once, here: not in an answer that is repeated'),
	})
	.meta({ id: 'NewDestination' });

const toldOf = (found: Destination) => {
	const { name, url, codes, integrations, conditions, retryAfter, isActive } = found;
	return {
		guid: found.id,
		...{ name, url, codes, isActive },
		offReason: found.offReason,
		createdAt: isoOf(found.createdAt),
		configuration: {
			...{ name, url, codes, retryAfter, isActive },
			integrations: integrations ?? [],
			conditions: conditions ?? {},
		},
	};
};

export const listDestinations = defineEndpoint({
	methods: ['GET'],
	path: '/api/destinations',
	operationId: 'listDestinations',
	tag: 'Events',
	summary: 'List event destinations',
	description:
		'Addresses that events are posted to without a workflow, by name. Never their secrets.',
	answer: envelope(z.array(destination)),
	async run({ commerce, space }) {
		const { database } = await commerce();
		return { data: (await list(database, space)).map(toldOf) };
	},
});

export const getDestination = defineEndpoint({
	methods: ['GET'],
	path: '/api/destinations/{id}',
	operationId: 'getDestination',
	tag: 'Events',
	summary: 'Get an event destination',
	description: 'What the list tells of one.',
	params: destinationParams,
	answer: envelope(destination),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		return { data: await told(context, id) };
	},
});

export const makeDestination = defineEndpoint({
	methods: ['POST'],
	path: '/api/destinations',
	operationId: 'createDestination',
	tag: 'Events',
	summary: 'Post events to an address',
	description:
		'From now on, each event of `codes` is posted there as Call Webhook posts it (Standard Webhooks), at least once, with the tries, the order and the dead letters of a workflow. Any answer but 2xx is tried again; 410 switches the destination off.',
	body: destinationRequest,
	answer: envelope(withSecret),
	// A secret is kept nowhere as it is.
	keptOf: (reply) => {
		const { secret: _, ...data } = (reply as { data: { secret?: string } }).data;
		return { ...reply, data };
	},
	errors: ['CONFLICT'],
	async run(context, { body }) {
		const { database, inbox, now } = await context.commerce();
		if ((await list(database, context.space)).length >= MOST_DESTINATIONS) {
			throw new ApiError(
				'CONFLICT',
				`There are ${MOST_DESTINATIONS} destinations, and more are not possible. Delete one that is not needed.`,
			);
		}
		const id = randomUUID();
		const wish = await wishOf(context, id, body);
		const secret = body.secret ?? `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
		await createDestination(database, wish, sealed(inbox.secrets, secret, id), now());
		inbox.destinationsChanged();
		return { data: { ...(await told(context, id)), secret } };
	},
});

export const setDestination = defineEndpoint({
	// n8n tells browsers of one method of such a path alone, and they send what needs no leave: POST.
	methods: ['PUT', 'POST'],
	path: '/api/destinations/{id}',
	operationId: 'setDestination',
	tag: 'Events',
	summary: 'Change an event destination',
	description:
		'Writes all of it: what is left out is as in a new one, but for the secret, which stays. What waits for it goes on to wait; while it is off, nothing more does.',
	params: destinationParams,
	body: destinationRequest,
	answer: envelope(destination),
	errors: ['NOT_FOUND'],
	async run(context, { params: { id }, body }) {
		const { database, inbox, now } = await context.commerce();
		await told(context, id);
		const wish = await wishOf(context, id, body);
		const secret = body.secret === undefined ? null : sealed(inbox.secrets, body.secret, id);
		if (!(await changeDestination(database, wish, secret, now()))) throw notFound('Destination');
		inbox.destinationsChanged();
		return { data: await told(context, id) };
	},
});

export const deleteDestination = defineEndpoint({
	methods: ['DELETE'],
	path: '/api/destinations/{id}',
	operationId: 'deleteDestination',
	tag: 'Events',
	summary: 'Delete an event destination',
	description: 'Posts nothing more there, and forgets what waits for it.',
	params: destinationParams,
	answer: done,
	errors: ['NOT_FOUND'],
	async run({ commerce, space }, { params: { id } }) {
		const { database, inbox } = await commerce();
		if (!(await forget(database, space, id))) throw notFound('Destination');
		inbox.destinationsChanged();
		return {};
	},
});

async function told({ commerce, space }: ApiContext, id: string) {
	const { database } = await commerce();
	const found = await readDestination(database, space, id);
	if (found === null) throw notFound('Destination');
	return toldOf(found);
}

async function wishOf(
	context: ApiContext,
	id: string,
	{ secret: _, integrations, ...request }: DestinationRequest,
): Promise<DestinationWish> {
	const { space, ownNetwork: allowPrivateAddresses } = context;
	const guids = await requireIntegrations(context, integrations, 'integrations');
	await requireAllowed(request.url, allowPrivateAddresses);
	return {
		...{ id, space, allowPrivateAddresses, ...request },
		integrations: guids.length === 0 ? null : guids,
	};
}

/** An address that must never be called is told at once. One that is away may come back: each post looks anew. */
async function requireAllowed(url: string, isOwnNetwork: boolean): Promise<void> {
	try {
		const looked = allowedAddresses(
			new URL(url),
			resolveHost,
			isOwnNetwork,
			'Stores in Your Own Network',
		);
		await Promise.race([looked, wait(LOOK_UP_MS, undefined, { ref: false })]);
	} catch (error) {
		if (!(error instanceof ActionError) || error.kind !== 'address') return;
		throw new ApiError('CONFIGURATION_ERROR', `url: ${error.message}`);
	}
}

function sealed(
	secrets: { readonly seal: (text: string, of: string) => string },
	secret: string,
	id: string,
): string {
	try {
		return secrets.seal(secret, id);
	} catch (error) {
		if (error instanceof NoSecretsKey) throw new ApiError('UNAVAILABLE', error.message);
		throw error;
	}
}
