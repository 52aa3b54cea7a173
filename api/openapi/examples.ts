/** What was sent to an operation, and what it answered: lists and long texts are cut. */
export type Example = {
	/** Of the path and the query, as they stand in the address. */
	readonly parameters?: Readonly<Record<string, string>>;
	readonly body?: object;
	readonly answer?: object;
};

/** By `operationId`; taken from real answers by `npm run examples`. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
	listProviders: {
		answer: {
			data: [
				{
					guid: 'c011b40a-d7c1-4a81-b419-b5f42b096ab0',
					slug: 'shopify',
					name: 'Shopify',
					providerType: 'ecommerce',
					credentials: [
						{
							name: 'storeUrl',
							label: 'Store URL',
							description:
								'The name that the shop has at Shopify, which ends in .myshopify.com: not a domain of your own. You find it in Shopify under <a href="https://help.shopify.com/en/manual/domains" target="_blank">Settings &gt; Domains</a>.',
							isRequired: true,
							isSecret: false,
						},
					],
					webhooks: { Order: true, Shipment: true, Customer: true, Product: true },
					imports: { Order: true, Shipment: true, Customer: true, Product: true },
					orderStatuses: {
						cancelled: true,
						fulfilled: true,
						completed: true,
						draft:
							'A Shopify order cannot become a draft again: drafts are another kind of thing there.',
						pending_payment:
							'Shopify has no such status to set: it follows from a payment or a refund. Do it in the Shopify admin.',
						processing:
							'A Shopify order is being processed as soon as it is paid, and a payment must not be recorded that nobody has made. Do it in the Shopify admin.',
						refunded:
							'Shopify has no such status to set: it follows from a payment or a refund. Do it in the Shopify admin.',
						partially_refunded:
							'Shopify has no such status to set: it follows from a payment or a refund. Do it in the Shopify admin.',
						failed:
							'Shopify has no such status to set: it follows from a payment or a refund. Do it in the Shopify admin.',
						on_hold:
							'Shopify holds back single parts of an order and not the order, and its messages do not tell it. Do it in the Shopify admin.',
						partially_fulfilled:
							'Shopify has to be told which items are sent. Choose "fulfilled" for all that is open, or do it in the Shopify admin.',
						ready_for_pickup:
							'A Shopify order has no such status. Give it to the shipment of the order instead.',
						unknown: '"unknown" is no status that a shop can be given. Choose another one.',
					},
					shipmentStatuses: {
						label_created: true,
						in_transit: true,
						ready_for_pickup: true,
						out_for_delivery: true,
						delivered: true,
						attempted: true,
						delayed: true,
						failed: true,
						cancelled: true,
						pending:
							'A Shopify shipment counts as shipped as soon as there is one, and cannot be pending again.',
						shipped:
							'A Shopify shipment counts as shipped as soon as there is one. Give the order the status "fulfilled", or add a tracking number to it.',
						returned:
							'Shopify takes no report that a parcel goes back. Choose "failed", or enter the return in the Shopify admin.',
						unknown: '"unknown" is no status that a shop can be given. Choose another one.',
					},
					addsTracking: true,
					stopsTracking: 'Shopify is no tracker: it follows no numbers that it is told.',
					trackingCosts: null,
				},
			],
			success: true,
		},
	},
	configureProvider: {
		body: {
			providerId: 'generic',
			providerType: 'ecommerce',
			credentials: { storeUrl: 'https://shop.example.com/api', apiKey: '…', apiSecret: '…' },
			settings: { autoImportOrders: true, syncProducts: true, pushTracking: true },
		},
		answer: {
			data: {
				guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017',
				provider: 'generic',
				status: 'active',
				connectedAt: '2026-11-27T03:43:07.510Z',
			},
			success: true,
		},
	},
	listIntegrations: {
		answer: {
			data: [
				{
					guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017',
					name: 'Harbour Goods',
					provider: 'generic',
					storeUrl: 'https://shop.example.com/api',
					status: 'active',
					connectedAt: '2026-11-27T03:43:07.510Z',
					lastEventAt: null,
					lastError: null,
					lastMessageAt: null,
					addressToEnter: null,
					polling: null,
					settings: { autoImportOrders: true, syncProducts: true, pushTracking: true },
					workflowId: 'xJCyzlJdOHMqmWfE',
				},
			],
			nextCursor: null,
			total: 2,
			success: true,
		},
	},
	getIntegration: {
		parameters: { id: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017' },
		answer: {
			data: {
				guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017',
				name: 'Harbour Goods',
				provider: 'generic',
				storeUrl: 'https://shop.example.com/api',
				status: 'active',
				connectedAt: '2026-11-27T03:43:07.510Z',
				lastEventAt: null,
				lastError: null,
				lastMessageAt: null,
				addressToEnter: null,
				polling: null,
				settings: { autoImportOrders: true, syncProducts: true, pushTracking: true },
				workflowId: 'xJCyzlJdOHMqmWfE',
			},
			success: true,
		},
	},
	listImports: {
		parameters: { id: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017' },
		answer: {
			data: [
				{
					began: 'publish',
					status: 'done',
					startedAt: '2026-11-27T03:43:07.543Z',
					endedAt: '2026-11-27T03:43:07.543Z',
					count: 1,
					failure: null,
					imported: [],
					webhooks: { registered: ['all events'], restored: [], removed: 0, failure: null },
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	getBrand: {
		parameters: { id: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017' },
		answer: { data: { brand: {}, logo: null, remark: null }, success: true },
	},
	setBrand: {
		parameters: { id: '7732b160-141a-5310-9e1b-92be1bb4cd28' },
		body: {
			brand: {
				accentColor: '#0f766e',
				imprint: ['Fjord & Falke GmbH', 'Hauptstraße 5, 80331 München'],
			},
		},
		answer: {
			data: {
				brand: { accentColor: '#0f766e', imprint: ['Fjord & Falke GmbH'] },
				logo: null,
				remark: null,
				mail: {
					subject: 'Thank you for your order #1001',
					html: '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="x-apple-disable-message-reformatting">\n<meta name="format-detection" c…',
					text: 'Hello Ana,\n\nWe have received your order #1001 and will let you know when it ships.\n\nOrder: #1001\nPlaced on: November 27, 2026\n\n2 x Linen Shirt: €79.80\n\nSubtotal: €79.80\nShipping: €4.90\nTotal: €84.70\nIncluding tax: €13.52\n\nDelivery address:\nAna Müller\nHauptstraße 1\n10115 Berlin\nGermany\n\nView your ord…',
				},
			},
			success: true,
		},
	},
	disableIntegration: {
		parameters: { id: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017' },
		answer: {
			data: { guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017', status: 'disabled' },
			success: true,
		},
	},
	enableIntegration: {
		parameters: { id: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017' },
		answer: {
			data: { guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017', status: 'active' },
			success: true,
		},
	},
	listTriggers: {
		parameters: { entityType: 'Shipment' },
		answer: {
			data: [
				{
					guid: '1bb2b457-2320-5c76-ac48-df80d65d9d75',
					name: 'Shipment Created',
					code: 'shipment_created',
					description: 'Fires when a new shipment is created',
				},
			],
			success: true,
		},
	},
	getPossibilities: {
		parameters: { entityType: 'Shipment' },
		answer: {
			data: {
				entityType: 'Shipment',
				name: {
					pattern:
						'[^\\s=\\u0000-\\u0008\\u000b\\u000c\\u000e-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]',
					type: 'string',
					minLength: 1,
					maxLength: 128,
				},
				triggers: [
					{
						guid: '1bb2b457-2320-5c76-ac48-df80d65d9d75',
						name: 'Shipment Created',
						code: 'shipment_created',
						description: 'Fires when a new shipment is created',
					},
				],
				integrations: [
					{
						guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017',
						name: 'Harbour Goods',
						provider: 'generic',
						status: 'active',
					},
				],
				conditions: {
					fields: [
						{ path: 'id', title: 'ID in the Store', type: 'text', values: null, takesOthers: true },
					],
					ownFields: [],
					types: {
						text: {
							operators: [
								{
									operator: 'eq',
									title: 'Is',
									operand: { type: 'string', minLength: 1, maxLength: 1000 },
								},
							],
							values: null,
						},
						number: {
							operators: [
								{
									operator: 'eq',
									title: 'Is',
									operand: {
										type: 'number',
										minimum: -9007199254740991,
										maximum: 9007199254740991,
									},
								},
							],
							values: null,
						},
						date: {
							operators: [
								{
									operator: 'eq',
									title: 'Is On',
									operand: { anyOf: [{ title: 'Day', format: 'date', type: 'string' }] },
								},
							],
							values: null,
						},
						boolean: {
							operators: [{ operator: 'eq', title: 'Is', operand: { type: 'boolean' } }],
							values: null,
						},
						status: {
							operators: [
								{
									operator: 'eq',
									title: 'Is',
									operand: { type: 'string', minLength: 1, maxLength: 1000 },
								},
							],
							values: null,
						},
						country: {
							operators: [
								{
									operator: 'eq',
									title: 'Is',
									operand: { type: 'string', minLength: 1, maxLength: 1000 },
								},
							],
							values: [{ value: 'AF', title: 'Afghanistan' }],
						},
						other: {
							operators: [
								{
									operator: 'eq',
									title: 'Is',
									operand: { anyOf: [{ type: 'string', minLength: 1, maxLength: 1000 }] },
								},
							],
							values: null,
						},
					},
					groups: ['all'],
					mostRules: 200,
					deepest: 10,
				},
				actions: [
					{
						type: 'send_email',
						title: 'Send an e-mail',
						description: 'One of the built-in texts, in the language of the recipient',
						schema: {
							type: 'object',
							properties: {
								type: { type: 'string', const: 'send_email' },
								recipient: {
									title: 'To',
									default: 'customer',
									anyOf: [{ title: 'The customer', type: 'string', const: 'customer' }],
								},
								template: {
									title: 'Template',
									anyOf: [{ title: 'Fitting the event', type: 'string', const: 'fitting' }],
								},
								language: {
									title: 'Language',
									description: 'Of the built-in texts',
									default: 'customer',
									anyOf: [{ title: "The recipient's", type: 'string', const: 'customer' }],
								},
								subject: { title: 'Subject', type: 'string', maxLength: 2000 },
								html: {
									description: "In place of the template's own",
									title: 'HTML',
									contentMediaType: 'text/html',
									type: 'string',
									maxLength: 100000,
								},
								text: {
									title: 'Text',
									description: 'For mail programs that show no HTML; left out: as the HTML',
									type: 'string',
									maxLength: 100000,
								},
							},
							required: ['type'],
							additionalProperties: false,
						},
						problem: null,
					},
				],
				templates: [
					{
						name: 'order_status_update',
						title: 'Order Status Update',
						description: 'Tells the new status of an order or a parcel',
						usualFor: ['shipment_created'],
					},
				],
				variables: [
					{
						name: 'mail.firstName',
						title: "The customer's first name, wherever the store has it",
						fields: null,
					},
				],
			},
			success: true,
		},
	},
	configureWorkflow: {
		body: {
			name: 'Customer Delivery Notification',
			entityType: 'Shipment',
			triggerId: 'shipment_delivered',
			action: { type: 'send_email', recipient: 'customer', template: 'delivery_confirmation' },
			conditions: { status: 'delivered' },
		},
		answer: {
			data: {
				guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
				name: 'Customer Delivery Notification',
				isActive: true,
			},
			success: true,
		},
	},
	listConfigured: {
		parameters: { entityType: 'Shipment', managed: 'true' },
		answer: {
			data: [
				{
					guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
					name: 'Customer Delivery Notification',
					entityType: 'Shipment',
					trigger: 'shipment_delivered',
					triggers: ['shipment_delivered'],
					action: 'send_email',
					actions: ['send_email'],
					conditions: { status: 'delivered' },
					isActive: true,
					isManaged: false,
					workflowId: '9ZurswhfIToW66to',
					url: 'http://localhost:5678/workflow/9ZurswhfIToW66to',
					last24Hours: { runs: 0, failed: 0 },
					last7Days: { runs: 0, failed: 0 },
				},
			],
			nextCursor: null,
			total: 2,
			success: true,
		},
	},
	listRecipes: {
		answer: {
			data: [
				{
					id: 'order-confirmation',
					name: 'Order confirmation',
					does: 'Thanks the customer for a new order, with what was bought and what it costs.',
					group: 'Orders',
					entityType: 'Order',
					triggers: ['order_created'],
					steps: ['Order Created'],
					picture:
						'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 264 98" width="264" height="98">\n<style>.tile { fill: #fff; stroke: #c9cdd6; stroke-width: 1.5 }\n.way { fill: none; stroke: #8a92a3; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round }\n.clock { stroke: #1f2a44 }\ntext { fill: #1f2a44…',
					credentials: [{ type: 'commerceSmtpApi', isChosen: true }],
					settings: [],
					used: [],
					workflow: {
						name: 'Order confirmation',
						nodes: [
							{
								id: '63c6ae06-2327-5d9c-98bb-700abc8a7d33',
								name: 'Order Created',
								type: 'n8n-nodes-commerce.commerceOrderTrigger',
								typeVersion: 4,
								position: [0, 0],
								parameters: { events: ['order_created'] },
							},
						],
						connections: {
							'Order Created': { main: [[{ node: 'Mail the customer', type: 'main', index: 0 }]] },
						},
						settings: {},
					},
				},
			],
			success: true,
		},
	},
	previewRecipe: {
		parameters: { id: 'delivered' },
		body: {},
		answer: {
			data: {
				lookedAt: 1,
				wouldStart: 1,
				events: [
					{
						event: {
							id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec',
							code: 'shipment_delivered',
							codes: ['shipment_delivered'],
							name: 'Shipment Delivered',
							entityType: 'Shipment',
							entityId: 'readme',
							about: '#readme',
							integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
							occurredAt: '2026-11-27T03:42:52.511Z',
							receivedAt: '2026-11-27T03:42:52.519Z',
							isOwnUpdate: false,
						},
						wouldStart: true,
						reasons: [],
						messages: [
							{
								action: 'email',
								node: 'Mail the customer',
								outcome: 'would_send',
								recipient: 'c…@example.com',
								subject: 'Your order #readme has been delivered',
								text: 'Hello Ada,\n\nYour order #readme has been delivered. We hope you enjoy it.\n\nOrder: #readme\nTracking number: TRACK-readme\n\nTrack your parcel: http://localhost:5678/webhook/commerce/api/track/…\n\n--\nThis e-mail is about an order at Test Shop.\n',
								html: '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="x-apple-disable-message-reformatting">\n<meta name="format-detection" c…',
								said: null,
								unknown: [],
								between: [],
							},
						],
					},
				],
			},
			success: true,
		},
	},
	useRecipe: {
		parameters: { id: 'low-stock' },
		body: { settings: { owner: 'me@shop.example', pieces: 3 } },
		answer: {
			data: { guid: 'd994e317-9a8c-563f-abaa-a9db1673f5bc', name: 'Low stock', isActive: true },
			success: true,
		},
	},
	dryRun: {
		body: { workflow: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: {
			data: {
				lookedAt: 1,
				wouldStart: 1,
				events: [
					{
						event: {
							id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec',
							code: 'shipment_delivered',
							codes: ['shipment_delivered'],
							name: 'Shipment Delivered',
							entityType: 'Shipment',
							entityId: 'readme',
							about: '#readme',
							integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
							occurredAt: '2026-11-27T03:42:52.511Z',
							receivedAt: '2026-11-27T03:42:52.519Z',
							isOwnUpdate: false,
						},
						wouldStart: true,
						reasons: [],
						messages: [
							{
								action: 'email',
								node: 'Send Email',
								outcome: 'would_send',
								recipient: 'c…@example.com',
								subject: 'Your order #readme has been delivered',
								text: 'Hello Ada,\n\nYour order #readme has been delivered. We hope you enjoy it.\n\nOrder: #readme\nTracking number: TRACK-readme\n\nTrack your parcel: http://localhost:5678/webhook/commerce/api/track/…\n\n--\nThis e-mail is about an order at Test Shop.\n',
								html: '<!DOCTYPE html>\n<html lang="en" xmlns="http://www.w3.org/1999/xhtml" xmlns:o="urn:schemas-microsoft-com:office:office">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width,initial-scale=1">\n<meta name="x-apple-disable-message-reformatting">\n<meta name="format-detection" c…',
								said: null,
								unknown: [],
								between: [],
							},
						],
					},
				],
			},
			success: true,
		},
	},
	startCatchUp: {
		body: {
			workflow: 'c247439a-1c19-50a5-8c5f-608a272975d1',
			conditions: { trackingNumber: 'TRACK-readme' },
			start: true,
		},
		answer: {
			data: {
				count: 1,
				examples: [
					{
						event: {
							id: '',
							code: 'shipment_delivered',
							codes: ['shipment_delivered'],
							name: 'Shipment Delivered',
							entityType: 'Shipment',
							occurredAt: '2026-11-27T03:43:10.380Z',
							receivedAt: '2026-11-27T03:43:10.380Z',
							attempt: 1,
							isSample: false,
							isOwnUpdate: false,
						},
						integration: {
							guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622',
							name: 'Test Shop',
							provider: 'generic',
							storeUrl: 'http://localhost:5678',
						},
						customer: {
							id: null,
							email: 'customer-readme@example.com',
							firstName: 'Ada',
							lastName: null,
							phone: null,
						},
						shipment: {
							id: 'readme',
							orderId: 'order-readme',
							orderNumber: '#readme',
							status: 'delivered',
							nativeStatus: 'delivered',
							carrier: null,
							service: null,
							trackingNumber: 'TRACK-readme',
							trackingUrl: 'https://tracking.example.com/TRACK-readme',
							parcels: [
								{
									trackingNumber: 'TRACK-readme',
									trackingUrl: 'https://tracking.example.com/TRACK-readme',
									carrier: null,
								},
							],
							createdAt: null,
							updatedAt: null,
							shippedAt: null,
							estimatedDeliveryAt: null,
							deliveredAt: null,
							message: null,
							customer: {
								id: null,
								email: 'customer-readme@example.com',
								firstName: 'Ada',
								lastName: null,
								phone: null,
							},
							shippingAddress: null,
							lineItems: [],
							order: null,
						},
						previous: null,
					},
				],
				catchUp: {
					guid: '61795156-ee68-482c-a423-8b9886bee9a6',
					workflow: {
						guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
						name: 'Customer Delivery Notification',
					},
					status: 'running',
					total: 1,
					started: 0,
					perMinute: 60,
					createdAt: '2026-11-27T03:43:10.382Z',
					endedAt: null,
				},
			},
			success: true,
		},
	},
	listCatchUps: {
		answer: {
			data: [
				{
					guid: '61795156-ee68-482c-a423-8b9886bee9a6',
					workflow: {
						guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
						name: 'Customer Delivery Notification',
					},
					status: 'running',
					total: 1,
					started: 1,
					perMinute: 60,
					createdAt: '2026-11-27T03:43:10.382Z',
					endedAt: null,
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	getCatchUp: {
		parameters: { id: '61795156-ee68-482c-a423-8b9886bee9a6' },
		answer: {
			data: {
				guid: '61795156-ee68-482c-a423-8b9886bee9a6',
				workflow: {
					guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
					name: 'Customer Delivery Notification',
				},
				status: 'running',
				total: 1,
				started: 1,
				perMinute: 60,
				createdAt: '2026-11-27T03:43:10.382Z',
				endedAt: null,
			},
			success: true,
		},
	},
	stopCatchUp: {
		parameters: { id: '61795156-ee68-482c-a423-8b9886bee9a6' },
		answer: {
			data: {
				guid: '61795156-ee68-482c-a423-8b9886bee9a6',
				workflow: {
					guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
					name: 'Customer Delivery Notification',
				},
				status: 'stopped',
				total: 1,
				started: 0,
				perMinute: 60,
				createdAt: '2026-11-27T03:43:10.382Z',
				endedAt: '2026-11-27T03:43:10.596Z',
			},
			success: true,
		},
	},
	getWorkflow: {
		parameters: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: {
			data: {
				guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
				name: 'Customer Delivery Notification',
				entityType: 'Shipment',
				trigger: 'shipment_delivered',
				triggers: ['shipment_delivered'],
				action: 'send_email',
				actions: ['send_email'],
				conditions: { status: 'delivered' },
				isActive: true,
				isManaged: false,
				workflowId: '9ZurswhfIToW66to',
				url: 'http://localhost:5678/workflow/9ZurswhfIToW66to',
				configuration: {
					guid: 'c247439a-1c19-50a5-8c5f-608a272975d1',
					name: 'Customer Delivery Notification',
					entityType: 'Shipment',
					triggerId: 'shipment_delivered',
					action: {
						type: 'send_email',
						recipient: 'customer',
						template: 'delivery_confirmation',
						language: 'customer',
					},
					integrations: [],
					conditions: { status: 'delivered' },
				},
				version: 'KHQCZYcY82bdOsphkTPff6',
			},
			success: true,
		},
	},
	toggleWorkflow: {
		parameters: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: {
			data: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1', isActive: false },
			success: true,
		},
	},
	enableWorkflow: {
		parameters: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: {
			data: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1', isActive: true },
			success: true,
		},
	},
	disableWorkflow: {
		parameters: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: {
			data: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1', isActive: false },
			success: true,
		},
	},
	listExecutions: {
		parameters: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: { data: [], success: true },
	},
	resumeWorkflow: { parameters: { workflowId: 'SZ87zuMMEBpJUmic' }, answer: { success: true } },
	listPauses: {
		answer: {
			data: [
				{
					id: 'WyIzIiwiYjJmMGU0MWItNWFhNS00ZDY2LWE1YzQtZTBhZmE4ZWFiNzNkIl0',
					workflow: { guid: 'ff18a554-44ee-5bc2-858c-db750d5f8d3d', name: 'Wait for the payment' },
					pausedAt: '2026-11-27T03:51:04.035Z',
					until: null,
					executionId: '3',
					executionUrl: 'http://localhost:5678/workflow/70KgiCEXxY7ZcxLd/executions/3',
				},
			],
			nextCursor: null,
			total: 2,
			success: true,
		},
	},
	getPause: {
		parameters: { id: 'WyIzIiwiYjJmMGU0MWItNWFhNS00ZDY2LWE1YzQtZTBhZmE4ZWFiNzNkIl0' },
		answer: {
			data: {
				id: 'WyIzIiwiYjJmMGU0MWItNWFhNS00ZDY2LWE1YzQtZTBhZmE4ZWFiNzNkIl0',
				workflow: { guid: 'ff18a554-44ee-5bc2-858c-db750d5f8d3d', name: 'Wait for the payment' },
				pausedAt: '2026-11-27T03:51:04.035Z',
				until: null,
				executionId: '3',
				executionUrl: 'http://localhost:5678/workflow/70KgiCEXxY7ZcxLd/executions/3',
			},
			success: true,
		},
	},
	resumePause: {
		parameters: { id: 'WyIzIiwiMzg1ZGIyZTQtMTNmMy00MjllLTkwMWEtMGQ1ODc0NWRiMGJkIl0' },
		answer: { success: true },
	},
	resumeAllPauses: { answer: { data: { resumed: 0, left: 0 }, success: true } },
	deleteWorkflow: {
		parameters: { guid: 'c247439a-1c19-50a5-8c5f-608a272975d1' },
		answer: { success: true },
	},
	listEvents: {
		parameters: { entityType: 'Order', limit: '10' },
		answer: {
			data: [
				{
					id: '7ba3b093-2589-4718-ae84-31e0a4e246b7',
					code: 'order_created',
					codes: ['order_created'],
					name: 'Order Created',
					entityType: 'Order',
					entityId: 'readme',
					about: '#7001',
					integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
					occurredAt: '2026-11-27T03:42:52.473Z',
					receivedAt: '2026-11-27T03:42:52.482Z',
					isOwnUpdate: false,
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	getEvent: {
		parameters: { id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec' },
		answer: {
			data: {
				item: {
					event: {
						id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec',
						code: 'shipment_delivered',
						codes: ['shipment_delivered'],
						name: 'Shipment Delivered',
						entityType: 'Shipment',
						occurredAt: '2026-11-27T03:42:52.511Z',
						receivedAt: '2026-11-27T03:42:52.519Z',
						attempt: 1,
						isSample: false,
						isOwnUpdate: false,
					},
					integration: {
						guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622',
						name: 'Test Shop',
						provider: 'generic',
						storeUrl: 'http://localhost:5678',
					},
					customer: {
						id: null,
						email: 'customer-readme@example.com',
						firstName: 'Ada',
						lastName: null,
						phone: null,
					},
					shipment: {
						id: 'readme',
						orderId: 'order-readme',
						orderNumber: '#readme',
						status: 'delivered',
						nativeStatus: 'delivered',
						carrier: null,
						service: null,
						trackingNumber: 'TRACK-readme',
						trackingUrl: 'https://tracking.example.com/TRACK-readme',
						parcels: [
							{
								trackingNumber: 'TRACK-readme',
								trackingUrl: 'https://tracking.example.com/TRACK-readme',
								carrier: null,
							},
						],
						createdAt: null,
						updatedAt: null,
						shippedAt: null,
						estimatedDeliveryAt: null,
						deliveredAt: null,
						message: null,
						customer: {
							id: null,
							email: 'customer-readme@example.com',
							firstName: 'Ada',
							lastName: null,
							phone: null,
						},
						shippingAddress: null,
						lineItems: [],
						order: null,
					},
					previous: null,
				},
				deliveries: [
					{
						id: 'ff3451b6-6102-4d40-ac51-f19eef755861',
						workflow: {
							guid: '53381a09-362d-5be5-beaa-117e554fdbf4',
							name: 'Mail on shipment_delivered',
							kind: 'workflow',
						},
						status: 'dead',
						attempts: 1,
						createdAt: '2026-11-27T03:42:52.523Z',
						dueAt: '2026-11-27T03:42:52.523Z',
						settledAt: '2026-11-27T03:42:52.609Z',
						lastError:
							'Addresses: "nobody" is not an e-mail address. Write it like anna@example.com or Anna <anna@example.com>.',
						history: [
							{
								attempt: 1,
								startedAt: '2026-11-27T03:42:52.528Z',
								endedAt: '2026-11-27T03:42:52.609Z',
								outcome: 'failed',
								node: 'Commerce Send Email',
								error:
									'Addresses: "nobody" is not an e-mail address. Write it like anna@example.com or Anna <anna@example.com>.',
								executionId: '1',
								executionUrl: 'http://localhost:5678/workflow/QEffcZiv7hccjOWO/executions/1',
							},
						],
					},
				],
				actions: [
					{
						action: 'email',
						outcome: 'failed',
						recipient: null,
						what: null,
						said: 'Addresses: "nobody" is not an e-mail address. Write it like anna@example.com or Anna <anna@example.com>.',
						workflow: { guid: '53381a09-362d-5be5-beaa-117e554fdbf4' },
						node: 'Commerce Send Email',
						executionId: '1',
						at: '2026-11-27T03:42:52.567Z',
					},
				],
				notStarted: [
					{
						workflow: {
							guid: '29e3a9e3-3a12-53b5-8539-ae92beb7d44d',
							name: 'Tracking for Harbour Goods',
							kind: 'workflow',
						},
						trigger: 'Shipment has tracking',
						reasons: [
							{
								code: 'notPublished',
								text: 'It wants such events now. It was not published, or had other settings, when this one came.',
							},
						],
					},
				],
				catchUp: null,
			},
			success: true,
		},
	},
	replayEvent: {
		parameters: { id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec' },
		answer: {
			data: { workflows: ['53381a09-362d-5be5-beaa-117e554fdbf4'], underWay: [] },
			success: true,
		},
	},
	orderTimeline: {
		parameters: { number: '7001' },
		answer: {
			data: {
				orders: [
					{
						integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
						id: 'readme',
						number: '#7001',
						status: 'unknown',
						entries: [
							{
								kind: 'event',
								at: '2026-11-27T03:42:52.482Z',
								event: {
									id: '7ba3b093-2589-4718-ae84-31e0a4e246b7',
									code: 'order_created',
									codes: ['order_created'],
									name: 'Order Created',
									entityType: 'Order',
									entityId: 'readme',
									about: '#7001',
									integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
									occurredAt: '2026-11-27T03:42:52.473Z',
									receivedAt: '2026-11-27T03:42:52.482Z',
									isOwnUpdate: false,
								},
							},
						],
						trackingPage: 'http://localhost:5678/webhook/commerce/api/track/…',
						isCut: false,
					},
				],
			},
			success: true,
		},
	},
	listRefusedMessages: { answer: { data: [], nextCursor: null, success: true } },
	listAlerts: {
		parameters: { open: 'true' },
		answer: {
			data: [
				{
					id: '64ba9710-b07c-4c77-bf37-4801c6534405',
					kind: 'dead_letters',
					title: '"Mail on shipment_delivered" has given up events',
					cause:
						'"Mail on shipment_delivered" could not deal with 1 event in all tries, the last one at 2026-11-27 03:42:52 UTC: Addresses: "nobody" is not an e-mail address. Write it like … or Anna <…>.',
					nextStep:
						'Put right what the error says, and then have the dead letters tried again (POST /api/dead-letters/retry). They are kept for 30 days.',
					integration: null,
					openedAt: '2026-11-27T03:43:05.230Z',
					lastSeenAt: '2026-11-27T03:43:05.230Z',
					endedAt: null,
					link: 'http://localhost:5678/workflow/QEffcZiv7hccjOWO',
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	activity: {
		answer: {
			data: [
				{
					at: '2026-11-26T04:00:00.000Z',
					events: 0,
					email: 0,
					push: 0,
					webhook: 0,
					update: 0,
					failed: 0,
					dead: 0,
				},
			],
			success: true,
		},
	},
	listDeadLetters: {
		answer: {
			data: [
				{
					id: '8cbfe0fc-4548-4099-b21e-9f4415b5731a',
					event: {
						id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec',
						code: 'shipment_delivered',
						name: 'Shipment Delivered',
						entityType: 'Shipment',
						entityId: 'readme',
						receivedAt: '2026-11-27T03:42:52.519Z',
					},
					integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
					workflow: {
						guid: '53381a09-362d-5be5-beaa-117e554fdbf4',
						name: 'Mail on shipment_delivered',
						kind: 'workflow',
					},
					attempts: 1,
					lastError:
						'Addresses: "nobody" is not an e-mail address. Write it like anna@example.com or Anna <anna@example.com>.',
					diedAt: '2026-11-27T03:43:12.558Z',
					executionId: '1',
					executionUrl: 'http://localhost:5678/workflow/QEffcZiv7hccjOWO/executions/1',
					retriesFrom: 'start',
				},
			],
			nextCursor: null,
			total: 2,
			success: true,
		},
	},
	getDeadLetter: {
		parameters: { id: 'ff3451b6-6102-4d40-ac51-f19eef755861' },
		answer: {
			data: {
				id: 'ff3451b6-6102-4d40-ac51-f19eef755861',
				event: {
					id: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec',
					code: 'shipment_delivered',
					name: 'Shipment Delivered',
					entityType: 'Shipment',
					entityId: 'readme',
					receivedAt: '2026-11-27T03:42:52.519Z',
				},
				integration: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
				workflow: {
					guid: '53381a09-362d-5be5-beaa-117e554fdbf4',
					name: 'Mail on shipment_delivered',
					kind: 'workflow',
				},
				attempts: 1,
				lastError:
					'Addresses: "nobody" is not an e-mail address. Write it like anna@example.com or Anna <anna@example.com>.',
				diedAt: '2026-11-27T03:42:52.609Z',
				executionId: '1',
				executionUrl: 'http://localhost:5678/workflow/QEffcZiv7hccjOWO/executions/1',
				retriesFrom: 'start',
			},
			success: true,
		},
	},
	retryDeadLetter: {
		parameters: { id: 'ff3451b6-6102-4d40-ac51-f19eef755861' },
		answer: { data: { retried: 1, from: 'start', status: 'waiting', error: null }, success: true },
	},
	retryAllDeadLetters: { answer: { data: { retried: 2, left: 0, problem: null }, success: true } },
	giveUpDeadLetters: {
		parameters: { id: 'ff3451b6-6102-4d40-ac51-f19eef755861' },
		answer: { data: { givenUp: 1 }, success: true },
	},
	createDestination: {
		body: {
			name: 'Back office',
			url: 'https://erp.example.com/hook',
			codes: ['order_created', 'shipment_delivered'],
		},
		answer: {
			data: {
				guid: 'a6812306-c475-4e84-9848-324d708d7c26',
				name: 'Back office',
				url: 'https://erp.example.com/hook',
				codes: ['order_created'],
				isActive: true,
				offReason: null,
				createdAt: '2026-11-27T03:48:09.338Z',
				configuration: {
					name: 'Back office',
					url: 'https://erp.example.com/hook',
					codes: ['order_created'],
					retryAfter: null,
					isActive: true,
					integrations: [],
					conditions: {},
				},
				secret: '…',
			},
			success: true,
		},
	},
	listDestinations: {
		answer: {
			data: [
				{
					guid: '67d9b2c3-5955-446b-aca0-9a99c2ed4329',
					name: 'Back office',
					url: 'https://erp.example.com/hook',
					codes: ['order_created'],
					isActive: true,
					offReason: null,
					createdAt: '2026-11-27T03:43:13.544Z',
					configuration: {
						name: 'Back office',
						url: 'https://erp.example.com/hook',
						codes: ['order_created'],
						retryAfter: null,
						isActive: true,
						integrations: [],
						conditions: {},
					},
				},
			],
			success: true,
		},
	},
	getDestination: {
		parameters: { id: '67d9b2c3-5955-446b-aca0-9a99c2ed4329' },
		answer: {
			data: {
				guid: '67d9b2c3-5955-446b-aca0-9a99c2ed4329',
				name: 'Back office',
				url: 'https://erp.example.com/hook',
				codes: ['order_created'],
				isActive: true,
				offReason: null,
				createdAt: '2026-11-27T03:43:13.544Z',
				configuration: {
					name: 'Back office',
					url: 'https://erp.example.com/hook',
					codes: ['order_created'],
					retryAfter: null,
					isActive: true,
					integrations: [],
					conditions: {},
				},
			},
			success: true,
		},
	},
	setDestination: {
		parameters: { id: '67d9b2c3-5955-446b-aca0-9a99c2ed4329' },
		body: { name: 'Back office', url: 'https://erp.example.com/hook', codes: ['order_updated'] },
		answer: {
			data: {
				guid: '67d9b2c3-5955-446b-aca0-9a99c2ed4329',
				name: 'Back office',
				url: 'https://erp.example.com/hook',
				codes: ['order_updated'],
				isActive: true,
				offReason: null,
				createdAt: '2026-11-27T03:43:13.544Z',
				configuration: {
					name: 'Back office',
					url: 'https://erp.example.com/hook',
					codes: ['order_updated'],
					retryAfter: null,
					isActive: true,
					integrations: [],
					conditions: {},
				},
			},
			success: true,
		},
	},
	testDestination: {
		parameters: { id: '67d9b2c3-5955-446b-aca0-9a99c2ed4329' },
		answer: {
			data: {
				delivered: false,
				webhookId: null,
				status: null,
				error: 'No server is known by the name erp.example.com. Is the URL spelled right?',
			},
			success: true,
		},
	},
	deleteDestination: {
		parameters: { id: '67d9b2c3-5955-446b-aca0-9a99c2ed4329' },
		answer: { success: true },
	},
	listWaitingParcels: {
		answer: {
			data: [
				{
					id: 'e9b1fc07-7ea1-42ee-b959-f65838bf769f',
					shipmentId: 'readme',
					trackingNumber: 'TRACK-readme',
					carrier: null,
					orderNumber: '#readme',
					reportedBy: { guid: '33c26560-b7cd-5fdb-9bb3-ac6380515622', name: 'Test Shop' },
					integration: { guid: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017', name: 'Harbour Goods' },
					status: 'waiting',
					reason: 'order_unknown',
					message: 'No connected store has an order "#readme" yet.',
					eventId: '061a8e37-f27a-49e1-bf74-f69b9a4e6bec',
					waitingSince: '2026-11-27T03:43:12.497Z',
					waitsUntil: '2026-12-11T03:43:12.497Z',
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	listParcels: {
		answer: {
			data: [
				{
					id: '6c3f1c52-0b0e-4d37-9d0c-0a4f2f1f2c11',
					integration: { guid: '0d5b6a0e-6f0f-5d3b-9a5a-5b0f4f0d7a21', name: 'Label Maker' },
					shipmentId: '3001',
					trackingNumber: 'JD0146000012345',
					carrier: 'DHL',
					orderNumber: '4711',
					status: 'in_transit',
					order: null,
					isByHand: false,
					reason: 'order_unknown',
					message: 'No connected store has an order "4711" yet.',
					since: '2026-11-27T03:43:12.497Z',
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	matchParcel: {
		parameters: { id: '6c3f1c52-0b0e-4d37-9d0c-0a4f2f1f2c11' },
		body: { integration: '33c26560-b7cd-5fdb-9bb3-ac6380515622', orderNumber: '7001' },
		answer: { success: true },
	},
	unmatchParcel: {
		parameters: { id: '6c3f1c52-0b0e-4d37-9d0c-0a4f2f1f2c11' },
		answer: { success: true },
	},
	pushPublicKey: { answer: { data: { publicKey: '…' }, success: true } },
	saveSubscription: {
		body: { endpoint: 'https://fcm.googleapis.com/fcm/send/abc', keys: { p256dh: '…', auth: '…' } },
		answer: { success: true },
	},
	listSubscriptions: {
		answer: {
			data: [
				{
					id: 'abcc3e7a-37fc-5310-9e90-d678f024e165',
					service: 'fcm.googleapis.com',
					integration: null,
					customerId: null,
					createdAt: '2026-11-27T03:43:14.196Z',
					updatedAt: '2026-11-27T03:43:14.196Z',
					failingSince: null,
				},
			],
			nextCursor: null,
			success: true,
		},
	},
	findOrder: { body: { email: 'reader@example.com', number: '7001' } },
	forgetCustomer: {
		body: { integration: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017', email: 'ada@example.com' },
		answer: { data: { snapshots: 0, events: 0, pushSubscriptions: 0 }, success: true },
	},
	createToken: {
		body: { name: 'Back office', scopes: ['read'] },
		answer: {
			data: {
				token: '…',
				id: '8f7a60f640c58ab1',
				name: 'Back office',
				scopes: ['read'],
				space: 'default',
				beginsWith: 'commerce_8f7a60f640c58ab1',
				createdAt: '2026-11-27T03:43:14.765Z',
				expiresAt: null,
				lastUsedAt: null,
				revokedAt: null,
				status: 'good',
			},
			success: true,
		},
	},
	listTokens: {
		answer: {
			data: [
				{
					id: '8f7a60f640c58ab1',
					name: 'Back office',
					scopes: ['read'],
					space: 'default',
					beginsWith: 'commerce_8f7a60f640c58ab1',
					createdAt: '2026-11-27T03:43:14.765Z',
					expiresAt: null,
					lastUsedAt: null,
					revokedAt: null,
					status: 'good',
				},
			],
			success: true,
		},
	},
	revokeToken: { parameters: { id: '8f7a60f640c58ab1' }, answer: { success: true } },
	mcp: {
		body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
		answer: {
			jsonrpc: '2.0',
			id: 1,
			result: {
				tools: [
					{
						name: 'get_order_timeline',
						title: 'What happened to an order',
						description:
							'Begin here when asked about an order, such as why a customer got no mail. Everything that is known about the orders of a number, the oldest first: events, the runs of workflows that they started with their errors, mails that were sent or skipped and why, what waits for its next try or at a pause. An…',
						inputSchema: {
							type: 'object',
							properties: {
								number: {
									description: 'As the shop writes it; `#` may be left out',
									type: 'string',
									minLength: 1,
									maxLength: 100,
								},
							},
							required: ['number'],
							additionalProperties: false,
						},
						annotations: {
							title: 'What happened to an order',
							readOnlyHint: true,
							destructiveHint: false,
							idempotentHint: true,
							openWorldHint: false,
						},
					},
				],
			},
		},
	},
	health: {
		answer: {
			data: {
				status: 'ok',
				database: { isOk: true, kind: 'sqlite' },
				n8nApi: { isOk: true, problem: null },
				deliveries: { waiting: 0, lagSeconds: 0, deadLetters: 1 },
			},
			success: true,
		},
	},
	consoleLink: {
		answer: {
			data: {
				url: 'http://localhost:5678/webhook/commerce/api/console#pass=…',
				expiresAt: '2026-11-27T03:53:15.118Z',
			},
			success: true,
		},
	},
	consoleSession: {
		answer: { data: { pass: '…', expiresAt: '2026-11-27T15:43:15.150Z' }, success: true },
	},
	removeIntegration: {
		parameters: { id: '5b97edff-ccaf-5acc-8ab4-e8d26ce32017' },
		answer: { success: true },
	},
};
