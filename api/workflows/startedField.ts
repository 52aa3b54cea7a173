import { z } from 'zod/v4';
import { destinationIdIn } from '../../engine/destinations/destination.ts';
import { workflowGuid } from './configuredWorkflow.ts';

/** What an event starts: a workflow, or a post to a destination. */
export const startedField = z.object({
	guid: z.uuid(),
	name: z.string(),
	kind: z
		.enum(['workflow', 'destination'])
		.describe('`destination`: n8n has no such workflow, and the guid is that of the destination'),
});

/** @param workflowId by which its deliveries are known */
export const startedOf = ({
	workflowId,
	workflowName,
}: {
	readonly workflowId: string;
	readonly workflowName: string;
}): z.output<typeof startedField> => ({
	guid: workflowGuid(workflowId),
	name: workflowName,
	kind: destinationIdIn(workflowId) === null ? 'workflow' : 'destination',
});
