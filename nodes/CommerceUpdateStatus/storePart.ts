import type { IExecuteFunctions, IExecuteWorkflowInfo, INode } from 'n8n-workflow';
import type { FoundTarget } from '../../engine/actions/statusAction.ts';
import { knownProvider } from '../../engine/providers/storeOf.ts';

const CALLED = 'When Executed by Another Workflow';
const UPDATE = 'Update status';

/**
 * The part of a store's workflow that writes to it, as people have drawn it before a store was one node, with the
 * credential by which the store is connected. The keys stay in n8n's vault: n8n reads them, where the owner of the
 * workflow that runs may use them.
 *
 * @returns `null` where it is not known by which credential the store is connected
 */
export function storePart(
	context: Pick<IExecuteFunctions, 'getNode'>,
	{ provider, credentialId, name }: FoundTarget['store'],
): IExecuteWorkflowInfo | null {
	if (credentialId === null) return null;
	const { type, parameters, credentials } = context.getNode();
	const space = parameters.useSpace === false ? undefined : credentials?.commerceSpaceApi;
	const nodes: INode[] = [
		{
			id: 'called',
			name: CALLED,
			type: 'n8n-nodes-base.executeWorkflowTrigger',
			typeVersion: 1.1,
			position: [0, 0],
			parameters: { inputSource: 'passthrough' },
		},
		{
			id: 'update',
			name: UPDATE,
			type: type.replace(/[^.]*$/, 'commerceStore'),
			typeVersion: 2,
			position: [224, 0],
			parameters: {
				provider,
				operation: 'updateStatus',
				// What they hold comes from outside, and is no text of a parameter.
				target: '={{ $json.entityType }}',
				targetId: '={{ $json.id }}',
				status: '={{ $json.status }}',
				note: '={{ $json.note }}',
				useSpace: space !== undefined,
			},
			credentials: {
				[knownProvider(provider).credentialType]: { id: credentialId, name },
				...(space && { commerceSpaceApi: space }),
			},
		},
	];
	const workflow = {
		name: `Update status of ${name}`,
		nodes,
		connections: { [CALLED]: { main: [[{ node: UPDATE, type: 'main', index: 0 }]] } },
		// Nobody else can call it, and the run that does shows what came of it.
		settings: {
			callerPolicy: 'any',
			saveDataSuccessExecution: 'none',
			saveDataErrorExecution: 'none',
		},
	};
	return { code: workflow as unknown as NonNullable<IExecuteWorkflowInfo['code']> };
}
