import type { INodeProperties } from 'n8n-workflow';
import { safeText } from '../../engine/history/safeText.ts';
import { callWebhookProperties } from '../../nodes/CommerceCallWebhook/callWebhookProperties.ts';
import { sendEmailProperties } from '../../nodes/CommerceSendEmail/sendEmailProperties.ts';
import { sendPushProperties } from '../../nodes/CommerceSendPush/sendPushProperties.ts';
import {
	expressionsIn,
	holdsExpression,
	type FormContext,
} from '../../nodes/shared/fillExpressions.ts';
import { nodeDefaults } from './actionParameters.ts';
import { MESSAGE_KINDS, type MessageNode } from './messageNodes.ts';

/** A field whose value n8n works out when the workflow runs. */
export type UnknownField = {
	/** As the node's form calls it. */
	readonly field: string;
	/** Its expressions, of a text that readers of the message would see; others may hold a secret. */
	readonly expression: string | null;
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
const MOST_SHOWN = 50;
/** What the readers of a mail or a push see. */
const SHOWN =
	/^(template|(overrides\.)?(subject|html|text)|title|body|actions\..*\.title|options\.message)$/;
/** In place of an expression of a webhook; a header takes no other dots. */
const HIDDEN = '{{ ... }}';
/** A template that stands among the options: it is read as it is written. */
const TEMPLATE_AMONG_OPTIONS = 'options.tag';

/** @param timeZone of the workflow */
export function unevaluatedForm(node: MessageNode['node'], timeZone: string): UnevaluatedForm {
	const isHidden = MESSAGE_KINDS[node.type] === 'webhook';
	const isStrict = node.typeVersion >= 2;
	const defaults = nodeDefaults(node);
	/** By their path. */
	const found = new Map<string, string>();
	const written = noting(node.parameters, (path, text) => {
		if ((text.startsWith('=') || !isStrict) && holdsExpression(text)) found.set(path, text);
	});
	const resolve = (path: string, value: unknown): unknown => {
		if (path === TEMPLATE_AMONG_OPTIONS) return value;
		if (Array.isArray(value)) return value.map((each, index) => resolve(`${path}.${index}`, each));
		if (typeof value === 'object' && value !== null) {
			const entries = Object.entries(value);
			return Object.fromEntries(
				entries.map(([key, each]) => [key, resolve(`${path}.${key}`, each)]),
			);
		}
		if (typeof value !== 'string' || !value.startsWith('=')) return value;
		if (!value.includes('{{')) return value.slice(1);
		found.set(path, value);
		return undefined;
	};
	const context = {
		getNode: () => ({ ...node, parameters: written }),
		getTimezone: () => timeZone,
		getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown) =>
			resolve(name, node.parameters[name]) ?? fallback ?? defaults[name],
		evaluateExpression: (expression: string) =>
			isHidden && expression.includes('{{') ? HIDDEN : expression,
	};
	return {
		context: context as unknown as FormContext,
		isUnknown: (...names) => names.some((name) => found.has(name)),
		unknown: () =>
			[...found].slice(0, MOST_SHOWN).map(([path, text]) => ({
				field: fieldName(path),
				expression: isHidden || !SHOWN.test(path) ? null : shownOf(text),
			})),
	};
}

/** The same, which says of each text that is read from it where it stands. */
function noting<T extends object>(
	held: T,
	note: (path: string, text: string) => void,
	above = '',
): T {
	return new Proxy(held, {
		get(target, key) {
			const value: unknown = Reflect.get(target, key);
			const path = `${above}${String(key)}`;
			if (typeof value === 'string') note(path, value);
			const isBelow = Object.hasOwn(target, key) && typeof value === 'object' && value !== null;
			return isBelow ? noting(value, note, `${path}.`) : value;
		},
	});
}

function shownOf(text: string): string | null {
	let shown = '';
	for (const expression of expressionsIn(text)) {
		if (shown.length > LONGEST_SHOWN) break;
		shown += `${shown && ' '}${expression}`;
	}
	return safeText(shown, LONGEST_SHOWN) || null;
}

/** Of several of a kind with their number: `Header 2: Value`. */
function fieldName(path: string): string {
	const names = path.split('.').map((name) => FIELD_NAMES.get(name) ?? name);
	const field = names.at(-1)!;
	const index = names.findIndex((name) => /^\d+$/.test(name));
	return index < 1 ? field : `${names[index - 1]} ${Number(names[index]) + 1}: ${field}`;
}

const FIELD_NAMES = new Map(
	[...sendEmailProperties, ...sendPushProperties, ...callWebhookProperties].flatMap(namesOf),
);

/** What the form calls a parameter and those below it. */
function namesOf(property: INodeProperties): Array<readonly [name: string, shown: string]> {
	const below = (property.options ?? []).flatMap((option) => {
		if ('type' in option) return namesOf(option);
		if (!('values' in option)) return [];
		return [[option.name, option.displayName] as const, ...option.values.flatMap(namesOf)];
	});
	return [[property.name, property.displayName] as const, ...below];
}
