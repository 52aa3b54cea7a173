import { destinationWorkflowId } from '../../engine/destinations/destination.ts';
import { readDestination } from '../../engine/destinations/destinations.ts';
import type { ApiContext } from '../http/apiContext.ts';
import { findWorkflow } from './findWorkflow.ts';

/**
 * By which deliveries are known: n8n's id of a workflow, or what stands for it of a destination.
 *
 * @throws ApiError 404 where there is neither
 */
export async function workflowIdOf(context: ApiContext, given: string): Promise<string> {
	const guid = given.toLowerCase();
	const { database } = await context.commerce();
	const destination = await readDestination(database, context.space, guid);
	return destination === null
		? (await findWorkflow(context, guid)).id
		: destinationWorkflowId(guid);
}
