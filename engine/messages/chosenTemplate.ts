import { ActionError } from '../actions/actionError.ts';
import { triggerOf } from '../events/catalog.ts';
import { ENTITY_TYPES, type EntityType } from '../events/entityType.ts';
import { fittingTemplate, templatesFor } from '../templates/fittingTemplate.ts';
import { fields, text, type Fields } from '../templates/itemFields.ts';
import { TEMPLATES, type TemplateChoice, type TemplateName } from '../templates/templateNames.ts';

const ABOUT: Readonly<Record<EntityType, string>> = {
	Order: 'an order',
	Shipment: 'a shipment',
	Customer: 'a customer account',
	Product: 'a product',
};

const OWN = 'Choose "Custom", and write a subject and a text.';

/**
 * The template that was chosen, for one item.
 *
 * @throws ActionError where it makes no sense for what the item is about
 */
export function chosenTemplate(item: Fields, choice: TemplateChoice): TemplateName | 'custom' {
	if (choice === 'custom') return choice;
	if (choice === 'fitting') return fittingOrRefused(item, 'Template', OWN);
	const types = typesOf(item);
	if (types.length === 0 || types.some((type) => templatesFor(type).includes(choice)))
		return choice;
	const others = templatesFor(types[0]!).map((name) => `"${TEMPLATES[name][0]}"`);
	const instead =
		others.length === 0
			? OWN
			: `Choose ${['"Fitting the Event"', ...others].join(', ')} or "Custom".`;
	throw new ActionError(
		'setup',
		`Template: "${TEMPLATES[choice][0]}" does not fit ${eventInWords(item, types[0]!)}. ${instead}`,
	);
}

/**
 * The template that fits an item's event.
 *
 * @param field as the form calls it
 * @param instead what to do where none does
 * @throws ActionError
 */
export function fittingOrRefused(item: Fields, field: string, instead: string): TemplateName {
	const fitting = fittingTemplate(item);
	if (fitting !== null) return fitting;
	const [type] = typesOf(item);
	const isEvent = triggerOf(text(fields(item.event)?.code) ?? '') !== undefined;
	throw new ActionError(
		'setup',
		isEvent && type !== undefined
			? `${field}: there is no built-in text for ${eventInWords(item, type)}. ${instead}`
			: `${field}: "Fitting the Event" has to know the event, and this item comes from no trigger for orders, shipments, customers or products. ${instead}`,
	);
}

/** What an item's event is about first, and what a node in between has added. Its customer is in every item. */
function typesOf({ event, order, shipment }: Fields): EntityType[] {
	const own = ENTITY_TYPES.filter((type) => type === fields(event)?.entityType);
	return [
		...own,
		...(fields(order) === null ? [] : (['Order'] as const)),
		...(fields(shipment) === null ? [] : (['Shipment'] as const)),
	];
}

function eventInWords({ event }: Fields, type: EntityType): string {
	const name = triggerOf(text(fields(event)?.code) ?? '')?.name;
	return name === undefined ? ABOUT[type] : `the event "${name}", which is about ${ABOUT[type]}`;
}
