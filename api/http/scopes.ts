import type { Endpoint, Method } from './endpoint.ts';

/** What a token may be allowed to do, and what that is in words. */
export const SCOPE_SENTENCES = {
	read: 'Everything that only looks: stores, workflows, events and what became of them. With it customers are seen.',
	workflows:
		'Make, change, switch and remove workflows; replay events, retry dead letters, resume what is paused. Who draws a workflow can have it send what it gets to anybody.',
	integrations: 'Connect, change, switch and remove stores.',
	privacy: 'Forget a customer.',
} as const;

export type Scope = keyof typeof SCOPE_SENTENCES;
export const SCOPES = Object.keys(SCOPE_SENTENCES) as readonly Scope[] as readonly [
	Scope,
	...Scope[],
];

/** All that a token needs for an endpoint; `owner`: none but the token of the credential may. */
export type Needed = readonly Scope[] | 'owner';

/** What a request may do. */
export type Grant =
	| { readonly kind: 'owner' }
	| {
			readonly kind: 'token';
			readonly id: string;
			readonly name: string;
			readonly scopes: readonly Scope[];
	  };

/** Of the token of the credential, and the passes of the console that are made with it. */
export const OWNER: Grant = { kind: 'owner' };

/** Who changes something in this part of the API needs this. */
const TO_CHANGE: Readonly<Record<Endpoint['tag'], Needed>> = {
	Integrations: ['integrations'],
	Workflows: ['workflows'],
	Events: ['workflows'],
	Push: ['integrations'],
	Privacy: ['privacy'],
	Service: 'owner',
};

/** What an endpoint needs that says nothing else. A GET that may be a POST as well changes something. */
export function usualScopes({
	methods,
	tag,
}: {
	readonly methods: readonly Method[];
	readonly tag: Endpoint['tag'];
}): Needed {
	const isOnlyRead = methods.every((method) => method === 'GET' || method === 'HEAD');
	return isOnlyRead ? ['read'] : TO_CHANGE[tag];
}

/** @returns why a grant is not enough, in a sentence for the caller; `null` where it is */
export function lackOf(grant: Grant, needed: Needed): string | null {
	if (grant.kind === 'owner') return null;
	const has = `the token "${grant.name}" has ${grant.scopes.join(', ')}`;
	if (needed === 'owner') {
		return `Only the API token of the Commerce API credential may do this; ${has}.`;
	}
	const lacking = needed.filter((scope) => !grant.scopes.includes(scope));
	if (lacking.length === 0) return null;
	const scopes = lacking.length === 1 ? 'scope' : 'scopes';
	return `This needs the ${scopes} ${lacking.join(' and ')}; ${has}. The owner can make one with more by POST /api/tokens.`;
}
