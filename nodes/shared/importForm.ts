import { NodeOperationError, type INodeProperties, type ITriggerFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import { ENTITY_TYPES } from '../../engine/events/entityType.ts';
import type { WantedImport } from '../../engine/actions/importAction.ts';

/** What is brought in. */
export const importedTypes: INodeProperties = {
	displayName: 'Import',
	name: 'entityTypes',
	type: 'multiOptions',
	default: ['Order', 'Shipment', 'Customer', 'Product'],
	description:
		'What to bring in. What a kind of store cannot list is left out; shipments mostly come with their orders.',
	options: [
		{ name: 'Customers', value: 'Customer' },
		{ name: 'Orders', value: 'Order' },
		{ name: 'Products', value: 'Product' },
		{ name: 'Shipments', value: 'Shipment' },
	],
};

/** Whether what was in the store before is news. */
export const existingAsCreated: INodeProperties = {
	displayName: 'Existing Ones Count as Created',
	name: 'firesForExisting',
	type: 'boolean',
	default: false,
	description:
		'Whether the first import starts workflows on "created" for what was in the store before it was connected. Take care: it may write to every customer that you ever had.',
};

const LONGEST_MINUTES = 24 * 60;

/** The part of the form by which a store is imported from by itself. */
export const importProperties: INodeProperties[] = [
	{
		displayName: 'Bring in What Webhooks Missed',
		name: 'importsMissed',
		type: 'boolean',
		noDataExpression: true,
		default: true,
		description:
			'Whether to ask the store for what it did not report, at the start and every ten minutes, and to put back webhooks that it has dropped',
	},
	{
		displayName: 'Import Options',
		name: 'importOptions',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: { show: { importsMissed: [true] } },
		options: [
			{
				displayName: 'Every (Minutes)',
				name: 'everyMinutes',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: LONGEST_MINUTES },
				default: 10,
				description:
					'After how many minutes the store is asked again, up to a tenth more: many stores are not asked all at once',
			},
			existingAsCreated,
			importedTypes,
		],
	},
];

const optionsSchema = z.object({
	everyMinutes: z.number().min(1).max(LONGEST_MINUTES).optional(),
	firesForExisting: z.boolean().default(false),
	entityTypes: z.array(z.enum(ENTITY_TYPES)).default([...ENTITY_TYPES]),
});

const WRONG: Readonly<Record<string, string>> = {
	everyMinutes: `"Every (Minutes)" has to be a number from 1 to ${LONGEST_MINUTES}`,
	firesForExisting: '"Existing Ones Count as Created" has to be on or off',
	entityTypes: `"Import" may have ${ENTITY_TYPES.join(', ')}`,
};

/**
 * What the form of a Store Trigger says of imports.
 *
 * @returns `null` where they are switched off, or nothing is to be brought in; `everyMs` is `null` where it is as usual
 * @throws NodeOperationError naming the field as the form shows it
 */
export function importInForm(
	context: Pick<ITriggerFunctions, 'getNode' | 'getNodeParameter'>,
): (WantedImport & { readonly everyMs: number | null }) | null {
	if (context.getNodeParameter('importsMissed', true) !== true) return null;
	const checked = optionsSchema.safeParse(context.getNodeParameter('importOptions', {}));
	if (!checked.success) {
		const [field] = checked.error.issues[0]!.path;
		throw new NodeOperationError(
			context.getNode(),
			WRONG[String(field)] ?? '"Import Options" cannot be read',
		);
	}
	const { everyMinutes, ...wanted } = checked.data;
	if (wanted.entityTypes.length === 0) return null;
	return { ...wanted, everyMs: everyMinutes === undefined ? null : everyMinutes * 60_000 };
}
