import type { INodeProperties } from 'n8n-workflow';

/**
 * The switch that shows the credential of a space, below all other fields. n8n fills a slot that is shown
 * with a credential that is there, and a node in a strange space hears of nothing: so the slot is hidden
 * until somebody wants it. Nodes of the versions before have no switch, and show the slot as they did.
 *
 * @param since versions that have the switch
 */
export function spaceProperties(since: readonly number[]): INodeProperties[] {
	return [
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
