import type { Endpoint, Method } from '../http/endpoint.ts';

/**
 * The method that openapi.json describes, of those of an endpoint that do the same. Generated clients ask
 * for what they get by GET whenever they like, and name only a POST by an Idempotency-Key: where a GET of
 * the specification changes something, the POST is described.
 */
export function describedMethod({ methods }: Pick<Endpoint, 'methods'>): Method {
	const [first] = methods;
	return first === 'GET' && methods.includes('POST') ? 'POST' : first;
}

/** Whether a request is done once, however often it is sent with the same Idempotency-Key. */
export const canBeNamed = (endpoint: Endpoint): boolean =>
	endpoint.access === 'token' && describedMethod(endpoint) === 'POST';
