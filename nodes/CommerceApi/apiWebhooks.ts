import type { INodeParameters, IWebhookDescription, WebhookType } from 'n8n-workflow';
import { FIXED_PATHS } from '../../api/fixedPaths.ts';

/** The longest path of the API has seven segments; one more is answered by our own 404. */
const LONGEST_PATH = 8;

const ALL_METHODS = 'GET,HEAD,POST,PUT,PATCH,DELETE';

/**
 * Under this key n8n looks for functions that give a value without its expression engine. An n8n that
 * does not know it evaluates the template, which gives the same.
 */
const RESOLVERS = Symbol.for('n8n.webhookDescriptionResolvers');

/** How many segments a path with parameters has below `api`. */
const LENGTHS = Array.from({ length: LONGEST_PATH - 1 }, (_, more) => more + 1);

/** @param name of the parameters, which tells the paths of two nodes apart: letters and digits */
const pathOf = (length: number, name: string) =>
	`api${Array.from({ length }, (_, index) => `/:${name}_${index}`).join('')}`;

/** What is only read can be asked for without its body. */
const withHead = (methods: readonly string[]) =>
	String(methods) === 'GET' ? ['GET', 'HEAD'] : methods;

const webhook = (path: string, methods: string, isFullPath: boolean): IWebhookDescription => ({
	name: 'default' as WebhookType,
	httpMethod: methods as IWebhookDescription['httpMethod'],
	responseMode: 'onReceived',
	path,
	isFullPath,
	ndvHideUrl: true,
});

/**
 * All paths below the API's base, whatever they are. The node finds the endpoint by itself, so that what
 * is no endpoint is answered in the words of the API, too.
 *
 * n8n knows a path with parameters by the words it is made of alone, whatever node it belongs to. With the
 * workflow's id in the parameters' names, two of these nodes do not take each other's paths. It costs: n8n
 * takes a fresh sandbox for each request, 60 to 70 ms of its thread.
 */
export const webhooksOfVersion1: IWebhookDescription[] = LENGTHS.map((length) =>
	webhook(`=${pathOf(length, 'w{{ $workflow.id }}')}`, ALL_METHODS, true),
);

const DEFAULT_NAME = 'api';
const NAME_EXPRESSION = `{{ String(($parameter["apiOptions"] || {})["nameAmongSeveral"] || "${DEFAULT_NAME}").replace(/[^A-Za-z0-9]/g, "") }}`;

/** The same as NAME_EXPRESSION gives. */
function nameIn({ apiOptions }: INodeParameters): string {
	const { nameAmongSeveral } = (apiOptions ?? {}) as { nameAmongSeveral?: unknown };
	return String(nameAmongSeveral || DEFAULT_NAME).replace(/[^A-Za-z0-9]/g, '');
}

/** A path with parameters that n8n reads from the node's form, without a sandbox. */
function dynamicWebhook(length: number): IWebhookDescription {
	const template = `=${pathOf(length, NAME_EXPRESSION)}`;
	const resolve = (parameters: INodeParameters) => pathOf(length, nameIn(parameters));
	return Object.assign(webhook(template, ALL_METHODS, true), {
		[RESOLVERS]: { path: { template, resolve } },
	});
}

/**
 * n8n's name for the webhook that gives a link to the console: another one than that of all others, so that the node is
 * told when a test has registered it.
 */
export const CONSOLE_LINK = 'setup';

/**
 * The paths of the endpoints as they are, under the node's own webhook id, and all others with parameters.
 * Nothing in them is an expression for n8n's sandbox, so a request costs what one to the Store Trigger
 * does. Two of these nodes are told apart by the option "Name Among Several".
 */
export const webhooksOfVersion2: IWebhookDescription[] = [
	...FIXED_PATHS.map(([path, methods]) => webhook(path, withHead(methods).join(','), false)),
	...LENGTHS.map(dynamicWebhook),
	// The last one: when it is there, all are.
	{ ...webhook('api/console/link', 'POST', false), name: CONSOLE_LINK as WebhookType },
];
