import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NodeHelpers, type INode, type INodeType, type IVersionedNodeType } from 'n8n-workflow';
import { CommerceAlertTrigger } from '../../../nodes/CommerceAlertTrigger/CommerceAlertTrigger.node.ts';
import { CommerceApi } from '../../../nodes/CommerceApi/CommerceApi.node.ts';
import { CommerceCallWebhook } from '../../../nodes/CommerceCallWebhook/CommerceCallWebhook.node.ts';
import { CommerceCustomerTrigger } from '../../../nodes/CommerceCustomerTrigger/CommerceCustomerTrigger.node.ts';
import { CommerceOrderTrigger } from '../../../nodes/CommerceOrderTrigger/CommerceOrderTrigger.node.ts';
import { CommerceProductTrigger } from '../../../nodes/CommerceProductTrigger/CommerceProductTrigger.node.ts';
import { CommerceSendEmail } from '../../../nodes/CommerceSendEmail/CommerceSendEmail.node.ts';
import { CommerceSendPush } from '../../../nodes/CommerceSendPush/CommerceSendPush.node.ts';
import { CommerceShipmentTrigger } from '../../../nodes/CommerceShipmentTrigger/CommerceShipmentTrigger.node.ts';
import { CommerceStore } from '../../../nodes/CommerceStore/CommerceStore.node.ts';
import { CommerceStoreTrigger } from '../../../nodes/CommerceStoreTrigger/CommerceStoreTrigger.node.ts';
import { CommerceUpdateStatus } from '../../../nodes/CommerceUpdateStatus/CommerceUpdateStatus.node.ts';

const TYPES: Readonly<Record<string, new () => INodeType | IVersionedNodeType>> = {
	'n8n-nodes-commerce.commerceAlertTrigger': CommerceAlertTrigger,
	'n8n-nodes-commerce.commerceApi': CommerceApi,
	'n8n-nodes-commerce.commerceCallWebhook': CommerceCallWebhook,
	'n8n-nodes-commerce.commerceCustomerTrigger': CommerceCustomerTrigger,
	'n8n-nodes-commerce.commerceOrderTrigger': CommerceOrderTrigger,
	'n8n-nodes-commerce.commerceProductTrigger': CommerceProductTrigger,
	'n8n-nodes-commerce.commerceSendEmail': CommerceSendEmail,
	'n8n-nodes-commerce.commerceSendPush': CommerceSendPush,
	'n8n-nodes-commerce.commerceShipmentTrigger': CommerceShipmentTrigger,
	'n8n-nodes-commerce.commerceStore': CommerceStore,
	'n8n-nodes-commerce.commerceStoreTrigger': CommerceStoreTrigger,
	'n8n-nodes-commerce.commerceUpdateStatus': CommerceUpdateStatus,
};

const FOLDER = join(__dirname, '../../../templates');

const nodesOf = (template: string) =>
	(
		JSON.parse(readFileSync(join(FOLDER, template), 'utf8')) as {
			nodes: INode[];
		}
	).nodes.filter(({ type }) => type.startsWith('n8n-nodes-commerce.'));

const TEMPLATES = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
	file.endsWith('.json'),
);

describe.each(TEMPLATES)('the template %s', (template) => {
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
});
