// These functions run in the browser: they can use nothing of this file.

/** A notification as the browser shows it. */
export type ShownNotification = {
	readonly title: string;
	readonly body: string;
	readonly icon: string;
	readonly tag: string;
	readonly actions: ReadonlyArray<{ readonly action: string; readonly title: string }>;
};

/** Replaces the part of the Push API that needs Google's service. */
export function replacePushManager(): void {
	type Stored = { endpoint: string; keys: object; publicKey: string };
	type Service = {
		subscribeAtService(publicKey: string): Promise<Omit<Stored, 'publicKey'>>;
		unsubscribeAtService(endpoint: string): Promise<void>;
		PushManager: { prototype: object };
		localStorage: { [name: string]: string } & { removeItem(name: string): void };
	};
	const page = globalThis as unknown as Service;
	const bytesOf = (text: string) =>
		Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
			character.charCodeAt(0),
		).buffer;
	const read = () => {
		const text = page.localStorage['push'];
		if (!text) return null;
		const { endpoint, keys, publicKey } = JSON.parse(text) as Stored;
		return {
			endpoint,
			options: { userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) },
			toJSON: () => ({ endpoint, expirationTime: null, keys }),
			unsubscribe: async () => {
				await page.unsubscribeAtService(endpoint);
				page.localStorage.removeItem('push');
				return true;
			},
		};
	};
	Object.assign(page.PushManager.prototype, {
		getSubscription: async () => read(),
		subscribe: async (options: { applicationServerKey: string; userVisibleOnly: boolean }) => {
			if (!options.userVisibleOnly) throw new Error('Browsers insist on userVisibleOnly.');
			const publicKey = options.applicationServerKey;
			const subscription = await page.subscribeAtService(publicKey);
			page.localStorage['push'] = JSON.stringify({ ...subscription, publicKey });
			return read();
		},
	});
}

/**
 * Windows can only be opened by a real click, and waitUntil is closed to events made by a script: both
 * are replaced, the rest is the browser's own.
 */
export async function clickInWorker(
	action: string,
): Promise<{ opened: string[]; focused: string[] }> {
	type Worker = {
		registration: { getNotifications(): Promise<unknown[]> };
		clients: { openWindow(url: string): Promise<void> };
		WindowClient: { prototype: { focus(): Promise<void> } };
		NotificationEvent: new (type: string, init: object) => Event;
		dispatchEvent(event: Event): void;
	};
	const worker = globalThis as unknown as Worker;
	const opened: string[] = [];
	const focused: string[] = [];
	worker.clients.openWindow = async (url) => void opened.push(url);
	worker.WindowClient.prototype.focus = async function (this: { url: string }) {
		focused.push(this.url);
	} as () => Promise<void>;
	const [notification] = await worker.registration.getNotifications();
	const event = new worker.NotificationEvent('notificationclick', { notification, action });
	const waitedFor: Array<Promise<unknown>> = [];
	Object.assign(event, { waitUntil: (promise: Promise<unknown>) => waitedFor.push(promise) });
	worker.dispatchEvent(event);
	await Promise.all(waitedFor);
	return { opened, focused };
}

/** Tells the service worker that the browser has renewed the subscription by itself. */
export async function renewInWorker(subscription: unknown): Promise<void> {
	const waitedFor: Array<Promise<unknown>> = [];
	const event = Object.assign(new Event('pushsubscriptionchange'), {
		newSubscription: { toJSON: () => subscription },
		waitUntil: (promise: Promise<unknown>) => waitedFor.push(promise),
	});
	(globalThis as unknown as { dispatchEvent(event: Event): void }).dispatchEvent(event);
	await Promise.all(waitedFor);
}

/** What is shown for this site. */
export async function shownInPage(): Promise<ShownNotification[]> {
	type Page = {
		navigator: {
			serviceWorker: { ready: Promise<{ getNotifications(): Promise<ShownNotification[]> }> };
		};
	};
	const { serviceWorker } = (globalThis as unknown as Page).navigator;
	const shown = await (await serviceWorker.ready).getNotifications();
	return shown.map(({ title, body, icon, tag, actions }) => ({
		title,
		body,
		icon,
		tag,
		actions: actions.map((each) => ({ action: each.action, title: each.title })),
	}));
}

/**
 * How many notifications the service worker has shown since this was first asked.
 *
 * Asking the browser for its notifications again and again would not do: Chromium compares what it has
 * stored with what is on the screen when it is asked, and drops one that is just about to be shown.
 */
export function countShown(): number {
	type Worker = {
		shownCount?: number;
		registration: { showNotification(...given: unknown[]): Promise<void> };
	};
	const worker = globalThis as unknown as Worker;
	if (worker.shownCount === undefined) {
		worker.shownCount = 0;
		const { registration } = worker;
		const show = registration.showNotification.bind(registration);
		registration.showNotification = async (...given) => {
			await show(...given);
			worker.shownCount! += 1;
		};
	}
	return worker.shownCount;
}
