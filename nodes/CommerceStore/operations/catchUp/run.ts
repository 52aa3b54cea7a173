import { NodeOperationError, type IDataObject, type IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { StoreRequest } from '../../../../engine/actions/openStore.ts';
import { ENTITY_TYPES } from '../../../../engine/events/entityType.ts';
import { conditionsFromParameters } from '../../../shared/conditionsFromParameters.ts';
import { onlyShown } from '../../../shared/manualRun.ts';
import { perform } from '../../../shared/perform.ts';
import { FIRST_WITH_GROUPS } from './fields.ts';

const DAY_MS = 24 * 3_600_000;

export const runCatchUp = async (
	context: IExecuteFunctions,
	store: StoreRequest,
	itemIndex: number,
) => {
	const parameter = (name: string) => context.getNodeParameter(name, itemIndex);
	const entityType = z.enum(ENTITY_TYPES).parse(parameter('runFor'));
	const [workflowId, trigger = ''] = z
		.string()
		.parse(parameter('workflow'))
		.split(/\/(.*)/s);
	if (!workflowId) {
		throw new NodeOperationError(context.getNode(), 'No workflow is chosen', {
			itemIndex,
			description: 'Choose one under "Workflow". The list has the published ones.',
		});
	}
	const days = numberIn(context, itemIndex, 'Created Within (Days)', {
		given: parameter('createdWithinDays'),
		...{ least: 0, most: 36_500 },
	});
	const options = context.getNodeParameter('catchUpOptions', itemIndex, {}) as IDataObject;
	return await perform(context, 'catchUpStore', {
		store,
		workflowId,
		trigger: trigger === '' ? null : trigger,
		filter: {
			conditions: conditionsOf(context, itemIndex, entityType),
			createdSince: days === 0 ? null : Date.now() - days * DAY_MS,
			includeAlreadyRun: options.includeAlreadyRun === true,
		},
		perMinute: numberIn(context, itemIndex, 'Runs per Minute', {
			given: options.perMinute ?? 60,
			...{ least: 1, most: 600 },
		}),
		onlyShown: onlyShown(context, itemIndex),
	});
};

function conditionsOf(
	context: IExecuteFunctions,
	itemIndex: number,
	entityType: (typeof ENTITY_TYPES)[number],
) {
	try {
		const read = (name: string) => context.getNodeParameter(name, itemIndex);
		const understands = context.getNode().typeVersion >= FIRST_WITH_GROUPS;
		return conditionsFromParameters(read, entityType, understands);
	} catch (error) {
		throw new NodeOperationError(context.getNode(), (error as Error).message, { itemIndex });
	}
}

function numberIn(
	context: IExecuteFunctions,
	itemIndex: number,
	label: string,
	{
		given,
		least,
		most,
	}: { readonly given: unknown; readonly least: number; readonly most: number },
): number {
	const number = z.coerce.number().int().min(least).max(most).safeParse(given);
	if (number.success) return number.data;
	throw new NodeOperationError(context.getNode(), `"${label}" is not a number that can be used`, {
		itemIndex,
		description: `Enter a whole number from ${least} to ${most}.`,
	});
}
