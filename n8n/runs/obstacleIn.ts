import type { IExecuteFunctions, INode } from 'n8n-workflow';
import { HARMLESS_NODES, REMEMBERING_OPERATIONS } from './harmlessNodes.ts';

/** Of this package, installed or linked for development: whatever it does for an event, it does once. */
const OURS =
	/^(n8n-nodes-commerce|CUSTOM)\.commerce((Order|Shipment|Customer|Product|Store|Alert)Trigger|Send(Email|Push)|CallWebhook|UpdateStatus|Store|Pause)$/;
const MOST_NAMED = 3;
const LONGEST_NAME = 60;

/** What n8n gives every node, and its types do not show. */
type Insight = {
	readonly workflow?: { readonly nodes: Readonly<Record<string, INode>> };
	readonly runExecutionData?: {
		readonly resultData: { readonly runData: Readonly<Record<string, unknown>> };
	} | null;
};

/**
 * Why the run that a node is part of must not be repeated as a whole: something in it has been done that would
 * be done once more. `null` where everything that has run so far is of this package, which does nothing twice,
 * or has no effect outside of the run.
 *
 * The node that fails is asked, for n8n tells only there what has run: in queue mode the main process learns
 * no more than which node was the last, and reading it from n8n's database costs as much as the run's data is large.
 */
export function obstacleIn(context: IExecuteFunctions): string | null {
	const { workflow, runExecutionData } = context as unknown as Insight;
	if (!workflow?.nodes || !runExecutionData?.resultData?.runData) {
		return 'It is not tried again by itself: this n8n does not tell what had run before.';
	}
	const foreign = Object.keys(runExecutionData.resultData.runData).filter(
		(name) => !isHarmless(workflow.nodes[name]),
	);
	const unremembered = lastUnremembered.get(context.getExecutionId());
	if (foreign.length === 0 && unremembered === undefined) return null;
	const names = [...foreign, ...(unremembered === undefined ? [] : [unremembered])];
	const named = names.slice(0, MOST_NAMED).map((name) => `"${name.slice(0, LONGEST_NAME)}"`);
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
	return `It is not tried again by itself: ${named.join(', ')}${more} had run before, and would do once more what it did.`;
}

function isHarmless(node: INode | undefined): boolean {
	if (node === undefined) return false;
	if (node.disabled || OURS.test(node.type)) return true;
	return HARMLESS_NODES.has(node.type) && !REMEMBERING_OPERATIONS.has(node.parameters.operation);
}

/** By the run, the name of a node of ours that has done something without a record of it. */
const lastUnremembered = new Map<string, string>();
const MOST_RUNS = 1_000;

/** An action of ours was done that would be done again: it is told to, or nobody knows for which event. */
export function noteUnremembered(context: IExecuteFunctions): void {
	const runId = context.getExecutionId();
	lastUnremembered.delete(runId);
	lastUnremembered.set(runId, context.getNode().name);
	const [first] = lastUnremembered.keys();
	if (lastUnremembered.size > MOST_RUNS) lastUnremembered.delete(first!);
}
