import type { ExpressionBuilder } from 'kysely';
import { z } from 'zod/v4';
import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import type { Row, Schema } from '../../engine/state/schema.ts';
import { SCOPES, type Scope } from '../http/scopes.ts';
import { digestOfToken, newToken } from './tokenText.ts';

/** Of one space, of those that are good: more than there are programs, few enough to be read at once. */
export const MOST_TOKENS = 100;
/** With those that are over, the newest. */
const MOST_SHOWN = 2 * MOST_TOKENS;

type Database = Pick<OpenDatabase, 'db'>;
type InToken = ExpressionBuilder<Schema, 'apiToken'>;

/** A token as it is told. Times are epoch milliseconds. */
export type ApiToken = Omit<Row<'apiToken'>, 'space' | 'digest' | 'scopesJson'> & {
	readonly scopes: readonly Scope[];
};

/** A token that is good. */
export type GoodToken = Pick<Row<'apiToken'>, 'id' | 'space' | 'name' | 'digest'> & {
	readonly scopes: readonly Scope[];
};

/** A scope that another version has written and this one does not know allows nothing. */
function scopesIn(json: string): readonly Scope[] {
	const given = z.array(z.string()).parse(JSON.parse(json));
	return SCOPES.filter((scope) => given.includes(scope));
}

const isGood = (nowMs: number) => (eb: InToken) =>
	eb.and([
		eb('revokedAt', 'is', null),
		eb.or([eb('expiresAt', 'is', null), eb('expiresAt', '>', nowMs)]),
	]);

/**
 * Makes a token.
 *
 * @returns with the token itself, which is kept nowhere; `null` where the space has as many as it may have
 */
export async function makeToken(
	{ db }: Database,
	space: string,
	asked: {
		readonly name: string;
		readonly scopes: readonly Scope[];
		readonly expiresAt: number | null;
	},
	nowMs: number,
): Promise<(ApiToken & { readonly token: string }) | null> {
	const { count } = await db
		.selectFrom('apiToken')
		.select((eb) => eb.fn.countAll().as('count'))
		.where('space', '=', space)
		.where(isGood(nowMs))
		.executeTakeFirstOrThrow();
	if (Number(count) >= MOST_TOKENS) return null;
	const { id, token } = newToken();
	const { scopes, ...named } = asked;
	const told = { id, ...named, createdAt: nowMs, lastUsedAt: null, revokedAt: null };
	const kept = { space, scopesJson: JSON.stringify(scopes), digest: digestOfToken(token) };
	await db
		.insertInto('apiToken')
		.values({ ...told, ...kept })
		.execute();
	return { ...told, scopes, token };
}

/** The tokens of a space: those that are good, and the newest of those that were, the newest first. */
export async function listTokens(
	{ db }: Database,
	space: string,
	nowMs: number,
): Promise<ApiToken[]> {
	const rows = await db
		.selectFrom('apiToken')
		.select(['id', 'name', 'scopesJson', 'createdAt', 'expiresAt', 'lastUsedAt', 'revokedAt'])
		.where('space', '=', space)
		.orderBy((eb) => eb.case().when(isGood(nowMs)(eb)).then(0).else(1).end())
		.orderBy('createdAt', 'desc')
		.orderBy('id')
		.limit(MOST_SHOWN)
		.execute();
	return rows.map(({ scopesJson, ...row }) => ({ ...row, scopes: scopesIn(scopesJson) }));
}

/** @returns false where the space has no such token; one that was revoked already stays as it was */
export async function revokeToken(
	{ db }: Database,
	space: string,
	id: string,
	nowMs: number,
): Promise<boolean> {
	const { numUpdatedRows } = await db
		.updateTable('apiToken')
		.set((eb) => ({ revokedAt: eb.fn.coalesce('revokedAt', eb.val(nowMs)) }))
		.where('space', '=', space)
		.where('id', '=', id)
		.executeTakeFirst();
	return numUpdatedRows > 0n;
}

/** The tokens of all spaces that are good, by their ids. */
export async function goodTokens({ db }: Database, nowMs: number): Promise<Map<string, GoodToken>> {
	const rows = await db
		.selectFrom('apiToken')
		.select(['id', 'space', 'name', 'scopesJson', 'digest'])
		.where(isGood(nowMs))
		.execute();
	return new Map(
		rows.map(({ scopesJson, ...row }) => [row.id, { ...row, scopes: scopesIn(scopesJson) }]),
	);
}

/** @param sinceMs one that is known to have been used since then is left as it is */
export async function noteUse(
	{ db }: Database,
	id: string,
	nowMs: number,
	sinceMs: number,
): Promise<void> {
	await db
		.updateTable('apiToken')
		.set({ lastUsedAt: nowMs })
		.where('id', '=', id)
		.where((eb) => eb.or([eb('lastUsedAt', 'is', null), eb('lastUsedAt', '<=', sinceMs)]))
		.execute();
}
