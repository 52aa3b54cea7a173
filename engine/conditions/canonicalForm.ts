import type { ConditionNode, Group } from './parseConditions.ts';

/**
 * The same conditions with the fewest groups: `all` within `all` and `any` within `any` are joined, and
 * a group of one is that one.
 */
export function simplify(node: ConditionNode): ConditionNode {
	if (node.kind === 'rule') return node;
	if (node.kind === 'none') return { kind: 'none', of: joined('any', node.of) };
	const of = joined(node.kind, node.of);
	return of.length === 1 ? of[0]! : { kind: node.kind, of };
}

function joined(kind: Group['kind'], nodes: readonly ConditionNode[]): ConditionNode[] {
	return nodes.map(simplify).flatMap((node) => (node.kind === kind ? node.of : [node]));
}

/** A text that two conditions share only if they are made of the same rules in the same groups. */
export function canonicalForm(node: ConditionNode): string {
	const simple = simplify(node);
	if (simple.kind === 'rule') {
		return JSON.stringify([simple.path, simple.operator, simple.operand]);
	}
	return `${simple.kind}(${simple.of.map(canonicalForm).sort().join()})`;
}
