import type { IExecuteFunctions } from 'n8n-workflow';
import { eachItem, type ItemLoop } from '../shared/eachItem.ts';
import { perform } from '../shared/perform.ts';
import { spaceOf } from '../shared/spaceOf.ts';

/** Keeps the subscription of each item; the same browser again is updated. */
export async function saveSubscriptions(context: IExecuteFunctions) {
	const { customerSecret } = await context.getCredentials('commerceWebPushApi');
	const space = await spaceOf(context);
	const loop: ItemLoop = {
		what: 'subscriptions could not be saved',
		kind: 'push',
		failed: () => ({ saved: false }),
	};
	return await eachItem(
		context,
		loop,
		async (itemIndex) =>
			await perform(context, 'savePushSubscription', {
				subscription: context.getNodeParameter('subscription', itemIndex) as unknown,
				furtherServices: context.getNodeParameter('furtherServices', itemIndex, ''),
				customerSecret: String(customerSecret ?? ''),
				space,
			}),
	);
}
