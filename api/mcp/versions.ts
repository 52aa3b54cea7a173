import { z } from 'zod/v4';
import type { McpHeaders } from '../http/answerRequest.ts';
import { CODES, failure, type McpAnswer, type Message } from './messages.ts';

/** Versions that begin with `initialize`. The newest one first: who speaks none of them is answered with it. */
const NEGOTIATED = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05'] as const;

/** The version that each request says by itself. */
const SAID = '2026-07-28';

export const SUPPORTED: readonly string[] = [SAID, ...NEGOTIATED];

const META = 'io.modelcontextprotocol';
const said = z.looseObject({
	_meta: z.looseObject({
		[`${META}/protocolVersion`]: z.string(),
		[`${META}/clientCapabilities`]: z.looseObject({}),
	}),
});

export const versionFor = (asked: string): string =>
	NEGOTIATED.find((version) => version === asked) ?? NEGOTIATED[0];

/** Whether a request says its version by itself, as it has to from 2026-07-28 on. */
export const saysVersion = ({ params }: Message): boolean =>
	typeof (params?._meta as object | undefined) === 'object' &&
	`${META}/protocolVersion` in (params!._meta as object);

/**
 * Holds a request that says its version to what it says, and to its headers.
 *
 * @returns what is wrong with it; `null` for nothing
 * @see https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http
 */
export function refusalOf({ id, method, params }: Message, headers: McpHeaders): McpAnswer | null {
	const refuse = (code: number, message: string, data?: object) =>
		failure(400, id ?? null, { code, message, ...(data && { data }) });
	const parsed = said.safeParse(params);
	if (!parsed.success) {
		const fields = `"${META}/protocolVersion" as a text and "${META}/clientCapabilities" as an object`;
		return refuse(CODES.PARAMS, `params._meta needs ${fields}.`);
	}
	const requested = parsed.data._meta[`${META}/protocolVersion`];
	const wanted = {
		'MCP-Protocol-Version': [headers.version, requested],
		'Mcp-Method': [headers.method, method],
		...(method === 'tools/call' && { 'Mcp-Name': [headers.name, params?.name] }),
	} as const;
	for (const [name, [sent, right]] of Object.entries(wanted)) {
		if (sent !== right) {
			const wrong = sent === null ? 'is missing' : 'says something else than the body';
			return refuse(CODES.HEADERS, `The header ${name} ${wrong}.`);
		}
	}
	if (requested === SAID) return null;
	const data = { supported: SUPPORTED, requested };
	return refuse(CODES.VERSION, `The version ${requested.slice(0, 100)} is not spoken here.`, data);
}

/** A result as the version that each request says wants it. Nobody in between keeps it: tokens differ. */
export const inSaidVersion = (result: object, server: object, method: string): object => ({
	...result,
	resultType: 'complete',
	_meta: { [`${META}/serverInfo`]: server },
	...(method !== 'tools/call' && { ttlMs: 0, cacheScope: 'private' }),
});
