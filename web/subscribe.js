/*
 * Lets shoppers subscribe to the notifications of Commerce Send Push:
 *
 *     import { offer } from '/subscribe.js';
 *     offer(document.querySelector('#notify-me'), { publicKey: '…', saveUrl: 'https://…' });
 */

/**
 * @typedef {object} Settings
 * @property {string} publicKey the public VAPID key, base64url: that of the web push credential in n8n
 * @property {string} saveUrl where subscriptions are saved
 * @property {string} [workerUrl] of service-worker.js on this site; `/service-worker.js` when left out
 * @property {Customer} [customer] who is logged in, signed by the shop's server; left out: as it was saved
 *   before
 *
 * @typedef {object} Customer
 * @property {string} integrationGuid
 * @property {string | null} customerId `null`: nobody any more, as after logging out
 * @property {string} [customerSignature] not needed for `null`
 * @property {number} [customerSignatureExpires] until when it is good, in seconds since 1970: a part of
 *   what was signed
 */

const SETTINGS = { cache: 'commerce-push', path: '/commerce-push-settings' };
const SAVE_AGAIN_MS = 7 * 24 * 60 * 60 * 1000;

/** Whether this browser can show notifications of this site, and has not been told not to. */
export function isPossible() {
	return (
		'serviceWorker' in navigator &&
		'PushManager' in window &&
		'Notification' in window &&
		Notification.permission !== 'denied'
	);
}

/**
 * Shows the button where there is something to offer, and subscribes when it is clicked. A browser that
 * has subscribed before is kept subscribed: with a new public key, after a login, once a week.
 *
 * @param {HTMLElement} button is hidden until then, and again after it
 * @param {Settings} settings
 * @param {(message: string) => void} [say] is told what came of a click, in words for a shopper
 */
export async function offer(button, settings, say = () => {}) {
	if (!isPossible()) return;
	button.addEventListener('click', async () => {
		try {
			await subscribe(settings);
			button.hidden = true;
			say('You will be notified.');
		} catch (error) {
			say(error.message);
		}
	});
	button.hidden = await keepSubscribed(settings).catch(() => false);
}

/**
 * Asks for the permission, subscribes and saves. Call it from a click: browsers do not ask otherwise.
 *
 * @param {Settings} settings
 * @throws {Error} with words for a shopper
 */
export async function subscribe(settings) {
	if ((await Notification.requestPermission()) !== 'granted') {
		throw new Error('Your browser does not allow notifications of this site.');
	}
	const registration = await navigator.serviceWorker.register(workerOf(settings));
	await save(await subscriptionFor(registration, settings.publicKey), settings);
}

/**
 * Renews and saves the subscription of a browser that has one, where anything has changed.
 *
 * @param {Settings} settings
 * @returns {Promise<boolean>} whether it is subscribed
 */
export async function keepSubscribed(settings) {
	if (!isPossible() || Notification.permission !== 'granted') return false;
	const registration = await navigator.serviceWorker.getRegistration(workerOf(settings));
	if (!registration || !(await registration.pushManager.getSubscription())) return false;
	const subscription = await subscriptionFor(registration, settings.publicKey);
	const { savedAt = 0, ...saved } = (await lastSaved()) ?? {};
	const isFresh = Date.now() - savedAt < SAVE_AGAIN_MS;
	const isSame = whatCounts(saved) === whatCounts(toSave(subscription, settings));
	if (!isFresh || !isSame) await save(subscription, settings);
	// The newest signature, for the service worker.
	else await remember(subscription, settings, savedAt);
	return true;
}

/** The subscription that belongs to the public key. One made for another key gets nothing any more. */
async function subscriptionFor(registration, publicKey) {
	const { pushManager } = registration;
	const existing = await pushManager.getSubscription();
	if (existing && keyOf(existing) === publicKey) return existing;
	await existing?.unsubscribe();
	await untilActive(registration);
	return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
}

function workerOf({ workerUrl = '/service-worker.js' }) {
	return workerUrl;
}

/** Unlike navigator.serviceWorker.ready, also for a worker whose scope this page is not in. */
async function untilActive({ active, waiting, installing }) {
	const worker = active ?? waiting ?? installing;
	if (active || !worker) return;
	await new Promise((resolve, reject) => {
		worker.addEventListener('statechange', () => {
			if (worker.state === 'activated') resolve();
			if (worker.state === 'redundant') reject(new Error('Notifications could not be set up.'));
		});
	});
}

function keyOf(subscription) {
	const bytes = new Uint8Array(subscription.options.applicationServerKey ?? []);
	return btoa(String.fromCharCode(...bytes))
		.replaceAll('+', '-')
		.replaceAll('/', '_')
		.replaceAll('=', '');
}

async function save(subscription, settings) {
	const { endpoint, keys } = subscription.toJSON();
	const answer = await fetch(settings.saveUrl, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ endpoint, keys, ...settings.customer }),
	}).catch(() => undefined);
	if (!answer?.ok) {
		throw new Error('Your subscription could not be saved. Please try again later.');
	}
	await remember(subscription, settings, Date.now());
}

async function remember(subscription, settings, savedAt) {
	const cache = await caches.open(SETTINGS.cache);
	const record = { ...toSave(subscription, settings), savedAt };
	await cache.put(SETTINGS.path, new Response(JSON.stringify(record)));
}

/** A signature that expires is another one on each page, for the same customer. */
function whatCounts({ endpoint, publicKey, saveUrl, customer }) {
	const { integrationGuid, customerId } = customer ?? {};
	return JSON.stringify([endpoint, publicKey, saveUrl, integrationGuid, customerId]);
}

/** What the service worker needs when the browser renews the subscription by itself. */
function toSave({ endpoint }, { publicKey, saveUrl, customer }) {
	return { endpoint, publicKey, saveUrl, ...(customer && { customer }) };
}

async function lastSaved() {
	const cache = await caches.open(SETTINGS.cache);
	return await (await cache.match(SETTINGS.path))?.json();
}
