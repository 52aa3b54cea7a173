import type { OpenDatabase } from '../../engine/state/dialects/dialect.ts';
import { goodTokens, noteUse, type GoodToken } from './apiTokens.ts';
import { idIn, isTokenOf } from './tokenText.ts';

/** For how long a token that was revoked, also by another process, may still be taken for good. */
const FRESH_MS = 1_000;
/** A program that asks all day long costs one write in this time. */
const NOTED_EVERY_MS = 60_000;
const MOST_NOTED = 10_000;

type Database = Pick<OpenDatabase, 'db'>;

export type TokenLookup = {
	/**
	 * @param open asked for the database only where the text may be a token
	 * @returns the token; `null` for a text that is none, or none any more
	 */
	find(text: string, open: () => Promise<Database>): Promise<GoodToken | null>;
	/** Writes down that it was used, at most once a minute. */
	used(token: GoodToken, open: () => Promise<Database>): Promise<void>;
};

/**
 * Finds tokens without a query for each request: all that are good are read once in a second, and once more for one
 * that is not among them, which may be new. However many wrong ones come, one read is under way at a time.
 */
export function createTokenLookup(now: () => number): TokenLookup {
	type Reading = {
		readonly begunAt: number;
		readonly tokens: Promise<Map<string, GoodToken>>;
		isUnderWay: boolean;
	};
	let last: Reading | null = null;
	const noted = new Map<string, number>();

	function read(open: () => Promise<Database>): Reading {
		const begunAt = now();
		const tokens = open().then(async (database) => await goodTokens(database, begunAt));
		const reading: Reading = { begunAt, tokens, isUnderWay: true };
		const end = () => void (reading.isUnderWay = false);
		tokens.then(end, () => {
			end();
			if (last === reading) last = null;
		});
		last = reading;
		return reading;
	}

	// A clock that was set back makes nothing fresh for longer.
	const isFresh = ({ begunAt }: Reading) => Math.abs(now() - begunAt) < FRESH_MS;

	return {
		async find(text, open) {
			const id = idIn(text);
			if (id === null) return null;
			const known = last !== null && isFresh(last) ? last : null;
			let token = (await known?.tokens)?.get(id);
			// Read by now for another request, or to be read for this one.
			if (token === undefined)
				token = (await (last?.isUnderWay ? last : read(open)).tokens).get(id);
			return token !== undefined && isTokenOf(token.digest, text) ? token : null;
		},
		async used({ id }, open) {
			const at = now();
			const before = noted.get(id);
			if (before !== undefined && Math.abs(at - before) < NOTED_EVERY_MS) return;
			noted.delete(id);
			noted.set(id, at);
			if (noted.size > MOST_NOTED) noted.delete(noted.keys().next().value!);
			await noteUse(await open(), id, at, at - NOTED_EVERY_MS);
		},
	};
}
