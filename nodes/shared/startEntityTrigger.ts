import { randomUUID } from 'node:crypto';
import {
	NodeOperationError,
	type IDataObject,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import { composeItem, type CommerceItem } from '../../engine/deliveries/composeItem.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { sampleEntity } from '../../engine/events/sampleEntity.ts';
import type { ShownDryRun } from '../../engine/history/dryRun.ts';
import { attachTrigger } from './attachTrigger.ts';
import type { Commerce } from '../../n8n/commerce.ts';
import { occupant } from '../../n8n/occupant.ts';
import { openFor } from './openFor.ts';
import { readSubscription } from './readSubscription.ts';
import { requireStoreInSpace } from './requireStoreInSpace.ts';
import { spaceOf } from './spaceOf.ts';
import { readTestWith, type TestWith } from './testWith.ts';
import { isN8nStarting } from './isN8nStarting.ts';

/** The one mechanism behind the four entity triggers. */
export async function startEntityTrigger(
	context: ITriggerFunctions,
	entityType: EntityType,
): Promise<ITriggerResponse> {
	const space = await spaceOf(context);
	const { subscription, dryRunEvents } = readSubscription(context, entityType, space);
	const shared = await openFor(context);
	const isTest = context.getMode() === 'manual';
	const isRestart = !isTest && isN8nStarting(context);
	if (!isRestart) {
		const storesIn = async (space: string) => await shared.engine.ask('stores', space);
		await requireStoreInSpace(context, storesIn, subscription.space);
	}

	if (isTest) {
		return {
			manualTriggerFunction: async () => {
				const test = readTestWith(context, dryRunEvents);
				const item = await itemToTry(context, shared, subscription, test);
				context.emit([[{ json: item as unknown as IDataObject }]]);
			},
		};
	}

	await attachTrigger(shared, { context, entityType }, isRestart);
	// After an update of the package, another copy of it serves the trigger.
	return { closeFunction: async () => await occupant()?.takeDown(context) };
}

const OTHER_CHOICES =
	'Choose an event of the list, or "A Made-Up Sample", under "Test With"; or change the trigger.';

/** @throws NodeOperationError where there is no such event: nothing is taken in its place */
async function itemToTry(
	context: ITriggerFunctions,
	shared: Commerce,
	subscription: Subscription,
	test: TestWith | null,
): Promise<CommerceItem | ShownDryRun> {
	const fail = (message: string) =>
		new NodeOperationError(context.getNode(), message, { description: OTHER_CHOICES });
	if (test === null) throw fail('Nothing is chosen under "Test With"');
	if (test.by === 'sample') return sample(subscription, shared);
	if (test.by === 'dryRun') {
		return await shared.engine.ask('dryRun', { subscription, last: test.last });
	}
	const chosen = test.by === 'lastOrSample' ? ({ by: 'last' } as const) : test;
	const found = await shared.engine.ask('testEvent', { subscription, chosen });
	if ('item' in found) return found.item;
	if (test.by === 'lastOrSample') return sample(subscription, shared);
	throw fail(found.problem);
}

function sample(subscription: Subscription, { now }: Commerce): CommerceItem {
	const { entityType, codes } = subscription;
	const code = codes[0]!;
	const nowMs = now();
	return composeItem(
		{
			id: randomUUID(),
			codes: [code],
			...sampleEntity(entityType, code, nowMs),
			entityType,
			previous: null,
			occurredAt: nowMs,
			receivedAt: nowMs,
			isSample: true,
		},
		{
			guid: '00000000-0000-0000-0000-000000000000',
			name: 'Sample store',
			provider: 'generic',
			storeUrl: 'https://shop.example.com',
		},
		codes,
		1,
	);
}
