import { randomUUID } from 'node:crypto';
import {
	NodeOperationError,
	type IDataObject,
	type ITriggerFunctions,
	type ITriggerResponse,
} from 'n8n-workflow';
import {
	attachSubscription,
	detachSubscription,
	EDIT_GRACE_MS,
} from '../../core/deliveries/attachSubscription.ts';
import { composeItem, type CommerceItem } from '../../core/deliveries/composeItem.ts';
import { lastMatchingEvent } from '../../core/deliveries/lastMatchingEvent.ts';
import type { Subscription } from '../../core/deliveries/subscription.ts';
import type { EntityType } from '../../core/events/entityType.ts';
import { sampleEntity } from '../../core/events/sampleEntity.ts';
import { commerce, type Commerce } from './commerce.ts';
import { handOver, wait, type RunMemory } from './handOver.ts';
import { lostAfterMs, overtakenAfterMs } from './lostAfterMs.ts';
import { readSubscription } from './readSubscription.ts';
import { spaceOf } from './spaceOf.ts';

/** The one mechanism behind the four entity triggers. */
export async function startEntityTrigger(
	context: ITriggerFunctions,
	entityType: EntityType,
): Promise<ITriggerResponse> {
	const { subscription, options } = readSubscription(context, entityType, await spaceOf(context));
	const shared = await openFor(context);

	if (context.getMode() === 'manual') {
		return {
			manualTriggerFunction: async () => {
				const item =
					(await lastMatchingEvent(shared.database, subscription)) ?? sample(subscription, shared);
				context.emit([[{ json: item as unknown as IDataObject }]]);
			},
		};
	}

	const isRestart = ['init', 'leadershipChange'].includes(context.getActivationMode());
	const heldBy = randomUUID();
	const dropped = await attachSubscription(
		shared.database,
		subscription,
		heldBy,
		isRestart,
		shared.now(),
		editGraceMs(),
	);
	if (dropped > 0) {
		context.logger.info(
			`Commerce: ${dropped} events came while "${subscription.workflowName}" was unpublished, and are not delivered`,
		);
	}
	const memory: RunMemory = {
		isQueueMode: !shared.isAlone,
		statusOfRun: shared.statusOfRun,
		lostAfterMs: lostAfterMs(process.env),
		overtakenAfterMs: overtakenAfterMs(process.env),
		wait,
	};
	const detach = shared.dispatcher().attach({
		subscription,
		heldBy,
		options,
		handOver: async (items, batch) => await handOver(context, options, items, batch, memory),
	});
	return {
		closeFunction: async () => {
			detach();
			await detachSubscription(shared.database, subscription.id, heldBy, shared.now());
		},
	};
}

async function openFor(context: ITriggerFunctions): Promise<Commerce> {
	try {
		return await commerce(context.logger);
	} catch (error) {
		throw new NodeOperationError(context.getNode(), 'The state database cannot be used', {
			description: error instanceof Error ? error.message : String(error),
		});
	}
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

/** `COMMERCE_EDIT_GRACE_SECONDS` overrides how long unpublishing counts as an edit. */
function editGraceMs(): number {
	const seconds = Number(process.env.COMMERCE_EDIT_GRACE_SECONDS ?? Number.NaN);
	return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : EDIT_GRACE_MS;
}
