import type { INodeProperties } from 'n8n-workflow';

/**
 * The switch that shows the credential of a space, below all other fields. n8n fills a slot that is shown
 * with a credential that is there, and a node in a strange space hears of nothing: so the slot is hidden
 * until somebody wants it.
 *
 * @param before versions of the node that have always shown the slot: they stay as they are
 * @param since versions that have the switch
 */
export function spaceProperties(
	before: readonly number[],
	since: readonly number[],
): INodeProperties[] {
	return [
		{
			displayName: 'Commerce Space',
			name: 'useSpace',
			type: 'hidden',
			default: 'asChosen',
			displayOptions: { show: { '@version': [...before] } },
		},
		{
			displayName: 'Use a Commerce Space',
			name: 'useSpace',
			type: 'boolean',
			noDataExpression: true,
			default: false,
			description:
				'Whether this node only works with nodes of the same space. Only needed where several people share this n8n and must not see each other’s stores.',
			displayOptions: { show: { '@version': [...since] } },
		},
	];
}
