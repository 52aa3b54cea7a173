import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { entityFields, type EntityField } from '../../engine/events/entityFields.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { type FormKind, OPERATOR_CHOICES, WITH_LIST, WITHOUT_VALUE } from './conditionOperators.ts';
import { statusName } from './statusOptions.ts';

/** The choice of a field that is not in the list; its path is in `path`. */
export const OTHER_FIELD = 'otherField';

/** The choice of an order's status by the name that a connected store has for it. */
export const STATUS_BY_NAME = 'statusByName';

/** Lint reads literals only, and cannot see options that are made from the entity's fields. */
const OPTIONS = 'options' as const;

/** One condition: `{field, path, operator, value, status, statuses, ownStatus, ownStatuses}`. */
export function rowProperties(entityType: EntityType): INodeProperties[] {
	const fields = entityFields(entityType);
	const statuses = fields.filter((field) => field.kind === 'status');
	const isOrder = entityType === 'Order';
	return [
		{
			displayName: 'Field',
			name: 'field',
			type: OPTIONS,
			noDataExpression: true,
			options: [
				...fields.map(({ path, label }) => ({ name: label, value: path })),
				...(isOrder ? [{ name: 'Status in the Store, by Name', value: STATUS_BY_NAME }] : []),
				{ name: 'Other (Enter Its Path)', value: OTHER_FIELD },
			],
			default: 'status',
		},
		{
			displayName: 'Path of the Field',
			name: 'path',
			type: 'string',
			noDataExpression: true,
			displayOptions: { show: { field: [OTHER_FIELD] } },
			default: '',
			placeholder: 'attributes.giftWrap',
			description: 'With a dot for each step inside, as in the output of this node',
		},
		...(Object.keys(OPERATOR_CHOICES) as FormKind[]).flatMap((kind) => operatorOf(kind, fields)),
		{
			displayName: 'Value',
			name: 'value',
			type: 'string',
			displayOptions: {
				show: { field: [...fields.filter(isNoStatus).map(pathOf), OTHER_FIELD] },
				hide: { operator: [...WITHOUT_VALUE] },
			},
			default: '',
			description:
				'A number like 99.50, a date like 2026-01-31, a country like DE, or text (upper or lower case makes no difference). For "one of" and "none of", several values with commas between them.',
		},
		...statuses.flatMap(statusValuesOf),
		...(isOrder ? statusesByName() : []),
	];
}

const pathOf = (field: EntityField) => field.path;
const isNoStatus = (field: EntityField) => field.kind !== 'status';

function operatorOf(kind: FormKind, fields: readonly EntityField[]): INodeProperties[] {
	const paths =
		kind === 'other' ? [OTHER_FIELD] : fields.filter((field) => field.kind === kind).map(pathOf);
	if (kind === 'status') paths.push(STATUS_BY_NAME);
	if (paths.length === 0) return [];
	return [
		{
			displayName: 'Operator',
			name: 'operator',
			type: OPTIONS,
			noDataExpression: true,
			displayOptions: { show: { field: paths } },
			options: OPERATOR_CHOICES[kind].map(([value, name]) => ({ name, value })),
			default: 'eq',
		},
	];
}

/** Without a default: a new row would get that of the last field, whatever field it is on. */
function statusValuesOf({ path, options }: EntityField): INodeProperties[] {
	const choices: INodePropertyOptions[] = options!.map((value) => ({
		name: statusName(value),
		value,
	}));
	return [
		{
			displayName: 'Status',
			name: 'status',
			type: OPTIONS,
			displayOptions: {
				show: { field: [path] },
				hide: { operator: [...WITHOUT_VALUE, ...WITH_LIST] },
			},
			options: choices,
			default: '',
		},
		{
			displayName: 'Statuses',
			name: 'statuses',
			type: 'multiOptions',
			displayOptions: { show: { field: [path], operator: [...WITH_LIST] } },
			options: choices,
			default: [],
		},
	];
}

function statusesByName(): INodeProperties[] {
	return [
		{
			displayName: 'Status Name or ID',
			name: 'ownStatus',
			type: OPTIONS,
			typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
			description:
				'As the store names it (WooCommerce and BigCommerce), also what a shop or its extensions have added. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: {
				show: { field: [STATUS_BY_NAME] },
				hide: { operator: [...WITHOUT_VALUE, ...WITH_LIST] },
			},
			default: '',
		},
		{
			displayName: 'Status Names or IDs',
			name: 'ownStatuses',
			type: 'multiOptions',
			typeOptions: { loadOptionsMethod: 'getOrderStatuses' },
			description:
				'As the store names them (WooCommerce and BigCommerce). Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
			displayOptions: { show: { field: [STATUS_BY_NAME], operator: [...WITH_LIST] } },
			default: [],
		},
	];
}
