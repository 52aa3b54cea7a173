import {
	getNamedType,
	getNullableType,
	isCompositeType,
	isListType,
	isObjectType,
	isInterfaceType,
	Kind,
	valueFromASTUntyped,
	type DocumentNode,
	type FragmentDefinitionNode,
	type GraphQLCompositeType,
	type GraphQLSchema,
	type SelectionSetNode,
} from 'graphql';

/** Wrappers of a connection: they cost nothing by themselves. */
const FREE = new Set(['nodes', 'edges', 'node', 'pageInfo']);

/**
 * What Shopify charges for a call before it runs: scalars and enums 0, an object 1, a connection 2 and what
 * `first` of it may bring, a mutation 10.
 *
 * @see https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
 */
export function queryCost(
	schema: GraphQLSchema,
	document: DocumentNode,
	variables: Record<string, unknown>,
): number {
	const fragments = new Map<string, FragmentDefinitionNode>();
	for (const each of document.definitions) {
		if (each.kind === Kind.FRAGMENT_DEFINITION) fragments.set(each.name.value, each);
	}

	const costOf = (set: SelectionSetNode | undefined, type: GraphQLCompositeType): number =>
		(set?.selections ?? []).reduce((sum, selection) => {
			if (selection.kind === Kind.INLINE_FRAGMENT) {
				const name = selection.typeCondition?.name.value;
				const on = name ? (schema.getType(name) as GraphQLCompositeType) : type;
				return sum + costOf(selection.selectionSet, on);
			}
			if (selection.kind === Kind.FRAGMENT_SPREAD) {
				const fragment = fragments.get(selection.name.value)!;
				const on = schema.getType(fragment.typeCondition.name.value) as GraphQLCompositeType;
				return sum + costOf(fragment.selectionSet, on);
			}
			if (!isObjectType(type) && !isInterfaceType(type)) return sum;
			const field = type.getFields()[selection.name.value];
			if (!field) return sum;
			const result = getNamedType(field.type);
			if (!isCompositeType(result)) return sum;
			const inside = costOf(selection.selectionSet, result);
			if (FREE.has(field.name)) return sum + (field.name === 'nodes' ? inside + 1 : inside);
			const given = (selection.arguments ?? []).map(
				(argument) =>
					[argument.name.value, valueFromASTUntyped(argument.value, variables)] as const,
			);
			const { first, ids } = Object.fromEntries(given) as { first?: number; ids?: unknown[] };
			if (result.name.endsWith('Connection')) return sum + 2 + (first ?? 0) * inside;
			if (isListType(getNullableType(field.type)))
				return sum + (first ?? ids?.length ?? 1) * (inside + 1);
			return sum + 1 + inside;
		}, 0);

	const operation = document.definitions.find((each) => each.kind === Kind.OPERATION_DEFINITION)!;
	const isMutation = operation.operation === 'mutation';
	const root = isMutation ? schema.getMutationType()! : schema.getQueryType()!;
	return (isMutation ? 10 : 0) + costOf(operation.selectionSet, root);
}
