import { jsonParse, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import { customerOf } from '../../engine/push/customerOf.ts';
import { parseSubscription } from '../../engine/push/parseSubscription.ts';
import { saveSubscription } from '../../engine/push/saveSubscription.ts';
import { commerce } from '../../n8n/commerce.ts';
import { spaceOf } from '../shared/spaceOf.ts';
import { nodeErrorOf } from './nodeErrorOf.ts';
import { servicesOf } from './servicesOf.ts';

/** Keeps the subscription of each item; the same browser again is updated. */
export async function saveSubscriptions(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const { database, now } = await commerce(context.logger);
	const { customerSecret } = await context.getCredentials('commerceWebPushApi');
	const space = await spaceOf(context);
	const output: INodeExecutionData[] = [];
	for (const itemIndex of context.getInputData().keys()) {
		const pairedItem = { item: itemIndex };
		try {
			const services = servicesOf(context.getNodeParameter('furtherServices', itemIndex, ''));
			const typed = context.getNodeParameter('subscription', itemIndex) as unknown;
			const given = typeof typed === 'string' ? jsonParse<unknown>(typed) : typed;
			const { id } = await saveSubscription(
				database,
				{
					...parseSubscription(given, services),
					...customerOf(given, String(customerSecret ?? ''), now()),
					space,
				},
				now(),
				services,
			);
			output.push({ json: { saved: true, id }, pairedItem });
		} catch (caught) {
			const error = nodeErrorOf(context.getNode(), caught, itemIndex);
			if (!context.continueOnFail()) throw error;
			output.push({ json: { saved: false, error: error.message }, pairedItem });
		}
	}
	return output;
}
