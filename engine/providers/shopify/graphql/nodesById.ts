import { z } from 'zod/v4';
import type { Ask } from './ask.ts';

/**
 * Reads things by their ids, some at a time. What is gone is left out.
 *
 * @param atOnce so many that a call stays below the 1,000 points that it may cost
 */
export async function nodesById<T>(
	ask: Ask,
	type: string,
	ids: readonly string[],
	atOnce: number,
	fields: string,
	node: z.ZodType<T>,
): Promise<T[]> {
	const query = `query byId($ids: [ID!]!) { nodes(ids: $ids) { ... on ${type} { ${fields} } } }`;
	const answer = z.object({ nodes: z.array(node.nullable()) });
	const found: T[] = [];
	for (let first = 0; first < ids.length; first += atOnce) {
		const { nodes } = await ask(query, { ids: ids.slice(first, first + atOnce) }, answer);
		for (const each of nodes) if (each !== null) found.push(each);
	}
	return found;
}
