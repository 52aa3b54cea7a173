/**
 * Hosts of the push services of the browsers: Chrome, Edge and Opera use Google's or Microsoft's, Firefox
 * Mozilla's, Safari Apple's. `*.` stands for one or more names in front.
 */
export const KNOWN_PUSH_SERVICES = [
	'fcm.googleapis.com',
	'*.push.services.mozilla.com',
	'*.push.apple.com',
	'*.notify.windows.com',
] as const;

const LONGEST_ENDPOINT = 2_000;

/**
 * Why nothing may be sent to an endpoint, or `null`. An endpoint is an address that a shopper's browser
 * gives us: were any allowed, anybody could aim our requests at a host of the merchant's own network.
 *
 * @param further services that the merchant trusts: a host (`push.example.com`, `*.example.com`), which is
 *   called with https, or an origin (`http://127.0.0.1:8090`), whatever it is
 */
export function endpointProblem(endpoint: string, further: readonly string[] = []): string | null {
	if (endpoint.length > LONGEST_ENDPOINT) {
		return `The endpoint has ${endpoint.length} characters, more than the allowed ${LONGEST_ENDPOINT}.`;
	}
	const url = URL.parse(endpoint);
	if (url === null || url.username !== '' || url.password !== '') {
		return 'The endpoint is not the address of a push subscription. It looks like https://fcm.googleapis.com/fcm/send/….';
	}
	if (further.some((service) => service === url.origin)) return null;
	if (url.protocol !== 'https:') return 'The endpoint has to start with https://.';
	const services = [...KNOWN_PUSH_SERVICES, ...further];
	if (url.port === '' && services.some((service) => isHostOf(service, url.hostname))) return null;
	return `"${url.host}" is not a known push service. Known are ${KNOWN_PUSH_SERVICES.join(', ')}; further ones have to be allowed by the shop.`;
}

function isHostOf(service: string, host: string): boolean {
	return service.startsWith('*.') ? host.endsWith(service.slice(1)) : host === service;
}

/** Services as a merchant writes them into one field, separated by commas or spaces. */
export function servicesIn(typed: unknown): string[] {
	if (typeof typed !== 'string') return [];
	const services = typed.split(/[\s,;]+/).map((service) => service.replace(/\/+$/, ''));
	return services.filter((service) => service !== '');
}
