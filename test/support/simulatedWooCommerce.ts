import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
	answering,
	startServer,
	type SimulatedAnswer,
	type SimulatedServer,
} from './simulatedServer.ts';
import { refusal, simulatedAuthentication } from './simulatedWooCommerce/authentication.ts';

export type SimulatedWebhook = {
	id: number;
	name: string;
	status: string;
	topic: string;
	delivery_url: string;
	secret: string;
};

export type SimulatedWooCommerceOptions = {
	readonly consumerKey?: string;
	readonly consumerSecret?: string;
	readonly permissions?: 'read' | 'write' | 'read_write';
	/** Whether the key's user is a shop manager. */
	readonly isManager?: boolean;
	readonly now?: () => Date;
	/** The rest of the API, for keys that are good; `null` for a route that there is none of. */
	readonly routes?: (request: SimulatedRequest) => Promise<SimulatedAnswer | null>;
	/** What stands before the shop: true when it has taken the request, and WordPress never sees it. */
	readonly intercept?: (request: IncomingMessage, response: ServerResponse) => boolean;
};

export type SimulatedRequest = {
	readonly method: string;
	/** `/wc/v3/orders/13` */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly body: Record<string, unknown>;
};

export type SimulatedWooCommerce = SimulatedServer & {
	readonly webhooks: SimulatedWebhook[];
	readonly requests: Array<{ method: string; path: string; authorization: string | undefined }>;
	/** Posts a message to every active webhook of its topic. */
	deliver(topic: string, payload: unknown): Promise<Response[]>;
};

const NO_ROUTE = refusal(
	404,
	'rest_no_route',
	'No route was found matching the URL and request method.',
);

/**
 * The webhook routes of WooCommerce's REST API v3, from its source: `includes/rest-api/Controllers/
 * Version1/class-wc-rest-webhooks-v1-controller.php`, `includes/class-wc-rest-authentication.php` and
 * `includes/class-wc-webhook.php`; the texts of errors are as recorded in test/fixtures/woocommerce.
 */
export async function startSimulatedWooCommerce({
	consumerKey = 'ck_0123456789',
	consumerSecret = 'cs_9876543210',
	permissions = 'read_write',
	isManager = true,
	now = () => new Date(),
	routes = async () => null,
	intercept = () => false,
}: SimulatedWooCommerceOptions = {}): Promise<SimulatedWooCommerce> {
	const webhooks: SimulatedWebhook[] = [];
	const requests: SimulatedWooCommerce['requests'] = [];
	let lastId = 0;

	const authenticate = simulatedAuthentication({ consumerKey, consumerSecret, now });

	const mayNot = (method: string): SimulatedAnswer | null => {
		const needed = method === 'GET' ? 'read' : 'write';
		if (permissions === needed || permissions === 'read_write') return null;
		return refusal(
			401,
			'woocommerce_rest_authentication_error',
			`The API key provided does not have ${needed} permissions.`,
		);
	};

	const shown = ({ secret: _secret, ...webhook }: SimulatedWebhook) => ({
		...webhook,
		resource: webhook.topic.split('.')[0],
		event: webhook.topic.split('.')[1],
	});

	/** deliver_ping(): unsigned, a form, within the call that makes the webhook; its result is ignored. */
	const ping = async ({ id, delivery_url: url }: SimulatedWebhook) => {
		await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/x-www-form-urlencoded' },
			body: `webhook_id=${id}`,
			signal: AbortSignal.timeout(1_000),
		}).catch(() => null);
	};

	const create = async (given: Record<string, string>): Promise<SimulatedAnswer> => {
		const { topic, delivery_url: url } = given;
		if (!topic || !url) return refusal(400, 'rest_missing_callback_param', 'Missing parameter(s)');
		if (
			!/^(order|customer|product|coupon)\.(created|updated|deleted|restored)$/.test(topic) ||
			topic === 'customer.restored'
		) {
			return refusal(
				400,
				'woocommerce_rest_shop_webhook_invalid_topic',
				'Webhook topic is required and must be valid.',
			);
		}
		lastId += 1;
		const webhook = {
			id: lastId,
			name: given.name ?? 'Webhook created on a day',
			status: 'active',
			topic,
			delivery_url: url,
			secret: given.secret ?? 'random and not told',
		};
		webhooks.push(webhook);
		await ping(webhook);
		return { status: 201, json: shown(webhook) };
	};

	const update = (webhook: SimulatedWebhook | undefined, given: Record<string, string>) => {
		if (!webhook) return refusal(400, 'woocommerce_rest_shop_webhook_invalid_id', 'ID is invalid.');
		for (const field of ['name', 'status', 'topic', 'delivery_url', 'secret'] as const) {
			if (given[field]) webhook[field] = given[field];
		}
		return { status: 200, json: shown(webhook) };
	};

	const remove = (webhook: SimulatedWebhook | undefined, force: string | null) => {
		if (force !== 'true') {
			return refusal(
				501,
				'woocommerce_rest_trash_not_supported',
				'Webhooks do not support trashing.',
			);
		}
		if (!webhook) return refusal(404, 'woocommerce_rest_shop_webhook_invalid_id', 'Invalid ID.');
		webhooks.splice(webhooks.indexOf(webhook), 1);
		return { status: 200, json: shown(webhook) };
	};

	const list = (url: URL): SimulatedAnswer => {
		const perPage = Number(url.searchParams.get('per_page') ?? 10);
		const page = Number(url.searchParams.get('page') ?? 1);
		const status = url.searchParams.get('status') ?? 'all';
		if (perPage > 100) {
			return refusal(400, 'rest_invalid_param', 'Invalid parameter(s): per_page');
		}
		// Newest first: the collection's default order is by date, descending.
		const found = webhooks.filter((one) => status === 'all' || one.status === status).reverse();
		return {
			status: 200,
			json: found.slice((page - 1) * perPage, page * perPage).map(shown),
			headers: {
				'x-wp-total': String(found.length),
				'x-wp-totalpages': String(Math.ceil(found.length / perPage)),
			},
		};
	};

	const answer: RequestListener = answering(async (request, body, url) => {
		const method = request.method ?? 'GET';
		requests.push({ method, path: url.pathname, authorization: request.headers.authorization });
		// As sanitize_option( 'blogname' ) keeps it.
		if (url.pathname === '/wp-json/') {
			return { status: 200, json: { name: 'Fjord &amp; Falke' } };
		}
		const route = /^\/wp-json\/wc\/v3\/webhooks(?:\/(\d+|batch))?$/.exec(url.pathname);
		if (!route && !url.pathname.startsWith('/wp-json/')) return NO_ROUTE;
		const refused = authenticate(request, url);
		if (refused !== null && refused !== 'anonymous') return refused;
		if (refused === null) {
			const notPermitted = mayNot(method);
			if (notPermitted) return notPermitted;
		}
		if (refused === 'anonymous' || !isManager) {
			const status = refused === 'anonymous' ? 401 : 403;
			return method === 'GET'
				? refusal(status, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.')
				: refusal(
						status,
						'woocommerce_rest_cannot_create',
						'Sorry, you are not allowed to create resources.',
					);
		}
		const given = (body.length > 0 ? JSON.parse(body.toString()) : {}) as Record<string, string>;
		if (!route) {
			const path = url.pathname.slice('/wp-json'.length);
			return (await routes({ method, path, query: url.searchParams, body: given })) ?? NO_ROUTE;
		}
		const [, id] = route;
		const webhook = webhooks.find((one) => String(one.id) === id);
		if (id === 'batch') return { status: 200, json: {} };
		if (id === undefined) return method === 'POST' ? await create(given) : list(url);
		if (method === 'DELETE') return remove(webhook, url.searchParams.get('force'));
		return update(webhook, given);
	});
	const server = await startServer((request, response) => {
		if (!intercept(request, response)) answer(request, response);
	});

	return {
		...server,
		webhooks,
		requests,
		async deliver(topic, payload) {
			const body = JSON.stringify(payload);
			const second = Math.floor(now().getTime() / 1_000);
			const active = webhooks.filter((one) => one.topic === topic && one.status === 'active');
			return await Promise.all(
				active.map(
					async ({ id, delivery_url: target, secret }) =>
						await fetch(target, {
							method: 'POST',
							body,
							// deliver(): 'redirection' => 0.
							redirect: 'manual',
							headers: {
								'content-type': 'application/json',
								'user-agent': 'WooCommerce/11.0.1 Hookshot (WordPress/6.7)',
								'x-wc-webhook-source': `${server.url}/`,
								'x-wc-webhook-topic': topic,
								'x-wc-webhook-resource': topic.split('.')[0]!,
								'x-wc-webhook-event': topic.split('.')[1]!,
								'x-wc-webhook-signature': createHmac('sha256', specialCharsDecoded(secret))
									.update(body)
									.digest('base64'),
								'x-wc-webhook-id': String(id),
								// get_new_delivery_id(): a hash of the webhook's id and the second.
								'x-wc-webhook-delivery-id': createHash('md5')
									.update(`${id}${second}`)
									.digest('hex'),
							},
						}),
				),
			);
		},
	};
}

/** wp_specialchars_decode( $secret, ENT_QUOTES ) */
function specialCharsDecoded(text: string): string {
	return text
		.replaceAll('&lt;', '<')
		.replaceAll('&gt;', '>')
		.replaceAll('&quot;', '"')
		.replaceAll('&#039;', "'")
		.replaceAll('&amp;', '&');
}
