import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeType, type IVersionedNodeType } from 'n8n-workflow';
import { CommerceAlertTrigger } from '../../../nodes/CommerceAlertTrigger/CommerceAlertTrigger.node.ts';
import { CommerceApi } from '../../../nodes/CommerceApi/CommerceApi.node.ts';
import { CommerceSendEmail } from '../../../nodes/CommerceSendEmail/CommerceSendEmail.node.ts';
import { CommerceStore } from '../../../nodes/CommerceStore/CommerceStore.node.ts';
import { CommerceStoreTrigger } from '../../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts';

const TYPES: Readonly<Record<string, new () => INodeType | IVersionedNodeType>> = {
	'n8n-nodes-commerce.commerceAlertTrigger': CommerceAlertTrigger,
	'n8n-nodes-commerce.commerceApi': CommerceApi,
	'n8n-nodes-commerce.commerceSendEmail': CommerceSendEmail,
	'n8n-nodes-commerce.commerceStore': CommerceStore,
	'n8n-nodes-commerce.commerceStoreTrigger': CommerceStoreTrigger,
};

const nodesOf = (template: string) =>
	(
		JSON.parse(readFileSync(join(__dirname, '../../../templates', template), 'utf8')) as {
			nodes: INode[];
		}
	).nodes.filter(({ type }) => type.startsWith('n8n-nodes-commerce.'));

describe.each(['connected-store.json', 'commerce-api.json', 'mail-alerts.json'])(
	'the template %s',
	(template) => {
		it.each(nodesOf(template).map((node) => [node.name, node] as const))(
			'can be published: in "%s" nothing that is left empty is required',
			(_, node) => {
				const type = new TYPES[node.type]!();
				const { description } =
					'getNodeType' in type ? type.getNodeType(node.typeVersion) : (type as INodeType);
				const { properties } = description;
				const full = NodeHelpers.getNodeParameters(
					properties,
					node.parameters,
					true,
					false,
					node,
					description,
				);
				const issues = NodeHelpers.getNodeParametersIssues(
					properties,
					{ ...node, parameters: full ?? {} },
					description,
				);
				expect(issues).toBeNull();
			},
		);
	},
);
