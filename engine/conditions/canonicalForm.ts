import type { ConditionNode } from './parseConditions.ts';
import { simplify } from './simplify.ts';

/** A text that two conditions share only if they are made of the same rules in the same groups. */
export function canonicalForm(node: ConditionNode): string {
	const simple = simplify(node);
	if (simple.kind === 'rule') {
		return JSON.stringify([simple.path, simple.operator, simple.operand]);
	}
	return `${simple.kind}(${simple.of.map(canonicalForm).sort().join()})`;
}
