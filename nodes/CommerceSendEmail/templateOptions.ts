import type { INodePropertyOptions } from 'n8n-workflow';
import { TEMPLATES } from '../../engine/templates/templateNames.ts';

/** The templates in the order of a sale, and the merchant's own last. */
export const templateOptions: INodePropertyOptions[] = [
	...Object.entries(TEMPLATES).map(([value, [name, description]]) => ({
		name,
		value,
		description,
	})),
	{ name: 'Custom', value: 'custom', description: 'Your own subject, HTML and text' },
];

/** Since version 3 of the node, which tells by the event what to write. */
export const fittingOption: INodePropertyOptions = {
	name: 'Fitting the Event',
	value: 'fitting',
	description:
		'The one that belongs to what has happened: a confirmation of a new order, the tracking link of a shipment, a welcome to a new customer',
};
