import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
	NodeHelpers,
	type INode,
	type INodeParameters,
	type INodeType,
	type INodeTypeDescription,
	type IVersionedNodeType,
} from 'n8n-workflow';

const NODES = join(__dirname, '../../../../nodes');

/** Each node that takes a space, but for the Commerce API: nobody adds that one by the way. */
const WITH_SPACE = readdirSync(NODES)
	.filter((name) => name.startsWith('Commerce') && name !== 'CommerceApi')
	.map((name) => {
		// eslint-disable-next-line @typescript-eslint/no-require-imports
		const file = require(join(NODES, name, `${name}.node.ts`)) as Record<
			string,
			new () => INodeType | IVersionedNodeType
		>;
		const node = new file[name]!();
		if (!('getNodeType' in node)) return node.description;
		const version = Object.keys(node.nodeVersions).map(Number);
		return { ...node.getNodeType().description, version };
	})
	.filter(({ credentials }) => credentials?.some(({ name }) => name === 'commerceSpaceApi'));

const versionsOf = ({ version }: INodeTypeDescription) =>
	[version].flat().toSorted((one, other) => one - other);

/** Whether the slot of the space is there, in a node as n8n has stored it. */
function showsSlot(
	description: INodeTypeDescription,
	typeVersion: number,
	stored: INodeParameters = {},
): boolean {
	const node = {
		id: '1',
		name: 'Node',
		type: description.name,
		typeVersion,
		position: [0, 0],
		parameters: stored,
	} as INode;
	const { properties } = description;
	const filled = NodeHelpers.getNodeParameters(properties, stored, true, false, node, description)!;
	const slot = description.credentials!.find(({ name }) => name === 'commerceSpaceApi')!;
	return NodeHelpers.displayParameter(filled, slot, node, description, filled);
}

describe.each(WITH_SPACE.map((description) => [description.displayName, description] as const))(
	'nobody steps into a space unknowingly: %s',
	(_, description) => {
		const versions = versionsOf(description);
		const newest = versions.at(-1)!;

		it('shows no slot for one, and so n8n fills none, until it is switched on below all else', () => {
			expect(showsSlot(description, newest)).toBe(false);
			expect(showsSlot(description, newest, { useSpace: true })).toBe(true);
			expect(description.properties.at(-1)?.name).toBe('useSpace');
		});

		it('keeps the space that was chosen before there was the switch', () => {
			const { show } = description.properties.at(-1)!.displayOptions!;
			const before = versions.filter((version) => !show!['@version']!.includes(version));
			// The alert trigger was made with the switch.
			expect(before.length > 0 || description.name === 'commerceAlertTrigger').toBe(true);
			for (const version of before) expect(showsSlot(description, version)).toBe(true);
		});

		it('shows n8n the slot of such a node also where it gives no parameters, as for a list', () => {
			const node = { typeVersion: versions[0], parameters: {} } as INode;
			const slot = description.credentials!.find(({ name }) => name === 'commerceSpaceApi')!;
			expect(NodeHelpers.displayParameter({}, slot, node, description, {})).toBe(true);
		});
	},
);

it('all nodes that take a space are among them', () => {
	expect(WITH_SPACE).toHaveLength(10);
});
