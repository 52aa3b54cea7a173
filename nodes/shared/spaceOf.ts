import { NodeOperationError, type INode } from 'n8n-workflow';
import { DEFAULT_SPACE, SHORTEST_SPACE_KEY, spaceOfKey } from '../../engine/spaces/spaceOfKey.ts';

/** What of n8n's contexts is needed: all of them have it. */
type SpaceContext = {
	getNode(): INode;
	getCredentials(type: string): Promise<object>;
};

/**
 * The space that a node works in: that of its space credential, or the one of all nodes without one.
 *
 * @throws NodeOperationError when the key is too short, or when this n8n takes no node without one
 */
export async function spaceOf(context: SpaceContext): Promise<string> {
	const node = context.getNode();
	const isOff = node.parameters.useSpace === false;
	if (isOff || !node.credentials?.commerceSpaceApi) {
		if (isSpaceSwitchedOn(node)) {
			throw new NodeOperationError(node, 'No space is chosen', {
				description:
					'"Use a Commerce Space" is on: choose or make a credential under "Commerce Space", or switch it off.',
			});
		}
		if (process.env.COMMERCE_REQUIRE_SPACE !== 'true') return DEFAULT_SPACE;
		throw new NodeOperationError(node, 'This node has no space', {
			description:
				'Several people share this n8n: switch on "Use a Commerce Space", and choose or make a credential under "Commerce Space". Whoever runs n8n has set COMMERCE_REQUIRE_SPACE.',
		});
	}
	const { spaceSecret } = (await context.getCredentials('commerceSpaceApi')) as {
		spaceSecret?: unknown;
	};
	const space = spaceOfKey(String(spaceSecret ?? ''));
	if (space !== null) return space;
	throw new NodeOperationError(node, 'The space key is too short', {
		description: `"Space Key" in the credential needs at least ${SHORTEST_SPACE_KEY} characters.`,
	});
}

/** Whether a person has switched the space on, which nodes of before had no switch for. */
export function isSpaceSwitchedOn({ parameters }: Pick<INode, 'parameters'>): boolean {
	return parameters.useSpace === true;
}
