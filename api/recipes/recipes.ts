import { USUAL_HOUR } from '../../engine/digest/digestCode.ts';
import type { Recipe, RecipeSetting } from './recipe.ts';
import {
	completeOrder,
	DIGEST_MAIL,
	mailAlert,
	mailCustomer,
	mailOwner,
	OWNER,
	postToChat,
	push,
	waitFor,
	writeCustomer,
} from './recipeNodes.ts';

const NOTHING_TO_SAY: readonly RecipeSetting[] = [];

const numberSetting = (
	name: string,
	label: string,
	description: string,
	usual: number,
	[min, max]: readonly [number, number],
): RecipeSetting => ({ name, label, description, kind: 'number', default: usual, min, max });

/** A mail by a template of ours on one event. */
const mailOn = (
	recipe: Pick<Recipe, 'id' | 'name' | 'does' | 'group' | 'entityType' | 'triggers'> &
		Partial<Pick<Recipe, 'conditions'>>,
	template: string,
): Recipe => ({
	...recipe,
	settings: NOTHING_TO_SAY,
	steps: () => [mailCustomer('Mail the customer', template)],
});

const ORDER_LINK =
	'{% if order.url %}<p><a href="{{ order.url }}">Look at the order</a></p>{% endif %}';

/** Every recipe, in the order in which a shop would switch them on. */
export const RECIPES: readonly Recipe[] = [
	mailOn(
		{
			id: 'order-confirmation',
			name: 'Order confirmation',
			does: 'Thanks the customer for a new order, with what was bought and what it costs.',
			group: 'Orders',
			entityType: 'Order',
			triggers: ['order_created'],
		},
		'order_confirmation',
	),
	mailOn(
		{
			id: 'order-paid',
			name: 'Payment received',
			does: 'Tells the customer that the payment has arrived and the order is being prepared.',
			group: 'Orders',
			entityType: 'Order',
			triggers: ['order_paid'],
		},
		'order_status_update',
	),
	{
		id: 'payment-reminder',
		name: 'Payment reminder',
		does: 'Reminds the customer of an order that is still not paid after some hours, unless it was paid or cancelled meanwhile.',
		group: 'Orders',
		entityType: 'Order',
		triggers: ['order_created'],
		settings: [numberSetting('hours', 'Hours', 'How long after the order', 24, [1, 720])],
		// Money that is only reserved is taken when the goods leave, and needs no reminder.
		conditions: () => ({
			status: 'pending_payment',
			paymentStatus: { notIn: ['authorized', 'paid'] },
		}),
		steps: ({ hours }) => [
			waitFor(hours, 'hours'),
			mailCustomer('Remind the customer', 'order_status_update', {
				oncePerOrder: true,
				skipIfMeanwhile: ['paid', 'cancelled', 'refunded'],
			}),
		],
	},
	mailOn(
		{
			id: 'order-cancelled',
			name: 'Order cancelled',
			does: 'Tells the customer that the order has been cancelled.',
			group: 'Orders',
			entityType: 'Order',
			triggers: ['order_cancelled'],
		},
		'order_status_update',
	),
	mailOn(
		{
			id: 'refund',
			name: 'Refund',
			does: 'Tells the customer how much money is on its way back.',
			group: 'Orders',
			entityType: 'Order',
			triggers: ['order_refunded'],
		},
		'refund_confirmation',
	),
	mailOn(
		{
			id: 'ready-for-pickup',
			name: 'Ready for pickup',
			does: 'Tells the customer that the order can be picked up.',
			group: 'Orders',
			entityType: 'Order',
			triggers: ['order_status_changed'],
			conditions: () => ({ status: 'ready_for_pickup' }),
		},
		'order_status_update',
	),
	mailOn(
		{
			id: 'shipped',
			name: 'Shipped, with tracking',
			does: 'Tells the customer that a parcel is on its way, with the carrier and the link to follow it.',
			group: 'Parcels',
			entityType: 'Shipment',
			triggers: ['shipment_created'],
		},
		'fitting',
	),
	mailOn(
		{
			id: 'out-for-delivery',
			name: 'Out for delivery',
			does: 'Tells the customer that the parcel arrives today.',
			group: 'Parcels',
			entityType: 'Shipment',
			triggers: ['shipment_out_for_delivery'],
		},
		'out_for_delivery',
	),
	mailOn(
		{
			id: 'delivered',
			name: 'Delivered',
			does: 'Tells the customer that the parcel has been delivered.',
			group: 'Parcels',
			entityType: 'Shipment',
			triggers: ['shipment_delivered'],
		},
		'delivery_confirmation',
	),
	{
		id: 'delivered-notification',
		name: 'Delivered, as a notification',
		does: 'Shows a notification in the browser of the customer when the parcel has been delivered.',
		group: 'Parcels',
		entityType: 'Shipment',
		triggers: ['shipment_delivered'],
		settings: NOTHING_TO_SAY,
		steps: () => [push('customer')],
	},
	mailOn(
		{
			id: 'delivery-problem',
			name: 'Delay or failed delivery',
			does: 'Apologises to the customer when a parcel is late, comes back or could not be handed over.',
			group: 'Parcels',
			entityType: 'Shipment',
			triggers: ['shipment_exception'],
		},
		'order_status_update',
	),
	{
		id: 'complete-when-delivered',
		name: 'Complete the order when it is delivered',
		does: 'Sets the order to completed in the shop when the carrier has delivered a parcel of it, unless it was cancelled or refunded.',
		group: 'Parcels',
		entityType: 'Shipment',
		triggers: ['shipment_delivered'],
		settings: NOTHING_TO_SAY,
		conditions: () => ({
			'order.status': { notIn: ['cancelled', 'refunded', 'failed', 'completed'] },
		}),
		steps: () => [completeOrder],
	},
	{
		id: 'review-request',
		name: 'Ask for a review',
		does: 'Asks the customer some days after the delivery how the order was, unless it was returned, refunded or cancelled meanwhile.',
		group: 'Parcels',
		entityType: 'Shipment',
		triggers: ['shipment_delivered'],
		settings: [numberSetting('days', 'Days', 'How long after the delivery', 7, [1, 90])],
		steps: ({ days }) => [
			waitFor(days, 'days'),
			writeCustomer(
				'Ask the customer',
				{
					subject:
						'How do you like your order{% if mail.orderNumber %} {{ mail.orderNumber }}{% endif %}?',
					html: '<p>Hello{% if mail.firstName %} {{ mail.firstName }}{% endif %},</p><p>your order has been with you for a few days now. How do you like it? Just answer this mail: we read every word, and it helps others to choose.</p>{% if shop.url %}<p><a href="{{ shop.url }}">Visit the shop</a></p>{% endif %}',
				},
				{ oncePerOrder: true, skipIfMeanwhile: ['returned', 'refunded', 'cancelled'] },
			),
		],
	},
	mailOn(
		{
			id: 'welcome',
			name: 'Welcome',
			does: 'Welcomes a new customer.',
			group: 'Customers and products',
			entityType: 'Customer',
			triggers: ['customer_created'],
		},
		'welcome',
	),
	{
		id: 'back-in-stock',
		name: 'Back in stock',
		does: 'Shows a notification to everybody who asked for notifications when a sold-out product is there again.',
		group: 'Customers and products',
		entityType: 'Product',
		triggers: ['product_back_in_stock'],
		settings: NOTHING_TO_SAY,
		steps: () => [
			push('everybody', {
				title: '{{ product.name }} is back',
				body: 'It is in stock again.',
				url: '{{ product.url }}',
			}),
		],
	},
	{
		id: 'low-stock',
		name: 'Low stock',
		does: 'Mails you once when only a few pieces of a product are left.',
		group: 'For you',
		entityType: 'Product',
		triggers: ['product_updated'],
		settings: [
			OWNER,
			numberSetting('pieces', 'Pieces', 'How many may be left at most', 5, [0, 1_000_000]),
		],
		conditions: ({ pieces }) => ({
			stockQuantity: { lte: pieces as number },
			'previous.stockQuantity': { gt: pieces as number },
		}),
		steps: (values) => [
			mailOwner(values, {
				subject: '{{ product.name }}: {{ product.stockQuantity }} left',
				html: '<p>Of <strong>{{ product.name }}</strong>{% if product.sku %} ({{ product.sku }}){% endif %} there are {{ product.stockQuantity }} left.</p>{% if product.url %}<p><a href="{{ product.url }}">Look at the product</a></p>{% endif %}',
			}),
		],
	},
	{
		id: 'big-order',
		name: 'Big order to the team',
		does: 'Tells your team in Slack, or another chat with incoming webhooks, of an order above an amount.',
		group: 'For you',
		entityType: 'Order',
		triggers: ['order_created'],
		settings: [
			{
				name: 'url',
				label: "The channel's webhook URL",
				description: 'In Slack under Apps > Incoming WebHooks',
				kind: 'url',
				default: null,
			},
			numberSetting(
				'amount',
				'Amount',
				'From which total on, in the currency of the order',
				500,
				[0, 1_000_000_000],
			),
		],
		conditions: ({ amount }) => ({ total: { gte: amount as number } }),
		steps: (values) => [
			postToChat(
				values,
				'Order {{ mail.orderNumber }}: {{ order.total | money }}{% if mail.firstName %} from {{ mail.firstName | escape }}{% endif %}',
			),
		],
	},
	{
		id: 'order-on-hold',
		name: 'Order on hold',
		does: 'Mails you when an order is held back, as for a payment that has to be checked, so that you can look at it. Shopify does not tell of holds.',
		group: 'For you',
		entityType: 'Order',
		triggers: ['order_status_changed', 'order_created'],
		settings: [OWNER],
		conditions: () => ({ status: 'on_hold' }),
		steps: (values) => [
			mailOwner(values, {
				subject: 'Order {{ mail.orderNumber }} is on hold',
				html: `<p>Order <strong>{{ mail.orderNumber }}</strong>{% if order.total %} of {{ order.total | money }}{% endif %} is on hold and waits for you.</p>${ORDER_LINK}`,
			}),
		],
	},
	{
		id: 'sold-out',
		name: 'Sold out',
		does: 'Mails you when a product is sold out.',
		group: 'For you',
		entityType: 'Product',
		triggers: ['product_out_of_stock'],
		settings: [OWNER],
		steps: (values) => [
			mailOwner(values, {
				subject: '{{ product.name }} is sold out',
				html: '<p><strong>{{ product.name }}</strong>{% if product.sku %} ({{ product.sku }}){% endif %} is sold out.</p>{% if product.url %}<p><a href="{{ product.url }}">Look at the product</a></p>{% endif %}',
			}),
		],
	},
	{
		id: 'alerts',
		name: 'Alerts to the owner',
		does: 'Mails you when a store falls silent, its messages are refused, a workflow gives events up, and the like: with the cause and what to do.',
		group: 'For you',
		entityType: 'Alert',
		triggers: [],
		settings: [OWNER],
		form: () => ({ whenEnded: true }),
		steps: (values) => [mailAlert(values)],
	},
	{
		id: 'daily-digest',
		name: 'Daily digest',
		does: 'Mails you once a day how the day before was: orders and what they are worth, refunds, parcels sent, delivered, late or failed, and the alerts that are open.',
		group: 'For you',
		entityType: 'Alert',
		triggers: ['daily_digest'],
		settings: [
			OWNER,
			{
				...numberSetting(
					'hour',
					'Hour',
					'From 0 to 23, in the time zone of the workflow in n8n',
					USUAL_HOUR,
					[0, 23],
				),
				isWhole: true,
			},
		],
		form: ({ hour }) => ({ hour }),
		steps: (values) => [mailOwner(values, DIGEST_MAIL)],
	},
];

export const recipeOf = (id: string): Recipe | undefined =>
	RECIPES.find((recipe) => recipe.id === id);
