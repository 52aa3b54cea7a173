import fc from 'fast-check';
import { canonicalForm } from '../../engine/conditions/canonicalForm.ts';
import { parseConditions } from '../../engine/conditions/parseConditions.ts';
import { ORDER_STATUSES, SHIPMENT_STATUSES } from '../../engine/events/statuses.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { WEBHOOK_METHODS } from '../../engine/messages/webhook/webhookRequest.ts';
import { templatesFor } from '../../engine/templates/fittingTemplate.ts';
import { LANGUAGE_CODES } from '../../engine/templates/languages/languages.ts';
import { START_TYPES, triggersOf, type StartType } from '../../api/workflows/startTriggers.ts';

type Fields = Record<string, unknown>;
export type Body = Fields & {
	readonly entityType: StartType;
	readonly action: Fields;
	readonly conditions?: Fields;
};

const words = fc
	.string({ minLength: 1, maxLength: 30, unit: fc.constantFrom(...'abcXYZ 0189äßéЖ漢.-!?<>&"\'') })
	.filter((text) => text.trim() === text && !text.includes('  '));
const template = fc.oneof(
	words,
	words.map((text) => `${text} {{ order.number }}`),
);
const address = fc
	.tuple(fc.stringMatching(/^[a-z]{1,8}$/), fc.constantFrom('example.com', 'shop.example'))
	.map(([name, host]) => `${name}@${host}`);
const addresses = fc.oneof(
	address,
	fc.uniqueArray(address, { minLength: 2, maxLength: 4 }).map((list) => list),
);
const language = fc.constantFrom('customer', ...LANGUAGE_CODES);
const optional = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
	fc.record(fields, { requiredKeys: [] });

/** Actions as they are read back: with what is meant where a field is left out. */
function actionFor(type: StartType): fc.Arbitrary<Fields> {
	const mailTo = type === 'Alert' ? addresses : fc.oneof(fc.constant('customer'), addresses);
	const own = fc.record(
		{ subject: template, html: template, text: template },
		{ requiredKeys: ['subject', 'html'] },
	);
	const fitting = type === 'Alert' ? [] : templatesFor(type);
	const ofTemplate = fc.record(
		{
			template: fc.constantFrom('fitting', ...fitting),
			...{ subject: template, html: template, text: template },
		},
		{ requiredKeys: ['template'] },
	);
	const wording: fc.Arbitrary<Fields> = fitting.length === 0 ? own : fc.oneof(own, ofTemplate);
	const mail = fc
		.tuple(wording, fc.record({ recipient: mailTo, language }))
		.map(([said, more]) => ({ type: 'send_email', ...said, ...more }));
	const webhook = fc
		.record({
			url: fc
				.webPath()
				.filter((path) => !/(^|\/)\.{1,2}(\/|$)/.test(path))
				.map((path) => `https://hooks.example.com${path}`),
			method: fc.constantFrom(...WEBHOOK_METHODS),
			headers: fc.dictionary(
				fc.constantFrom('X-Shop', 'X-Source'),
				fc.stringMatching(/^[A-Za-z0-9]{1,12}$/),
				{ maxKeys: 2 },
			),
			allowPrivateAddresses: fc.boolean(),
		})
		.map((said) => ({ type: 'webhook', ...said, headers: { ...said.headers } }));
	if (type === 'Alert') return fc.oneof(mail, webhook);
	const push = fc
		.tuple(
			fc.record({ recipient: fc.constantFrom('customer', 'everybody'), language }),
			optional({ url: fc.constant('https://shop.example/x'), icon: fc.constant('/icon.png') }),
			fc.oneof(
				fc.constant({}),
				fc.record({ title: template, body: template }, { requiredKeys: ['title'] }),
			),
		)
		.map((parts) => ({ type: 'send_push', ...Object.assign({}, ...parts) }) as Fields);
	if (type !== 'Order' && type !== 'Shipment') return fc.oneof(mail, webhook, push);
	const ofOrder = fc.record({
		target: fc.constant('order'),
		status: fc.constantFrom(...known(ORDER_STATUSES), 'own:at-workshop'),
	});
	const ofShipment = fc.record({
		target: fc.constant('shipment'),
		status: fc.constantFrom(...known(SHIPMENT_STATUSES)),
	});
	const status = fc
		.tuple(type === 'Order' ? ofOrder : fc.oneof(ofOrder, ofShipment), optional({ note: words }))
		.map((parts) => ({ type: 'update_status', ...Object.assign({}, ...parts) }) as Fields);
	return fc.oneof(mail, webhook, push, status);
}

const known = (statuses: readonly string[]) => statuses.filter((each) => each !== 'unknown');

const CONDITIONS: Readonly<Record<EntityType, fc.Arbitrary<Fields>>> = {
	Order: optional({
		total: optional({
			gte: fc.integer({ min: 0, max: 500 }),
			lt: fc.double({ min: 501, max: 9_999, noNaN: true }),
		}).filter((given) => Object.keys(given).length > 0),
		currency: fc.constantFrom('EUR', 'USD'),
		tags: fc.record({ contains: words }),
		'shippingAddress.country': fc.record({
			in: fc.uniqueArray(fc.constantFrom('DE', 'FR', 'IT'), { minLength: 1 }),
		}),
		any: fc.array(
			fc.oneof(
				fc.record({ status: fc.constantFrom(...known(ORDER_STATUSES)) }),
				fc.record({ 'customer.email': fc.record({ exists: fc.boolean() }) }),
			),
			{ minLength: 1, maxLength: 3 },
		),
	}),
	Shipment: optional({
		carrier: words,
		status: fc.record({ changedTo: fc.constantFrom(...known(SHIPMENT_STATUSES)) }),
	}),
	Customer: optional({ email: fc.record({ endsWith: fc.constantFrom('.de', 'example.com') }) }),
	Product: optional({
		name: fc.record({ startsWith: words }),
		stockQuantity: fc.record({ lte: fc.integer({ min: 0, max: 99 }) }),
	}),
};

/** Bodies for `POST /api/workflows/configure`, with what is meant where a field is left out. */
export const randomBody: fc.Arbitrary<Body> = fc.constantFrom(...START_TYPES).chain((entityType) =>
	fc
		.record({
			name: words.map((text) => text.slice(0, 20).trim()),
			triggerId: fc.constantFrom(...triggersOf(entityType).map(({ code }) => code)),
			action: actionFor(entityType),
			...(entityType !== 'Alert' && { conditions: CONDITIONS[entityType] }),
		})
		.map((given) => ({ ...given, entityType }) as unknown as Body),
);

/** Conditions that mean the same have the same: a group of one is written as what is in it. */
export const meaningOf = (conditions: object) => canonicalForm(parseConditions(conditions).tree);

/** A name as somebody misspells it. */
export const misspelling = fc
	.tuple(fc.nat(), fc.constantFrom(...'xyz'))
	.map(([at, letter]) => (name: string) => {
		const place = at % name.length;
		return `${name.slice(0, place)}${letter}${name.slice(place)}`;
	});
