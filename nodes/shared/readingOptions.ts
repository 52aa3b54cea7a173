import type { INodeProperties } from 'n8n-workflow';
import { z } from 'zod/v4';
import { writtenReadingSchema, type WrittenReading } from '../../engine/providers/storeReading.ts';
import { canonicalOrderStatusOptions } from './statusOptions.ts';

/** Options of the node that connects a store: how its words are to be read. */
export const readingProperties: INodeProperties[] = [
	{
		displayName: 'Statuses of the Shop',
		name: 'statuses',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true },
		placeholder: 'Add Status',
		default: {},
		displayOptions: { show: { '/provider': ['woocommerce', 'bigcommerce', 'prestashop'] } },
		description:
			'What statuses mean that the shop or its extensions have added. Without an entry here, those that are not known are "unknown". Counts from the next message and import on.',
		options: [
			{
				displayName: 'Status',
				name: 'rows',
				values: [
					{
						displayName: 'Status Name or ID',
						name: 'word',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
						default: '',
						description:
							'The status as the shop names it. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
					},
					{
						displayName: 'Means',
						name: 'status',
						type: 'options',
						default: 'processing',
						description: 'The status that workflows see',
						options: canonicalOrderStatusOptions,
					},
				],
			},
		],
	},
	{
		displayName: 'Keys That Are No Change',
		name: 'noiseKeys',
		type: 'string',
		default: '',
		placeholder: 'e.g. _my_counter, _my_plugin_*',
		displayOptions: { show: { '/provider': ['woocommerce'] } },
		description:
			'Keys of meta data that a plugin changes by itself, with commas between them; * at the end of one stands for all that begin so. They are left out of the attributes, and start no workflow.',
	},
];

const formSchema = z
	.object({
		statuses: z
			.object({
				rows: z.array(z.object({ word: z.unknown(), status: z.unknown() })).default([]),
			})
			.default({ rows: [] }),
		noiseKeys: z.unknown(),
	})
	.partial();

/**
 * What the options of a Store Trigger say about reading the store's words.
 *
 * @throws Error with a sentence that names the option
 */
export function readingInForm(options: unknown): WrittenReading {
	const { statuses, noiseKeys } = formSchema.parse(options ?? {});
	const rows = statuses?.rows ?? [];
	const keys = Array.isArray(noiseKeys) ? noiseKeys : String(noiseKeys ?? '').split(',');
	const checked = writtenReadingSchema.safeParse({
		statuses: Object.fromEntries(
			rows.map(({ word, status }) => [String(word ?? '').trim(), status]),
		),
		noiseKeys: keys.map((key) => String(key).trim()).filter((key) => key !== ''),
	});
	if (checked.success) return checked.data;
	const [{ path, message }] = checked.error.issues as [z.core.$ZodIssue];
	const option = path[0] === 'noiseKeys' ? 'Keys That Are No Change' : 'Statuses of the Shop';
	const where = path.length > 1 ? ` ("${String(path.at(-1))}")` : '';
	throw new Error(`"${option}"${where}: ${message}`);
}

/** The options of a form that says this. */
export function formOfReading({ statuses, noiseKeys }: WrittenReading) {
	const rows = Object.entries(statuses).map(([word, status]) => ({ word, status }));
	return {
		...(rows.length > 0 && { statuses: { rows } }),
		...(noiseKeys.length > 0 && { noiseKeys: noiseKeys.join(', ') }),
	};
}
