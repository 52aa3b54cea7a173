import { isDeepStrictEqual } from 'node:util';
import { ENDPOINTS } from '../../api/endpoints.ts';
import { createRouter } from '../../api/http/createRouter.ts';
import { EXAMPLES, type Example } from '../../api/openapi/examples.ts';

const route = createRouter(ENDPOINTS);

/** A request that was answered with 200. */
type Exchange = {
	readonly method: string;
	/** `/api/events?limit=10` */
	readonly address: string;
	/** `null` where none was sent. */
	readonly body: unknown;
	/** `null` for one that is not JSON. */
	readonly answer: unknown;
};

/** Operations that openapi.json prints no example of, and what they answer instead. */
export const WITHOUT_EXAMPLE: Readonly<Record<string, string>> = {
	openApiJson: 'openapi.json itself',
	metrics: 'a text',
	serviceWorker: 'a script',
	subscribeScript: 'a script',
	orderPage: 'a page',
	findOrderPage: 'a page',
};

/** Of an answer; what was sent is shown as a whole. */
const SHOWN_ITEMS = 1;
const SHOWN_CHARACTERS = 300;
/** What opens something, or is only good for a short time, is not printed. */
export const SECRETS = /^(pass|token|apiKey|apiSecret|secret|auth|p256dh|publicKey)$/;

/** What openapi.json prints of an exchange: `null` for none. */
export function exampleOf({ method, address, body, answer }: Exchange): [string, Example] | null {
	const { pathname, searchParams } = new URL(address, 'http://localhost');
	const found = route(method, pathname);
	if (found === null || !('endpoint' in found)) throw new Error(`${method} ${address} is unknown.`);
	const { operationId } = found.endpoint;
	if (operationId in WITHOUT_EXAMPLE) return null;
	const parameters = { ...found.params, ...Object.fromEntries(searchParams) };
	return [
		operationId,
		{
			...(Object.keys(parameters).length > 0 && {
				parameters: printed(parameters) as Record<string, string>,
			}),
			...(body !== null && { body: printed(body, '', Infinity) as object }),
			...(answer !== null && { answer: printed(answer) as object }),
		},
	];
}

/** Lists and texts are cut; a list of numbers, such as a position, stays whole. */
function printed(value: unknown, key = '', items = SHOWN_ITEMS): unknown {
	if (typeof value === 'string') {
		if (SECRETS.test(key)) return '…';
		const text = value
			.replaceAll(/http:\/\/(?:127\.0\.0\.1|localhost):\d+/g, 'http://localhost:5678')
			.replaceAll(/\/api\/track\/[\w.-]+/g, '/api/track/…')
			.replace(/#pass=.*/, '#pass=…');
		return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
	}
	if (Array.isArray(value)) {
		const shown = typeof value[0] === 'number' ? value : value.slice(0, items);
		return shown.map((each) => printed(each, '', items));
	}
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, each]) => [name, printed(each, name, items)]),
	);
}

/** Names of what is another one each time; the newest import is that of the publication, or already the first one. */
const EACH_TIME =
	/^(beginsWith|began|imported|endedAt|executionId|executionUrl|workflowId|url|link|version|nextCursor|html|text|picture)$/;

/** The same example, whatever ids, times and numbers it has. */
export function shapeOf(value: unknown, key = ''): unknown {
	if (EACH_TIME.test(key)) return '<another each time>';
	if (typeof value === 'number') return '<number>';
	if (typeof value === 'string') {
		return value
			.replaceAll(/[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g, '<guid>')
			.replaceAll(/\d{4}-\d\d-\d\d[T ][\d:.]+(?:Z| UTC)/g, '<time>')
			.replaceAll(/\b(?:[A-Za-z\d]{16}|[\w-]{40,})\b/g, '<id>')
			.replace(/^(?:running|done|stopped)$/, '<status of what may have ended meanwhile>');
	}
	if (Array.isArray(value)) return value.map((each) => shapeOf(each));
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, each]) => [name, shapeOf(each, name)]),
	);
}

/** Those that are other ones than before; of the rest what stands there, so that a new recording changes little. */
export function kept(recorded: Readonly<Record<string, Example>>): Record<string, Example> {
	return Object.fromEntries(
		Object.entries(recorded).map(([operationId, example]) => {
			const before = EXAMPLES[operationId];
			return [
				operationId,
				isDeepStrictEqual(shapeOf(before), shapeOf(example)) ? before! : example,
			];
		}),
	);
}
