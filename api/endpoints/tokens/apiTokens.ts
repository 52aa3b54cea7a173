import { z } from 'zod/v4';
import { ApiError, notFound } from '../../http/apiError.ts';
import { defineEndpoint, done, envelope } from '../../http/endpoint.ts';
import { SCOPE_SENTENCES, SCOPES } from '../../http/scopes.ts';
import {
	listTokens,
	makeToken,
	MOST_TOKENS,
	revokeToken,
	type ApiToken,
} from '../../tokens/apiTokens.ts';
import { beginningOf } from '../../tokens/tokenText.ts';
import { isoOf } from '../fields.ts';

const LONGEST_NAME = 100;

const scopes = z
	.array(z.enum(SCOPES))
	.describe(SCOPES.map((scope) => `\`${scope}\`: ${SCOPE_SENTENCES[scope]}`).join(' '));

const fields = {
	id: z.string(),
	name: z.string(),
	scopes,
	space: z
		.string()
		.describe('Whose stores and workflows it reaches: `default`, or the name of a space'),
	beginsWith: z.string().describe('The first characters of the token, to tell it from others'),
	createdAt: z.iso.datetime(),
	expiresAt: z.iso.datetime().nullable().describe('`null` is never'),
	lastUsedAt: z.iso.datetime().nullable().describe('To the minute; `null` before the first time'),
	revokedAt: z.iso.datetime().nullable(),
	status: z.enum(['good', 'expired', 'revoked']),
};

function told({ id, name, scopes, ...times }: ApiToken, space: string, nowMs: number) {
	const { createdAt, expiresAt, lastUsedAt, revokedAt } = times;
	const isOver = expiresAt !== null && expiresAt <= nowMs;
	return {
		...{ id, name, scopes, space, beginsWith: beginningOf(id) },
		createdAt: isoOf(createdAt),
		expiresAt: isoOf(expiresAt),
		lastUsedAt: isoOf(lastUsedAt),
		revokedAt: isoOf(revokedAt),
		status: revokedAt !== null ? 'revoked' : isOver ? 'expired' : 'good',
	};
}

export const createToken = defineEndpoint({
	methods: ['POST'],
	path: '/api/tokens',
	operationId: 'createToken',
	tag: 'Service',
	summary: 'Make an API token',
	description:
		'Makes a token for another program, with some of the rights that the token of the credential has. The token is told in this answer alone: only a digest of it is kept. It is good for the Commerce API nodes of this space.',
	body: z.strictObject({
		name: z
			.string()
			.trim()
			.min(1)
			.max(LONGEST_NAME)
			.regex(/^\P{Cc}*$/u, 'one line without control characters')
			.describe('For whom it is'),
		scopes: scopes
			.min(1)
			.max(SCOPES.length)
			.transform((given) => SCOPES.filter((scope) => given.includes(scope))),
		expiresAt: z.iso
			.datetime({ offset: true, message: 'a moment such as 2027-01-31T08:00:00Z' })
			.transform((text) => Date.parse(text))
			.nullish()
			.describe('Left out: never'),
	}),
	answer: envelope(
		z.object({
			token: z
				.string()
				.nullable()
				.describe('`null` in the repeated answer to a request with an `Idempotency-Key`'),
			...fields,
		}),
	),
	errors: ['CONFLICT'],
	// A token is kept nowhere. Whoever has lost it finds its id here, revokes it, and makes another one.
	keptOf: (reply) => {
		const { data } = reply as { data: object };
		return { data: { ...data, token: null } };
	},
	async run(context, { body: { expiresAt = null, ...named } }) {
		const { database, now } = await context.commerce();
		if (expiresAt !== null && expiresAt <= now()) {
			throw new ApiError('CONFIGURATION_ERROR', 'expiresAt: has to be in the future.');
		}
		const made = await makeToken(database, context.space, { ...named, expiresAt }, now());
		if (made === null) {
			throw new ApiError(
				'CONFLICT',
				`There are ${MOST_TOKENS} API tokens, and no more are possible. GET /api/tokens tells when each was used last: revoke those that nobody needs.`,
			);
		}
		const { token, ...kept } = made;
		return { data: { token, ...told(kept, context.space, now()) } };
	},
});

export const listApiTokens = defineEndpoint({
	methods: ['GET'],
	path: '/api/tokens',
	operationId: 'listTokens',
	tag: 'Service',
	summary: 'List API tokens',
	description:
		'Those that are good, then those that have expired or were revoked in the last 30 days, the newest first. Never the tokens themselves.',
	scopes: 'owner',
	answer: envelope(z.array(z.object(fields))),
	async run(context) {
		const { database, now } = await context.commerce();
		const tokens = await listTokens(database, context.space, now());
		return { data: tokens.map((token) => told(token, context.space, now())) };
	},
});

export const revokeApiToken = defineEndpoint({
	methods: ['DELETE'],
	path: '/api/tokens/{id}',
	operationId: 'revokeToken',
	tag: 'Service',
	summary: 'Revoke an API token',
	description: 'It is refused from a second later on, by all processes of n8n.',
	params: z.object({ id: z.string().max(100) }),
	answer: done,
	errors: ['NOT_FOUND'],
	async run(context, { params: { id } }) {
		const { database, now } = await context.commerce();
		if (!(await revokeToken(database, context.space, id, now()))) throw notFound('API token');
		return {};
	},
});
