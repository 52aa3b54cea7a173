import type { EntityType } from '../events/entityType.ts';
import { type SchemaField, schemaFields } from '../events/schemaFields.ts';
import { isIndex } from './fieldPath.ts';
import { CHANGE_OPERATORS } from './operators.ts';
import type { ConditionIssue, ConditionNode, Rule } from './parseConditions.ts';

/** What of the emitted item, beside the entity, is known when conditions are tested. */
const ITEM_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
	['event', ['id', 'codes', 'entityType', 'occurredAt', 'receivedAt']],
	['integration', ['guid', 'name', 'provider', 'storeUrl']],
	['customer', ['id', 'email', 'firstName', 'lastName', 'phone']],
]);

/** Operators whose operand is a word of the vocabulary when the field is a status. */
const WORD_OPERATORS = new Set(['eq', 'ne', 'in', 'notIn', 'changedTo', 'changedFrom']);

/**
 * The rules that can never hold as meant: on a field that the type of entity does not have, or with a
 * status that is not in the vocabulary.
 */
export function unknownFields(tree: ConditionNode, entityType: EntityType): ConditionIssue[] {
	if (tree.kind !== 'rule') return tree.of.flatMap((node) => unknownFields(node, entityType));
	const message = problemOf(tree, entityType);
	return message === null ? [] : [{ path: [...tree.at], message }];
}

function problemOf(rule: Rule, entityType: EntityType): string | null {
	const names = rule.segments.filter((segment) => !isIndex(segment));
	const [first, ...rest] = names;
	if (first === undefined) return noSuchField(rule.path, entityType);
	const itemFields = CHANGE_OPERATORS.has(rule.operator) ? undefined : ITEM_FIELDS.get(first);
	if (itemFields !== undefined && (rest.length === 0 || itemFields.includes(rest.join('.')))) {
		return null;
	}
	const inEntity = first === 'previous' ? rest : names;
	if (inEntity.length === 0) return null;
	const path = inEntity.join('.');
	const fields = schemaFields(entityType);
	const field = fields.find((one) => one.path === path);
	if (field?.options !== undefined) return statusProblem(rule, field);
	const exists =
		field !== undefined ||
		fields.some(
			(one) =>
				one.path.startsWith(`${path}.`) || (one.kind === 'free' && path.startsWith(`${one.path}.`)),
		);
	return exists ? null : noSuchField(rule.path, entityType);
}

function statusProblem(rule: Rule, field: SchemaField): string | null {
	if (!WORD_OPERATORS.has(rule.operator)) return null;
	const words = (Array.isArray(rule.operand) ? rule.operand : [rule.operand]) as unknown[];
	const wrong = words.find(
		(word) => word !== null && !field.options!.includes(String(word).toLowerCase()),
	);
	return wrong === undefined
		? null
		: `"${rule.path}" is never "${String(wrong).slice(0, 40)}". Use one of: ${field.options!.join(', ')}.`;
}

function noSuchField(path: string, entityType: EntityType): string {
	const own = entityType.toLowerCase();
	if (path.startsWith(`${own}.`)) {
		return `"${path}": fields of the ${own} are written without "${own}.": "${path.slice(own.length + 1)}".`;
	}
	const names = [...new Set(schemaFields(entityType).map((field) => field.path.split('.')[0]!))];
	return `"${path}" is not a field of ${article(entityType)} ${own}. Fields are: ${names.join(', ')}; fields inside them are written with a dot, like "shippingAddress.country".`;
}

function article(entityType: EntityType): string {
	return entityType === 'Order' ? 'an' : 'a';
}
