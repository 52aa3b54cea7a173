import { randomUUID } from 'node:crypto';
import type { IDataObject, ITriggerFunctions, ITriggerResponse } from 'n8n-workflow';
import { composeItem, type CommerceItem } from '../../engine/deliveries/composeItem.ts';
import type { Subscription } from '../../engine/deliveries/subscription.ts';
import type { EntityType } from '../../engine/events/entityType.ts';
import { sampleEntity } from '../../engine/events/sampleEntity.ts';
import { attachTrigger } from './attachTrigger.ts';
import type { Commerce } from '../../n8n/commerce.ts';
import { occupant } from '../../n8n/occupant.ts';
import { openFor } from './openFor.ts';
import { readSubscription } from './readSubscription.ts';
import { requireStoreInSpace } from './requireStoreInSpace.ts';
import { spaceOf } from './spaceOf.ts';

/** The one mechanism behind the four entity triggers. */
export async function startEntityTrigger(
	context: ITriggerFunctions,
	entityType: EntityType,
): Promise<ITriggerResponse> {
	const space = await spaceOf(context);
	const { subscription, dryRunEvents } = readSubscription(context, entityType, space);
	const shared = await openFor(context);
	const isTest = context.getMode() === 'manual';
	const isRestart = !isTest && ['init', 'leadershipChange'].includes(context.getActivationMode());
	if (!isRestart) {
		const storesIn = async (space: string) => await shared.engine.ask('stores', space);
		await requireStoreInSpace(context, storesIn, subscription.space);
	}

	if (isTest) {
		return {
			manualTriggerFunction: async () => {
				const item =
					dryRunEvents > 0
						? await shared.engine.ask('dryRun', { subscription, last: dryRunEvents })
						: ((await shared.engine.ask('newest', subscription)) ?? sample(subscription, shared));
				context.emit([[{ json: item as unknown as IDataObject }]]);
			},
		};
	}

	await attachTrigger(shared, { context, entityType }, isRestart);
	// After an update of the package, another copy of it serves the trigger.
	return { closeFunction: async () => await occupant()?.takeDown(context) };
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
