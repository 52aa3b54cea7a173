import { NodeOperationError, type INode, type Logger } from 'n8n-workflow';
import { listIntegrations } from '../../engine/inbox/integration.ts';
import { DEFAULT_SPACE } from '../../engine/spaces/spaceOfKey.ts';
import type { Commerce } from '../../n8n/commerce.ts';
import { isSpaceSwitchedOn } from './spaceOf.ts';

/**
 * Says that a trigger will hear of nothing, because no store is connected in its space.
 *
 * @throws NodeOperationError where a person has switched the space on; nodes of before only warn in the log
 */
export async function requireStoreInSpace(
	context: { getNode(): INode; readonly logger: Pick<Logger, 'warn'> },
	{ database }: Pick<Commerce, 'database'>,
	space: string,
): Promise<void> {
	if (space === DEFAULT_SPACE) return;
	const stores = await listIntegrations(database, space);
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
