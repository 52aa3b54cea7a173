import { z } from 'zod/v4';
import type { Connection } from '../storeHttp.ts';
import { problemsIn } from '../problemsIn.ts';
import { StoreError } from '../storeError.ts';
import { API_VERSION } from './apiVersion.ts';
import type { ShopifyCredentials } from './credentials.ts';
import { graphqlFailure } from './graphqlFailure.ts';
import type { Tokens } from './tokens.ts';

/** One call of the GraphQL Admin API, with the answer read by `data`. */
export type ShopifyCall = <T>(
	connection: Connection<ShopifyCredentials>,
	request: {
		readonly query: string;
		readonly variables?: Readonly<Record<string, unknown>>;
		/** What is under `data` in the answer. */
		readonly data: z.ZodType<T>;
	},
) => Promise<T>;

const answerSchema = z.object({
	data: z.unknown(),
	errors: z.unknown(),
	extensions: z.unknown(),
});

/**
 * Calls the GraphQL Admin API. A token that has been revoked before its time is renewed once.
 *
 * @throws StoreError also for an answer of 200 that holds `errors`
 */
export function createClient(tokens: Tokens): ShopifyCall {
	const send = async (
		{ credentials, http }: Connection<ShopifyCredentials>,
		token: string,
		json: { query: string; variables?: Readonly<Record<string, unknown>> },
	) =>
		await http({
			method: 'POST',
			url: `${credentials.storeUrl}/admin/api/${API_VERSION}/graphql.json`,
			headers: { 'x-shopify-access-token': token },
			json,
		});

	return async (connection, { data, ...json }) => {
		const { credentials } = connection;
		const token = await tokens.get(connection);
		let body: unknown;
		try {
			({ body } = await send(connection, token, json).catch(async (error: unknown) => {
				const isRevoked = error instanceof StoreError && error.kind === 'unauthorized';
				if (!isRevoked || credentials.authentication === 'adminToken') throw error;
				tokens.forget(credentials);
				return await send(connection, await tokens.get(connection), json);
			}));
		} catch (error) {
			throw explained(error, credentials);
		}
		const answer = answerSchema.safeParse(body).data;
		const failure = graphqlFailure(answer ?? {}, credentials.storeUrl);
		if (failure) throw failure;
		const read = data.safeParse(answer?.data);
		if (read.success) return read.data;
		throw new StoreError(
			'rejected',
			`${credentials.storeUrl} answered with something that this version does not understand (${problemsIn(read.error)}). An update of n8n-nodes-commerce may help.`,
			{ status: 200 },
		);
	};
}

function explained(error: unknown, { authentication, storeUrl }: ShopifyCredentials): unknown {
	if (!(error instanceof StoreError)) return error;
	const { kind, status } = error;
	if (kind === 'unauthorized' && authentication === 'adminToken') {
		return new StoreError(
			kind,
			`${storeUrl} does not accept the Admin API access token. Copy it again from the app, and check that the app is still installed on this shop.`,
			{ ...error, cause: error },
		);
	}
	if (kind === 'not_found') {
		return new StoreError(
			kind,
			`There is no Shopify shop at ${storeUrl}. Give the name that it has before ".myshopify.com".`,
			{ ...error, cause: error },
		);
	}
	if (status === 402 || status === 423) {
		return new StoreError('unavailable', `The shop ${storeUrl} is frozen or locked by Shopify.`, {
			...error,
			cause: error,
		});
	}
	return error;
}
