import type { INodeProperties } from 'n8n-workflow';
import type { EntityType } from '../../engine/events/entityType.ts';
import { rowProperties } from './conditionRowProperties.ts';

/** Entity triggers from this version on understand countries and numbers as people write them, and have groups. */
export const FIRST_THAT_UNDERSTANDS = 4;

/**
 * The parameters of a node that hold its conditions: `conditionsMode` (`fields`, `groups` or `json`),
 * `conditions` (`{rows: […]}`), `combinator` (`all` or `any`), `conditionGroups`
 * (`{groups: [{conditions: {rows: […]}}]}`) and `conditionsJson`. `conditionsFromParameters` reads them.
 *
 * @param firstWithGroups the version of the node that groups came with
 */
export function conditionProperties(
	entityType: EntityType,
	firstWithGroups: number,
): INodeProperties[] {
	const sinceGroups = { '@version': [{ _cnd: { gte: firstWithGroups } }] };
	const rows = { displayName: 'Condition', name: 'rows', values: rowProperties(entityType) };
	return [
		{
			displayName: 'Specify Conditions',
			name: 'conditionsMode',
			type: 'options',
			noDataExpression: true,
			displayOptions: { hide: sinceGroups },
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How to say which events start the workflow',
		},
		{
			displayName: 'Specify Conditions',
			name: 'conditionsMode',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: sinceGroups },
			options: [
				{ name: 'Using Fields Below', value: 'fields' },
				{
					name: 'Using Groups of Fields',
					value: 'groups',
					description: 'One group is enough, and all conditions in it must hold',
				},
				{ name: 'Using JSON', value: 'json' },
			],
			default: 'fields',
			description: 'How to say which events start the workflow',
		},
		{
			displayName: 'Conditions',
			name: 'conditions',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Condition',
			displayOptions: { show: { conditionsMode: ['fields'] } },
			default: {},
			description:
				'What must hold for the workflow to start. Without a condition, every event does. <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/conditions.md">How conditions work</a>.',
			options: [rows],
		},
		{
			displayName: 'Start When',
			name: 'combinator',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { conditionsMode: ['fields'] } },
			options: [
				{ name: 'All Conditions Hold', value: 'all' },
				{ name: 'Any Condition Holds', value: 'any' },
			],
			default: 'all',
			description: 'Whether one condition is enough. Makes a difference with two or more.',
		},
		{
			displayName: 'Start When Any of These Groups Holds',
			name: 'conditionGroups',
			type: 'fixedCollection',
			typeOptions: { multipleValues: true, sortable: true },
			placeholder: 'Add Group',
			displayOptions: { show: { ...sinceGroups, conditionsMode: ['groups'] } },
			default: {},
			description:
				'One group is enough, and all conditions in it must hold. Without a group, every event starts the workflow. <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/conditions.md">How conditions work</a>.',
			options: [
				{
					displayName: 'Group',
					name: 'groups',
					values: [
						{
							displayName: 'All of These Conditions Hold',
							name: 'conditions',
							type: 'fixedCollection',
							typeOptions: { multipleValues: true, sortable: true },
							placeholder: 'Add Condition',
							default: {},
							options: [rows],
						},
					],
				},
			],
		},
		{
			displayName: 'Conditions (JSON)',
			name: 'conditionsJson',
			type: 'json',
			typeOptions: { rows: 6 },
			displayOptions: { show: { conditionsMode: ['json'] } },
			default: '{}',
			placeholder: '{"total": {"gte": 100}, "any": [{"tags": "vip"}, {"currency": "EUR"}]}',
			description:
				'Conditions as the REST API writes them, with groups. <a href="https://github.com/n8n-nodes-commerce/n8n-nodes-commerce/blob/main/docs/conditions.md">How conditions work</a>.',
		},
	];
}
