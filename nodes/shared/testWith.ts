import type { INodeProperties, ITriggerFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { ChosenEvent } from '../../engine/history/testEvent.ts';
import type { EntityType } from '../../engine/events/entityType.ts';

const FIRST_WITH_CHOICE = 4;
/** Of a dry run that is chosen in the list. */
const DRY_RUN_EVENTS = 100;

/** What the list offers beside stored events. */
export const TEST_CHOICES = [
	{ value: 'last', name: 'The Last Matching Event' },
	{ value: 'sample', name: 'A Made-Up Sample' },
	{ value: 'dryRun', name: `The Last ${DRY_RUN_EVENTS} Events: Which Would Start the Workflow` },
] as const;

/** With what somebody tries a trigger in the editor. */
export type TestWith =
	| ChosenEvent
	| { readonly by: 'sample' }
	| { readonly by: 'dryRun'; readonly last: number }
	/** As triggers of before do. */
	| { readonly by: 'lastOrSample' };

/** Asks with what a trigger is tried. Of no account for the published workflow. */
export function testWithProperty(entityType: EntityType): INodeProperties {
	const [{ name: cachedResultName, value }] = TEST_CHOICES;
	const type = entityType.toLowerCase();
	return {
		displayName: 'Test With',
		name: 'testWith',
		type: 'resourceLocator',
		default: { mode: 'list', value, cachedResultName },
		description: `What a test in the editor starts with: the last event that would have started the workflow, an event of the list, or a made-up ${type}. Nothing is taken in its place. The published workflow does not use it.`,
		displayOptions: { show: { '@version': [{ _cnd: { gte: FIRST_WITH_CHOICE } }] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Choose an event',
				typeOptions: {
					searchListMethod: 'searchTestEvents',
					searchable: true,
					// The credential of a space is seldom used: without this, n8n asks for one before it lists anything.
					skipCredentialsCheckInRLC: true,
				},
			},
			...(entityType === 'Order'
				? [
						{
							displayName: 'By Order Number',
							name: 'number',
							type: 'string' as const,
							placeholder: 'e.g. #1001',
						},
					]
				: []),
			{
				displayName: 'By Event ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 8f14e45f-ceea-467f-a8e6-1d0e1f8c1a11',
			},
		],
	};
}

const formSchema = z.object({
	mode: z.enum(['list', 'number', 'id']),
	value: z
		.union([z.string(), z.number()])
		.transform((given) => String(given).trim())
		.pipe(z.string().min(1).max(100)),
});

/**
 * What the form says; it is only asked while somebody tries the trigger. Version 3 had an option for it.
 *
 * @returns `null` where nothing is chosen
 */
export function readTestWith(context: ITriggerFunctions, dryRunEvents: number): TestWith | null {
	if (context.getNode().typeVersion < FIRST_WITH_CHOICE) {
		return dryRunEvents > 0 ? { by: 'dryRun', last: dryRunEvents } : { by: 'lastOrSample' };
	}
	const given = context.getNodeParameter('testWith', { mode: 'list', value: 'last' });
	const parsed = formSchema.safeParse(given);
	if (!parsed.success) return null;
	const { mode, value } = parsed.data;
	if (mode === 'number') return { by: 'number', number: value };
	if (mode === 'list' && value === 'dryRun') return { by: 'dryRun', last: DRY_RUN_EVENTS };
	if (mode === 'list' && (value === 'last' || value === 'sample')) return { by: value };
	return { by: 'id', id: value };
}
