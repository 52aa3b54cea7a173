/*
 * Shows the notifications that Commerce Send Push sends, opens what they link to, and keeps the
 * subscription alive. It has to be served from the shop's own address: /service-worker.js. A shop with a
 * service worker of its own puts importScripts('…/service-worker.js') into that instead.
 */
{
	/** Where subscribe.js leaves what a renewed subscription has to be saved with. */
	const SETTINGS = { cache: 'commerce-push', path: '/commerce-push-settings' };

	self.addEventListener('push', (event) => event.waitUntil(show(event.data)));
	self.addEventListener('notificationclick', (event) => {
		event.notification.close();
		event.waitUntil(open(event.notification.data, event.action));
	});
	self.addEventListener('pushsubscriptionchange', (event) =>
		event.waitUntil(renew(event.newSubscription)),
	);

	/** Whatever came is shown: browsers take the permission from those who get a push and show nothing. */
	const show = (data) => {
		const { title, body = '', url, icon, tag, actions = [] } = read(data);
		return self.registration.showNotification(title, {
			body,
			...(icon && { icon }),
			...(tag && { tag }),
			actions: actions.map((action, index) => ({ action: String(index), title: action.title })),
			data: { url, actionUrls: actions.map((action) => action.url) },
		});
	};

	const read = (data) => {
		try {
			const notification = data.json();
			if (typeof notification.title === 'string') return notification;
		} catch {
			// Not ours: shown as text.
		}
		return { title: self.location.hostname, body: data?.text() };
	};

	const open = async (data, action) => {
		const { url, actionUrls = [] } = data ?? {};
		const target = addressOf((action && actionUrls[action]) || url);
		const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
		const shown = windows.find((window) => window.url === target);
		await (shown ? shown.focus() : self.clients.openWindow(target));
	};

	const addressOf = (link) => {
		const home = self.registration.scope;
		const url = URL.canParse(link ?? '', home) ? new URL(link ?? '', home) : new URL(home);
		return ['https:', 'http:'].includes(url.protocol) ? url.href : home;
	};

	const renew = async (given) => {
		const cache = await caches.open(SETTINGS.cache);
		const stored = await cache.match(SETTINGS.path);
		if (!stored) return;
		const { publicKey, saveUrl, customer } = await stored.json();
		const subscription =
			given ??
			(await self.registration.pushManager.subscribe({
				userVisibleOnly: true,
				applicationServerKey: publicKey,
			}));
		const { endpoint, keys } = subscription.toJSON();
		// A signature that has expired is refused: the next visit to the shop says again who is logged in.
		const isExpired = customer?.customerSignatureExpires * 1_000 <= Date.now();
		const answer = await fetch(saveUrl, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ endpoint, keys, ...(!isExpired && customer) }),
		});
		if (!answer.ok) throw new Error(`The subscription was not saved: ${answer.status}`);
	};
}
