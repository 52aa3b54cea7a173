import { AsyncLocalStorage } from 'node:async_hooks';
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { OnlyShown } from '../../engine/actions/actionWorld.ts';
import { isOfDryRun } from './commerceEventOf.ts';

/** Modes of n8n in which somebody tries a workflow: "Execute workflow", and an evaluation of test cases. */
const TRYING: ReadonlySet<unknown> = new Set(['manual', 'evaluation']);

export const SEND_FOR_REAL = 'Send for Real in Manual Runs';

/** The option of every action by which a manual run reaches customers, shops and strangers. */
export const sendForRealOption: INodeProperties = {
	displayName: SEND_FOR_REAL,
	name: 'sendForReal',
	type: 'boolean',
	default: false,
	description:
		'Whether "Execute workflow" in the editor sends too, once for each event as in production. When off, a manual run shows what would be sent and to whom, and sends nothing.',
};

/** What runs in here was started by an action that has the option: its own sub-workflow may write. */
const meant = new AsyncLocalStorage<true>();

/** Runs a sub-workflow whose actions may do what they do although the run is a manual one. */
export async function doForReal<T>(task: () => Promise<T>): Promise<T> {
	return await meant.run(true, task);
}

/**
 * Why an item's action has to be shown instead of done: somebody tries the workflow, and has not ticked
 * the option. Or the node is told to preview only.
 *
 * @see `isManualRun` for what counts as trying
 */
export function onlyShown(context: IExecuteFunctions, itemIndex: number): OnlyShown {
	const options = context.getNodeParameter('options', itemIndex, {}) as IDataObject | null;
	const asTold = options?.previewOnly === true ? 'preview' : null;
	if (!isManualRun(context) || meant.getStore() === true) return asTold;
	const isMeant = options?.sendForReal === true && !isOfDryRun(context, itemIndex);
	return isMeant ? asTold : 'manual run';
}

/**
 * Whether the run is one of somebody who tries a workflow.
 *
 * n8n 2.41 gives the mode of an AI Agent's tool as that of the agent's run, but a sub-workflow always has
 * the mode `integrated` and a repeated run always `retry`. What a sub-workflow belongs to stands in its
 * additional data, and what a repeated run was in its execution context. n8n before these fields tells no
 * more than the mode.
 */
export function isManualRun(context: IExecuteFunctions): boolean {
	const { additionalData } = context as unknown as {
		additionalData?: { rootExecutionMode?: unknown };
	};
	return [
		context.getMode(),
		additionalData?.rootExecutionMode,
		context.getExecutionContext?.()?.source,
	].some((mode) => TRYING.has(mode));
}
