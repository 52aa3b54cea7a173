import { createHash, randomUUID } from 'node:crypto';
import {
	NodeOperationError,
	type IDataObject,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';
import { engine } from '../shared/commerce.ts';
import { ApiError } from '../../api/http/apiError.ts';
import type { ApiAnswer } from '../../api/http/answerRequest.ts';
import { passFor } from '../../api/http/consolePass.ts';
import { createTokenGuard } from '../../api/http/createTokenGuard.ts';
import { ifMatchOf } from '../../api/http/ifMatch.ts';
import { pathForLog, splitAddress } from '../../api/http/splitAddress.ts';
import { tokenIn } from '../../api/http/tokenIn.ts';
import { CONSOLE_LINK } from './apiWebhooks.ts';
import { consoleFile } from './consoleFile.ts';
import { readSettings, readToken } from './readSettings.ts';

const guard = createTokenGuard(() => Date.now());

/**
 * The console has the origin `null`, as every page in a sandbox has. Any of them may read an answer: what protects the
 * API is its token, which no browser sends by itself.
 */
const FOR_CONSOLE = {
	'Access-Control-Allow-Origin': 'null',
	'Access-Control-Expose-Headers': 'ETag, Retry-After',
	Vary: 'Origin',
};

/**
 * Answers a request to the API. No run is started.
 *
 * @param webFolder where the scripts for the shop's pages and the console are
 */
export async function serveRequest(
	context: IWebhookFunctions,
	webFolder: string,
): Promise<IWebhookResponseData> {
	const answer = await answerOf(context, webFolder);
	write(context, answer);
	const link = context.getMode() === 'manual' ? linkIn(context, answer) : null;
	return { noWebhookResponse: true, ...(link && { workflowData: [[{ json: link }]] }) };
}

/** What "Execute step" shows: the link that the node has asked itself for. @see showConsoleLink */
function linkIn(context: IWebhookFunctions, { status, body }: ApiAnswer): IDataObject | null {
	if (context.getWebhookName() !== CONSOLE_LINK || status !== 200) return null;
	const { url, expiresAt } = (JSON.parse(body) as { data: Record<string, string> }).data;
	const isPublished = context.getWorkflow().active;
	return {
		console: url,
		expiresAt,
		...(!isPublished && { note: 'The link works once this workflow is published.' }),
	};
}

/** Of the published API, also where a test asks. */
function publicBase(context: IWebhookFunctions): string {
	const { N8N_ENDPOINT_WEBHOOK = 'webhook', N8N_ENDPOINT_WEBHOOK_TEST = 'webhook-test' } =
		process.env;
	const url = context.getNodeWebhookUrl('default') ?? '';
	return url
		.replace(/\/api\/[^/]*(\/[^/]*)*$/, '')
		.replace(`/${N8N_ENDPOINT_WEBHOOK_TEST}/`, `/${N8N_ENDPOINT_WEBHOOK}/`);
}

async function answerOf(context: IWebhookFunctions, webFolder: string): Promise<ApiAnswer> {
	const request = context.getRequestObject();
	const node = context.getNode();
	const { basePath, path } = splitAddress(request.originalUrl, node.webhookId);
	const page = await consoleFile(request.method, path, webFolder);
	if (page !== null) return page;
	const {
		authorization,
		'idempotency-key': idempotencyKey = null,
		'if-match': ifMatch = null,
		'accept-language': acceptLanguage = null,
		'x-request-id': requestId = null,
		'mcp-protocol-version': version = null,
		'mcp-method': method = null,
		'mcp-name': name = null,
	} = context.getHeaderData() as Record<string, string | undefined>;
	const credentialId = node.credentials?.commerceApi?.id ?? '';
	const asked = {
		id: randomUUID(),
		address: request.ip ?? '',
		// Any header at all is a try: one that is no Bearer token is a wrong one.
		token: authorization ? (tokenIn(authorization) ?? '') : null,
		method: request.method,
		path,
		query: request.query,
		headers: {
			...{ idempotencyKey, ifMatch, requestId, acceptLanguage },
			mcp: { version, method, name },
		},
	};
	try {
		// Also without the state: who may not ask is told so, and all others what is wrong.
		return await engine(context.logger).serve(asked, {
			isRightToken: async (token) =>
				token !== '' &&
				(await guard(
					credentialId,
					token,
					async () => await inWords(readToken(context)),
					passFor(path),
				)),
			settingsFor: async () =>
				await inWords(
					readSettings(context, { basePath, publicBase: publicBase(context), webFolder }),
				),
			async body() {
				if (!request.rawBody) await request.readRawBody();
				return request.rawBody ?? Buffer.alloc(0);
			},
		});
	} catch (error) {
		context.logger.warn(
			`Commerce API: ${request.method} ${pathForLog(path)} was answered with UNAVAILABLE: ${error instanceof Error ? error.message : String(error)}`,
		);
		return unavailable(
			'The engine of the Commerce nodes cannot be reached. Ask again in a minute.',
		);
	}
}

/** A node that is not set up is answered as a service that is not there, in the words of its form. */
async function inWords<T>(opening: Promise<T>): Promise<T> {
	try {
		return await opening;
	} catch (error) {
		if (!(error instanceof NodeOperationError)) throw error;
		const message = [error.message, error.description].filter(Boolean).join('. ');
		throw new ApiError('UNAVAILABLE', message, { cause: error });
	}
}

function write(context: IWebhookFunctions, answer: ApiAnswer): void {
	const response = context.getResponseObject();
	const { origin, 'if-none-match': known = null } = context.getHeaderData() as Record<
		string,
		string | undefined
	>;
	// n8n has set it for whatever page asked.
	response.removeHeader('Access-Control-Allow-Origin');
	if (origin === 'null') response.set(FOR_CONSOLE);
	const { status, headers, body } = answer;
	const isRead = ['GET', 'HEAD'].includes(context.getRequestObject().method) && status === 200;
	const tag = isRead ? (headers.ETag ?? digestOf(body)) : null;
	if (tag !== null) response.set('ETag', tag);
	const isKnown =
		tag !== null && ifMatchOf(known)?.some((one) => one === '*' || one === tag.slice(1, -1));
	if (isKnown) response.status(304).set(headers).end();
	else response.status(status).set(headers).end(body);
}

const digestOf = (body: string) => `"${createHash('sha1').update(body).digest('base64url')}"`;

/** Without the engine. */
function unavailable(message: string): ApiAnswer {
	return {
		status: 503,
		headers: { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' },
		body: JSON.stringify({ success: false, error: { code: 'UNAVAILABLE', message } }),
	};
}
