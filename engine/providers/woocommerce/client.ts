import type { Connection, StoreRequest, StoreResponse } from '../storeHttp.ts';
import { isInvalidParameter } from './absence.ts';
import { StoreError, type StoreErrorKind } from '../storeError.ts';
import type { WooCommerceCredentials } from './credentials.ts';
import { signedQuery, type OAuth1Moment } from '../oauth1.ts';

/** One call of the REST API. */
export type WooCommerceCall = (
	connection: Connection<WooCommerceCredentials>,
	request: {
		readonly method: StoreRequest['method'];
		/** Whose API it is: `wc/v3`, WooCommerce's own, unless it is an extension's. */
		readonly namespace?: string;
		/** Below `/wp-json/<namespace>`. */
		readonly path: string;
		readonly query?: Readonly<Record<string, string>>;
		readonly json?: unknown;
	},
) => Promise<StoreResponse>;

/** @param moment the time and a fresh nonce, for shops without https */
export function createClient(moment: () => OAuth1Moment): WooCommerceCall {
	const habits = new Map<string, Habits>();
	return async ({ credentials, http }, { method, namespace = 'wc/v3', path, query = {}, json }) => {
		const { storeUrl } = credentials;
		const address = `${storeUrl}/wp-json/${namespace}${path}`;
		const send = async (habit: Habits) => {
			const url = `${address}${habit.endsInSlash ? '/' : ''}`;
			const asked = smaller(query, habit.mostPerPage);
			if (!url.startsWith('https:')) {
				const signed = signedQuery({ method, url, query: asked }, credentials, moment());
				return await http({ method, url, query: signed, json });
			}
			const { consumerKey, consumerSecret } = credentials;
			return habit.hasKeysInQuery
				? await http({
						method,
						url,
						query: { ...asked, consumer_key: consumerKey, consumer_secret: consumerSecret },
						json,
					})
				: await http({
						method,
						url,
						headers: { authorization: basicHeader(credentials) },
						query: asked,
						json,
					});
		};
		let habit = habits.get(storeUrl) ?? USUAL;
		let first: unknown;
		for (let attempt = 1; ; attempt += 1) {
			try {
				const answer = await send(habit);
				if (habit !== USUAL) {
					if (habits.size >= MOST_REMEMBERED) habits.clear();
					// Only reads may be sent on, so this is not remembered for what comes.
					habits.set(storeUrl, { ...habit, endsInSlash: false });
				}
				return answer;
			} catch (error) {
				first ??= error;
				const other = otherWay(error, habit, { method, address, query });
				if (other === null || attempt >= MOST_ATTEMPTS) {
					throw explained(isRefusal(error) ? first : error, storeUrl);
				}
				habit = other;
			}
		}
	};
}

/** How a shop wants to be asked, other than most. */
type Habits = {
	/** Its server does not hand the Authorization header on to WordPress. */
	readonly hasKeysInQuery: boolean;
	/** Its server sends addresses on to the same with a slash behind. */
	readonly endsInSlash: boolean;
	/** It refuses longer pages. */
	readonly mostPerPage: number;
};

const USUAL: Habits = { hasKeysInQuery: false, endsInSlash: false, mostPerPage: 100 };
const MOST_REMEMBERED = 1_000;
const MOST_ATTEMPTS = 4;
/** What is tried where a shop does not say how long its pages may be. */
const SMALLER_PAGES = [50, 20, 10];

const isRefusal = (error: unknown) => error instanceof StoreError && error.kind === 'unauthorized';

/** Of WooCommerce, WordPress, and plugins that close its API to whoever is not logged in. */
const SEES_NO_KEYS =
	/"(?:woocommerce_)?rest_(?:cannot_|forbidden|not_logged_in|login_required|unauthorized)/;
/** Plugins for JSON Web Tokens take every Authorization header for one of theirs. */
const TAKEN_FOR_TOKEN = /"jwt_auth_(?:bad|no|invalid)_/;

/** Another way to ask the same, for what the shop has answered; `null` where there is none. */
function otherWay(
	error: unknown,
	habit: Habits,
	call: {
		readonly method: string;
		readonly address: string;
		readonly query: Readonly<Record<string, string>>;
	},
): Habits | null {
	if (!(error instanceof StoreError)) return null;
	const { kind, answer } = error;
	// WooCommerce that sees keys says that they are wrong; one that sees none says that nobody may do this.
	const seesNoKeys = kind === 'unauthorized' && SEES_NO_KEYS.test(answer ?? '');
	const isTakenForToken =
		(kind === 'unauthorized' || kind === 'forbidden') && TAKEN_FOR_TOKEN.test(answer ?? '');
	if (
		(seesNoKeys || isTakenForToken) &&
		!habit.hasKeysInQuery &&
		call.address.startsWith('https:')
	) {
		return { ...habit, hasKeysInQuery: true };
	}
	const leadsToSlash = error.redirectTo === `${call.address}/`;
	if (leadsToSlash && call.method === 'GET' && !habit.endsInSlash) {
		return { ...habit, endsInSlash: true };
	}
	if (isInvalidParameter(error) && /"per_page"/.test(answer ?? '')) {
		const asked = Number(smaller(call.query, habit.mostPerPage).per_page);
		const allowed = Number(
			/per_page must be between \d+ \(inclusive\) and (\d+)/.exec(answer ?? '')?.[1],
		);
		const size =
			allowed > 0 && allowed < asked ? allowed : SMALLER_PAGES.find((one) => one < asked);
		return size === undefined ? null : { ...habit, mostPerPage: size };
	}
	return null;
}

function smaller(query: Readonly<Record<string, string>>, most: number): Record<string, string> {
	const { per_page: size } = query;
	return size !== undefined && Number(size) > most
		? { ...query, per_page: String(most) }
		: { ...query };
}

/** @see RFC 7617 */
export function basicHeader({ consumerKey, consumerSecret }: WooCommerceCredentials): string {
	return `Basic ${Buffer.from(`${consumerKey}:${consumerSecret}`).toString('base64')}`;
}

const HINTS: Readonly<Partial<Record<StoreErrorKind, string>>> = {
	unauthorized:
		'Check the consumer key and the consumer secret, and that the user they belong to is a shop manager or an administrator (WooCommerce > Settings > Advanced > REST API).',
	not_found:
		'Check that WooCommerce is active and that "Plain" is not chosen under Settings > Permalinks of WordPress.',
	redirect:
		'If this is the right one: check that "Plain" is not chosen under Settings > Permalinks of WordPress.',
	not_json: 'Check also that "Plain" is not chosen under Settings > Permalinks of WordPress.',
};

/** A 404 that names a thing ("Invalid ID") is about the thing, not about the shop. */
function explained(error: unknown, storeUrl: string): unknown {
	if (!(error instanceof StoreError)) return error;
	const hint = HINTS[error.kind];
	const isMissingRoute = error.answer === null || !/_invalid_id|_term_invalid/.test(error.answer);
	if (!hint || (error.kind === 'not_found' && !isMissingRoute)) return error;
	const message =
		error.kind === 'unauthorized'
			? `${storeUrl} does not accept the keys (${withoutAdvice(error.message)}).`
			: error.message;
	return new StoreError(error.kind, `${message} ${hint}`, { ...error, cause: error });
}

/** The middle part: what the shop itself gave as its reason. */
function withoutAdvice(message: string): string {
	return /: (.*?)\.? The keys are wrong/.exec(message)?.[1] ?? 'no reason given';
}
