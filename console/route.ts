import { useLayoutEffect, useState } from 'preact/hooks';

/** Where the console is: what stands behind `#/` in the address. */
export type Route = { readonly path: readonly string[]; readonly query: URLSearchParams };

const routeIn = (hash: string): Route => {
	const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
	return { path: path.split('/').map(decoded), query: new URLSearchParams(query) };
};

function decoded(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

/** The address of a page of the console. */
export function linkTo(path: readonly string[], query: Record<string, string> = {}): string {
	const given = Object.entries(query).filter(([, value]) => value !== '');
	const search = given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
	return `#/${path.map(encodeURIComponent).join('/')}${search}`;
}

export function goTo(path: readonly string[], query: Record<string, string> = {}): void {
	location.hash = linkTo(path, query);
}

export function useRoute(): Route {
	const [route, setRoute] = useState(() => routeIn(location.hash));
	// Before anything on the page can be pressed: an effect comes a frame later, and a change of page would be missed.
	useLayoutEffect(() => {
		const changed = () => setRoute(routeIn(location.hash));
		addEventListener('hashchange', changed);
		return () => removeEventListener('hashchange', changed);
	}, []);
	return route;
}
