import type { INodeProperties } from 'n8n-workflow';
import { safeText } from '../../engine/history/safeText.ts';
import { callWebhookProperties } from '../../nodes/CommerceCallWebhook/callWebhookProperties.ts';
import { sendEmailProperties } from '../../nodes/CommerceSendEmail/sendEmailProperties.ts';
import { sendPushProperties } from '../../nodes/CommerceSendPush/sendPushProperties.ts';
import type { FormContext } from '../../nodes/shared/fillExpressions.ts';
import { NODE_DEFAULTS } from './actionParameters.ts';
import type { MessageNode } from './messageNodes.ts';

/** A field whose value n8n works out when the workflow runs. */
export type UnknownField = {
	/** As the node's form calls it. */
	readonly field: string;
	/** How the expression begins. */
	readonly expression: string;
};

/** The form of a node as it is written, where no n8n fills it in. */
export type UnevaluatedForm = {
	/** What stands in an expression is told as it is written; a field that is one has no value. */
	readonly context: FormContext;
	/** Whether a parameter that was read is an expression. */
	readonly isUnknown: (...parameters: readonly string[]) => boolean;
	/** The fields that were read and are, or hold, an expression. */
	readonly unknown: () => UnknownField[];
};

const LONGEST_SHOWN = 200;
/** A template that stands among the options: it is read as it is written. */
const TEMPLATE_AMONG_OPTIONS = 'tag';

/** @param timeZone of the workflow */
export function unevaluatedForm(node: MessageNode['node'], timeZone: string): UnevaluatedForm {
	const { parameters } = node;
	const found = new Map<string, string>();
	const resolve = (name: string, value: unknown): unknown => {
		if (name === TEMPLATE_AMONG_OPTIONS) return value;
		if (Array.isArray(value)) return value.map((each) => resolve(name, each));
		if (typeof value === 'object' && value !== null) {
			const entries = Object.entries(value);
			return Object.fromEntries(entries.map(([key, each]) => [key, resolve(key, each)]));
		}
		if (typeof value !== 'string' || !value.startsWith('=')) return value;
		if (!value.includes('{{')) return value.slice(1);
		found.set(name, value);
		return undefined;
	};
	const context = {
		getNode: () => node,
		getTimezone: () => timeZone,
		getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown) =>
			resolve(name, parameters[name]) ?? fallback ?? NODE_DEFAULTS[name],
		evaluateExpression(expression: string) {
			for (const [name, text] of textsIn(parameters)) {
				if (text.includes(expression)) found.set(name, text);
			}
			return expression;
		},
	};
	return {
		context: context as unknown as FormContext,
		isUnknown: (...names) => names.some((name) => found.has(name)),
		unknown: () =>
			[...found].map(([name, expression]) => ({
				field: FIELD_NAMES.get(name) ?? name,
				expression: safeText(expression, LONGEST_SHOWN),
			})),
	};
}

function textsIn(value: object): Array<readonly [name: string, text: string]> {
	return Object.entries(value).flatMap(([name, each]) => {
		if (typeof each === 'string') return [[name, each] as const];
		return typeof each === 'object' && each !== null ? textsIn(each as object) : [];
	});
}

const FIELD_NAMES = new Map(
	[...sendEmailProperties, ...sendPushProperties, ...callWebhookProperties].flatMap(namesOf),
);

/** What the form calls a parameter and those below it. */
function namesOf(property: INodeProperties): Array<readonly [name: string, shown: string]> {
	const below = (property.options ?? []).flatMap((option) => {
		if ('values' in option) return option.values.flatMap(namesOf);
		return 'type' in option ? namesOf(option) : [];
	});
	return [[property.name, property.displayName] as const, ...below];
}
