const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });
const basket = new Map();
let state;

const STEPS = [
	[
		'pay',
		'Mark as paid',
		({ paymentStatus, status }) => paymentStatus === 'pending' && status !== 'cancelled',
	],
	['ship', 'Ship', ({ status }) => status === 'processing'],
	['shipInTwo', 'Ship in two parcels', ({ status }) => status === 'processing'],
	['outForDelivery', 'Out for delivery', ({ shipment }) => shipment?.status === 'in_transit'],
	[
		'deliver',
		'Delivered',
		({ shipment }) => ['in_transit', 'out_for_delivery'].includes(shipment?.status),
	],
	['cancel', 'Cancel', ({ status }) => !['cancelled', 'completed'].includes(status)],
];
const TONES = { completed: 'good', delivered: 'good', cancelled: 'bad', pending_payment: 'wait' };
const DELIVERY_WORDS = { delivered: 'received', failed: 'given up', pending: 'waiting' };
const DELIVERY_TONES = { delivered: 'good', failed: 'bad', pending: 'wait' };

const byId = (id) => document.getElementById(id);
const words = (code) => code.replaceAll('_', ' ');

/** An element with properties and children. Strings become text, never markup. */
function element(name, properties = {}, ...children) {
	const node = Object.assign(document.createElement(name), properties);
	node.append(...children);
	return node;
}

async function ask(method, path, body) {
	const response = await fetch(`/shop${path}`, {
		method,
		headers: { 'content-type': 'application/json' },
		body: body && JSON.stringify(body),
	});
	const answer = await response.json();
	if (!response.ok) throw new Error(answer.message);
	return answer;
}

/** Shows what came of a click in `place`. */
async function say(place, action) {
	const hint = byId(place);
	hint.className = 'hint';
	try {
		hint.textContent = await action();
	} catch (error) {
		hint.className = 'hint bad';
		hint.textContent = error.message;
	}
	await refresh();
}

function showProducts() {
	byId('products').replaceChildren(
		...state.products.map((product) => {
			const left = product.stockQuantity - (basket.get(product.id) ?? 0);
			return element(
				'article',
				{ className: 'product' },
				element('img', { src: `/pictures/${product.id}.svg`, alt: '' }),
				element(
					'div',
					{},
					element('h3', {}, product.name),
					element(
						'p',
						{},
						element('span', {}, money.format(product.price)),
						element('span', { className: 'hint' }, left > 0 ? `${left} left` : 'Sold out'),
					),
					element(
						'button',
						{
							type: 'button',
							disabled: left <= 0,
							onclick: () => {
								basket.set(product.id, (basket.get(product.id) ?? 0) + 1);
								show();
							},
						},
						'Add to basket',
					),
				),
			);
		}),
	);
}

function showBasket() {
	const lines = [...basket].map(([productId, quantity]) => {
		const { name, price } = state.products.find(({ id }) => id === productId);
		return element(
			'li',
			{},
			element('span', {}, `${quantity} × ${name}`),
			element('span', {}, money.format(price * quantity)),
		);
	});
	byId('basket').replaceChildren(
		...(lines.length > 0 ? lines : [element('li', { className: 'hint' }, 'Nothing in it yet')]),
	);
	byId('place-order').disabled = lines.length === 0;
}

function showOrders() {
	byId('order-count').textContent = state.orders.length || '';
	byId('no-orders').hidden = state.orders.length > 0;
	byId('order-list').replaceChildren(...state.orders.map(orderCard));
}

function orderCard(order) {
	const { customer, shipment } = order;
	return element(
		'article',
		{ className: shipment?.parcels.some(isSought) ? 'order sought' : 'order' },
		element(
			'header',
			{},
			element('strong', {}, order.number),
			tag(order.status, TONES),
			...(shipment ? [tag(shipment.status, TONES, `Parcel: ${words(shipment.status)}`)] : []),
			element('strong', {}, money.format(order.total)),
		),
		element('p', {}, `${customer.firstName} ${customer.lastName} · ${customer.email}`),
		orderSums(order),
		...(shipment ? [parcelLinks(shipment)] : []),
		element(
			'div',
			{ className: 'steps' },
			...STEPS.filter(([, , isPossible]) => isPossible(order)).map(([action, label]) =>
				button(label, `/orders/${order.id}/${action}`),
			),
			...refundButton(order),
			...addButton(order),
		),
	);
}

/** The address of a parcel's page ends with its number. */
const isSought = ({ trackingNumber }) =>
	location.hash === `#orders/${encodeURIComponent(trackingNumber)}`;

function parcelLinks({ parcels }) {
	const links = parcels.map(({ trackingNumber, trackingUrl }) =>
		element('a', { href: trackingUrl }, trackingNumber),
	);
	return element(
		'p',
		{ className: 'parcels' },
		parcels.length > 1 ? 'Parcels' : 'Parcel',
		...links,
	);
}

const canEdit = ({ status }) => ['pending_payment', 'processing'].includes(status);

function button(label, path, body) {
	const onclick = () =>
		say('order-message', async () => {
			await ask('POST', path, body);
			return '';
		});
	return element('button', { type: 'button', onclick }, label);
}

/** A tenth of what was paid, so that there is something to give back another time. */
function refundButton({ id, paidTotal, refundedTotal }) {
	const left = Math.round((paidTotal - refundedTotal) * 100) / 100;
	const amount = Math.min(Math.round(paidTotal * 10) / 100, left);
	return amount > 0 ? [button('Refund a tenth', `/orders/${id}/refund`, { amount })] : [];
}

function addButton(order) {
	const inOrder = new Set(order.lineItems.map(({ productId }) => productId));
	const product = state.products.find(
		({ id, stockQuantity }) => !inOrder.has(id) && stockQuantity > 0,
	);
	if (!product || !canEdit(order)) return [];
	const body = { productId: product.id, quantity: 1 };
	return [button(`Add ${product.name}`, `/orders/${order.id}/edit`, body)];
}

function orderSums(order) {
	const row = (label, amount, { name = '', more = [] } = {}) =>
		element(
			'li',
			{ className: name },
			element('span', {}, label),
			...more,
			element('span', {}, money.format(amount)),
		);
	const lines = order.lineItems
		.map((line) => [line, line.quantity - (line.removedQuantity ?? 0)])
		.filter(([, kept]) => kept > 0);
	return element(
		'ul',
		{ className: 'sums' },
		...lines.map(([{ name, productId, total }, kept]) => {
			const less = { productId, quantity: kept - 1 };
			return row(`${kept} × ${name}`, total, {
				more: canEdit(order) ? [button('One less', `/orders/${order.id}/edit`, less)] : [],
			});
		}),
		row('Subtotal', order.subtotal),
		...order.discounts.map(({ code, amount }) => row(`Discount (${code})`, -amount)),
		...order.fees.map(({ name, amount }) => row(name, amount)),
		row('Shipping', order.shippingTotal),
		row('Total', order.total, { name: 'total' }),
		row('Including tax', order.totalTax, { name: 'hint' }),
		...(order.refundedTotal > 0 ? [row('Refunded', -order.refundedTotal)] : []),
	);
}

function tag(code, tones, label = words(code)) {
	return element('span', { className: `tag ${tones[code] ?? ''}` }, label);
}

function showDeliveries() {
	const receivers = state.webhooks.filter(({ enabled }) => enabled).length;
	byId('receivers').textContent =
		receivers === 0
			? 'Nobody has asked for webhooks yet: publish a workflow with a Commerce Store Trigger for this store.'
			: `${receivers} ${receivers === 1 ? 'address gets' : 'addresses get'} a message for each change.`;
	const open = new Set(
		[...document.querySelectorAll('.delivery[open]')].map(({ dataset }) => dataset.id),
	);
	byId('deliveries').replaceChildren(
		...state.deliveries.map((delivery) => deliveryRow(delivery, open.has(delivery.id))),
	);
}

function deliveryRow({ id, type, subject, status, url, body, attempts, nextAttemptAt }, isOpen) {
	const last = attempts.at(-1);
	const retry =
		status === 'pending' && last
			? ` Next attempt at ${clock.format(new Date(nextAttemptAt))}.`
			: '';
	const row = element(
		'details',
		{ className: 'delivery', open: isOpen },
		element(
			'summary',
			{},
			tag(status, DELIVERY_TONES, DELIVERY_WORDS[status]),
			element('strong', {}, type),
			element('span', {}, subject),
			element('time', {}, last ? clock.format(new Date(last.at)) : ''),
			element('small', {}, last ? `Answer: ${last.answer}.${retry}` : 'On its way'),
		),
		element(
			'small',
			{},
			`To ${url}, ${attempts.length} ${attempts.length === 1 ? 'attempt' : 'attempts'}`,
		),
		element('pre', {}, JSON.stringify(JSON.parse(body), null, 2)),
	);
	row.dataset.id = id;
	return row;
}

function show() {
	document.title = state.storeName;
	byId('store-name').textContent = state.storeName;
	const page = location.hash.startsWith('#orders') ? 'orders' : 'shop';
	for (const main of document.querySelectorAll('main')) main.hidden = main.dataset.page !== page;
	for (const link of document.querySelectorAll('nav a')) {
		link.toggleAttribute('aria-current', link.hash === `#${page}`);
	}
	showProducts();
	showBasket();
	showOrders();
	showDeliveries();
}

let asked = 0;
let shown = 0;

async function refresh() {
	const turn = (asked += 1);
	const read = await ask('GET', '/state');
	// A late answer to an older question is not shown over a newer one.
	if (turn < shown) return;
	shown = turn;
	state = read;
	show();
}

/** Pressed twice, the button places one order. */
let isPlacing = false;

byId('checkout').addEventListener('submit', (event) => {
	event.preventDefault();
	const form = event.target;
	if (isPlacing) return;
	isPlacing = true;
	say('checkout-message', async () => {
		const items = [...basket].map(([productId, quantity]) => ({ productId, quantity }));
		const order = await ask('POST', '/orders', {
			...Object.fromEntries(new FormData(form)),
			isGift: form.elements.isGift.checked,
			items,
		});
		basket.clear();
		form.reset();
		return `Thank you! Your order ${order.number} is in.`;
	}).finally(() => (isPlacing = false));
});

function turnPage() {
	show();
	document.querySelector('.sought')?.scrollIntoView({ block: 'center' });
}

window.addEventListener('hashchange', turnPage);
const live = new EventSource('/shop/live');
live.addEventListener('changed', refresh);
// What came before the page was told of changes, as after the demo was started anew.
live.addEventListener('open', refresh);
await refresh();
turnPage();
if (state.push) {
	const { offer } = await import('/subscribe.js');
	await offer(byId('notify-me'), state.push, (message) => {
		byId('notify-message').textContent = message;
	});
}
