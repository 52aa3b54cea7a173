import type { Context } from './context.ts';
import { isAbsent, shown, type Answer } from './storeClient.ts';

const WRONG_KEY = 'conformance-test-of-a-wrong-key';
const PATHS = ['/health', '/webhooks', '/orders', '/shipments', '/customers', '/products'];
const NOWHERE = '/no-such-path-of-conformance';

/** `GET /health`, the API key, and what errors look like. @returns false when nothing else can be checked */
export async function checkAccess({ store, report }: Context): Promise<boolean> {
	const health = await store.ask('GET', '/health');
	const { name } = Object(health.json) as { name?: unknown };
	const isHealthy = report.check(
		{
			line: 'GET /health answers 200 and the name of the shop',
			section: '`GET /health`',
			expected: '200 {"name": "…"}',
		},
		health.status === 200 && typeof name === 'string' && name !== '' ? null : shown(health),
	);
	if (health.status === null) return false;
	report.check(
		{
			line: 'Answers say that they are JSON',
			section: 'API: n8n to shop',
			expected: 'content-type: application/json',
		},
		/^application\/json\b/i.test(health.contentType) ? null : `content-type: ${health.contentType}`,
	);

	const refusals: Answer[] = [];
	for (const path of PATHS) {
		if (path !== '/health' && isAbsent(await store.ask('GET', path))) continue;
		for (const [words, apiKey] of [
			['a wrong key', WRONG_KEY],
			['no key', null],
		] as const) {
			const answer = await store.ask('GET', path, { apiKey });
			refusals.push(answer);
			report.check(
				{ line: `GET ${path} with ${words} answers 401`, section: 'Errors', expected: '401' },
				answer.status === 401 ? null : shown(answer),
			);
		}
	}

	const nowhere = await store.ask('GET', NOWHERE);
	report.check(
		{ line: 'A path that there is none of answers 404', section: 'Errors', expected: '404' },
		nowhere.status === 404 ? null : shown(nowhere),
	);

	const errors = [...refusals, nowhere].filter(({ status }) => (status ?? 0) >= 400);
	const mute = errors.find(({ json }) => {
		const { message } = Object(json) as { message?: unknown };
		return typeof message !== 'string' || message.trim() === '';
	});
	report.check(
		{
			line: 'Errors say why, in a sentence',
			section: 'Errors',
			expected: '{"message": "why, in a sentence"}',
		},
		mute ? shown(mute) : null,
	);
	const telltale = errors.find(({ text }) => text.includes(WRONG_KEY));
	report.check(
		{ line: 'Errors do not repeat the key', section: 'Errors', expected: 'a message without it' },
		telltale ? shown(telltale) : null,
	);
	return isHealthy || health.status < 400;
}
