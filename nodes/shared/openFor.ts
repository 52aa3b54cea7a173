import { NodeOperationError, type ITriggerFunctions } from 'n8n-workflow';
import type { Commerce } from '../../n8n/commerce.ts';
import { commerce } from './commerce.ts';

/** What works on the state, for a trigger. @throws NodeOperationError where there is no usable state */
export async function openFor(context: ITriggerFunctions): Promise<Commerce> {
	try {
		return await commerce(context.logger);
	} catch (error) {
		// In the message, for n8n shows no more than that beside a workflow that could not be published.
		throw new NodeOperationError(
			context.getNode(),
			error instanceof Error ? error.message : String(error),
		);
	}
}
