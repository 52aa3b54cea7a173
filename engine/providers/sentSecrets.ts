import type { StoreRequest } from './storeHttp.ts';

const SECRET_NAME = /auth|token|secret|key|signature|password/i;

/** Shorter texts are no keys, and would blot out ordinary words. */
const SHORTEST_SECRET = 6;

/** Everything in a request that must not be shown to anybody, to be taken out of what the store answers. */
export function sentSecrets({ headers = {}, query = {}, form = {} }: StoreRequest): string[] {
	const named = [headers, query, form]
		.flatMap((fields) => Object.entries(fields))
		.filter(([name]) => SECRET_NAME.test(name))
		.flatMap(([, value]) => [value, ...partsOf(value)]);
	return [...new Set(named)]
		.filter((secret) => secret.length >= SHORTEST_SECRET)
		.sort((a, b) => b.length - a.length);
}

/** Takes secrets out of a text. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
	return secrets
		.flatMap((secret) => [secret, encodeURIComponent(secret)])
		.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
}

/** What is inside an `Authorization` header: the token, or the two halves of Basic. */
function partsOf(value: string): string[] {
	const [scheme = '', given = ''] = value.split(' ');
	if (scheme.toLowerCase() !== 'basic') return given === '' ? [] : [given];
	return [given, ...Buffer.from(given, 'base64').toString('utf8').split(':')];
}
