import type { IExecuteFunctions } from 'n8n-workflow';
import { z } from 'zod/v4';
import type { ActionOfItem } from '../../engine/actions/actionWorld.ts';
import type { CommerceItem } from '../../engine/deliveries/composeItem.ts';

const itemSchema = z.looseObject({
	event: z.looseObject({ id: z.string(), isSample: z.boolean() }),
	/** An alert may be about no store in particular. */
	integration: z.looseObject({ guid: z.string() }).nullable(),
});

const TRIGGER_TYPE = /\.commerce(Order|Shipment|Customer|Product|Store|Alert)Trigger$/;

/**
 * What the trigger emitted for an item: the item itself, or, when a node in between has made something
 * else of it, the trigger's item that it comes from. `null` when the item is not about an event.
 */
export function commerceEventOf(
	context: IExecuteFunctions,
	itemIndex: number,
): CommerceItem | null {
	const item = context.getInputData()[itemIndex];
	if (item === undefined) return null;
	const ofRun = found.get(context) ?? new WeakMap<object, CommerceItem | null>();
	found.set(context, ofRun);
	const known = ofRun.get(item);
	if (known !== undefined) return known;
	const event = find(context, itemIndex);
	ofRun.set(item, event);
	return event;
}

/** That, where it is about a store: an alert may be about none. */
export function storeEventOf(context: IExecuteFunctions, itemIndex: number): CommerceItem | null {
	const event = commerceEventOf(context, itemIndex);
	return (event?.integration as object | null | undefined) ? event : null;
}

/** By the run of a node and its item: where a node in between has changed the items, each costs an expression. */
const found = new WeakMap<object, WeakMap<object, CommerceItem | null>>();

function find(context: IExecuteFunctions, itemIndex: number): CommerceItem | null {
	const own = parse(context.getInputData()[itemIndex]?.json);
	if (own) return own;
	for (const { name, type } of context.getParentNodes(context.getNode().name)) {
		if (!TRIGGER_TYPE.test(type)) continue;
		const emitted = parse(emittedBy(context, name, itemIndex));
		if (emitted) return emitted;
	}
	return null;
}

/** Whether the run has begun with the list of a trigger's dry run: nothing that was made of that is an event. */
export function isOfDryRun(context: IExecuteFunctions, itemIndex: number): boolean {
	if (context.getInputData()[itemIndex]?.json.dryRun === true) return true;
	return context
		.getParentNodes(context.getNode().name)
		.filter(({ type }) => TRIGGER_TYPE.test(type))
		.some(({ name }) => isList(emittedBy(context, name, itemIndex, 'first()')));
}

const isList = (json: unknown) => (json as { dryRun?: unknown } | null)?.dryRun === true;

/**
 * What makes an item's action the same action when its run is repeated. `null` for samples and for items
 * that are not about an event: their actions are always done.
 */
export function actionOf(
	context: IExecuteFunctions,
	emitted: CommerceItem | null,
): ActionOfItem | null {
	const workflowId = context.getWorkflow().id;
	if (emitted === null || emitted.event.isSample || !workflowId) return null;
	return { eventId: emitted.event.id, workflowId, nodeId: context.getNode().id };
}

function emittedBy(
	context: IExecuteFunctions,
	nodeName: string,
	itemIndex: number,
	which: 'item' | 'first()' = 'item',
): unknown {
	const emitted = `$(${JSON.stringify(nodeName)}).${which}.json`;
	try {
		return context.evaluateExpression(`{{ ${emitted} }}`, itemIndex);
	} catch {
		// n8n throws when the trigger did not run, or the item cannot be traced back to it.
		return null;
	}
}

function parse(json: unknown): CommerceItem | null {
	return itemSchema.safeParse(json).success ? (json as CommerceItem) : null;
}
