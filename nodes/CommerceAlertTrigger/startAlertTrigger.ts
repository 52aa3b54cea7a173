import { randomUUID } from 'node:crypto';
import { type IDataObject, type ITriggerFunctions, type ITriggerResponse } from 'n8n-workflow';
import { sampleAlert } from '../../engine/alerts/sampleAlert.ts';
import { occupant } from '../../n8n/occupant.ts';
import { attachTrigger } from '../shared/attachTrigger.ts';
import { openFor } from '../shared/openFor.ts';
import { readAlertSubscription } from '../shared/readAlertSubscription.ts';
import { requireStoreInSpace } from '../shared/requireStoreInSpace.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { isN8nStarting } from '../shared/isN8nStarting.ts';

/** Lets a workflow be started by alerts: they are handed over as events are. */
export async function startAlertTrigger(context: ITriggerFunctions): Promise<ITriggerResponse> {
	const { subscription } = readAlertSubscription(context, await spaceOf(context));
	if (context.getMode() === 'manual') {
		return {
			manualTriggerFunction: async () => {
				const item = sampleAlert(randomUUID(), subscription.codes, Date.now());
				context.emit([[{ json: item as unknown as IDataObject }]]);
			},
		};
	}
	const shared = await openFor(context);
	const isRestart = isN8nStarting(context);
	if (!isRestart) {
		const storesIn = async (space: string) => await shared.engine.ask('stores', space);
		await requireStoreInSpace(context, storesIn, subscription.space);
	}
	await attachTrigger(shared, { context, entityType: 'Alert' }, isRestart);
	// After an update of the package, another copy of it serves the trigger.
	return { closeFunction: async () => await occupant()?.takeDown(context) };
}
