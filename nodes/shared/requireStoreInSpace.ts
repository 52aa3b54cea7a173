import { NodeOperationError, type INode, type Logger } from 'n8n-workflow';
import { DEFAULT_SPACE } from '../../engine/spaces/spaceOfKey.ts';
import { isSpaceSwitchedOn } from './spaceOf.ts';

/**
 * Says that a trigger will hear of nothing, because no store is connected in its space.
 *
 * @throws NodeOperationError where a person has switched the space on; nodes of before only warn in the log
 */
export async function requireStoreInSpace(
	context: { getNode(): INode; readonly logger: Pick<Logger, 'warn'> },
	storesIn: (space: string) => Promise<readonly unknown[]>,
	space: string,
): Promise<void> {
	if (space === DEFAULT_SPACE) return;
	const stores = await storesIn(space);
	if (stores.length > 0) return;
	const node = context.getNode();
	const said = `No store is connected in the space of "${node.name}", so nothing would ever start it`;
	if (!isSpaceSwitchedOn(node)) {
		context.logger.warn(`Commerce: ${said}`);
		return;
	}
	throw new NodeOperationError(
		node,
		`${said}. Publish the workflow of a store with the same "Commerce Space" first, or switch off "Use a Commerce Space".`,
	);
}
