import type { Endpoint, Method } from './endpoint.ts';

export type Found =
	| { readonly endpoint: Endpoint; readonly params: Readonly<Record<string, string>> }
	| { readonly allowed: readonly Method[] };

type Route = { readonly endpoint: Endpoint; readonly segments: readonly string[] };

/**
 * Prepares the search for the endpoint of a request.
 *
 * @returns `null` for a path that is none; `allowed` for one that wants another method. A segment that
 *   is written out outranks a parameter at its place.
 */
export function createRouter(
	endpoints: readonly Endpoint[],
): (method: string, path: string) => Found | null {
	const routes = endpoints
		.map((endpoint): Route => ({ endpoint, segments: endpoint.path.split('/').slice(1) }))
		.sort((one, other) => parameterCount(one) - parameterCount(other));

	return (method, path) => {
		const given = path.split('/').slice(1);
		const all = routes.filter(({ segments }) => matches(segments, given));
		if (all.length === 0) return null;
		const matching = all.filter((route) => parameterCount(route) === parameterCount(all[0]!));
		const route =
			matching.find(({ endpoint }) => endpoint.methods.includes(method as Method)) ??
			(method === 'HEAD' ? matching.find(({ endpoint }) => isOnlyRead(endpoint)) : undefined);
		if (route === undefined) {
			return { allowed: [...new Set(matching.flatMap(({ endpoint }) => endpoint.methods))] };
		}
		return { endpoint: route.endpoint, params: paramsOf(route.segments, given) };
	};
}

/** A GET that may be a POST as well changes something: not for who only looks. */
const isOnlyRead = ({ methods }: Endpoint) => String(methods) === 'GET';

const isParameter = (segment: string) => segment.startsWith('{');

const parameterCount = ({ segments }: Route) => segments.filter(isParameter).length;

function matches(segments: readonly string[], given: readonly string[]): boolean {
	return (
		segments.length === given.length &&
		segments.every((segment, index) => isParameter(segment) || segment === given[index])
	);
}

function paramsOf(segments: readonly string[], given: readonly string[]): Record<string, string> {
	return Object.fromEntries(
		segments.flatMap((segment, index) =>
			isParameter(segment) ? [[segment.slice(1, -1), given[index]!]] : [],
		),
	);
}
