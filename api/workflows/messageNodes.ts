import type { N8nNode, N8nWorkflow } from '../../n8n/publicApi/n8nApi.ts';
import { ACTION_NODES } from './actionNode.ts';

/** Nodes that send somebody something, and what they send. */
export const MESSAGE_KINDS: Readonly<Record<string, 'email' | 'push' | 'webhook'>> = {
	[ACTION_NODES.send_email]: 'email',
	[ACTION_NODES.send_push]: 'push',
	[ACTION_NODES.webhook]: 'webhook',
};

/** A node that sends a message. */
export type MessageNode = {
	readonly node: Pick<N8nNode, 'name' | 'type' | 'typeVersion' | 'parameters'>;
	/** Names of the nodes before it that may turn an event away, or hand on something else. */
	readonly between: readonly string[];
};

type Graph = Pick<N8nWorkflow, 'nodes' | 'connections'>;
type Way = { readonly from: string; readonly output: number };

const OURS: ReadonlySet<string> = new Set(Object.values(ACTION_NODES));

/** The nodes that send messages, of all that a trigger leads to, the nearest first; at most so many. */
export function messageNodesAfter(
	{ nodes, connections }: Graph,
	trigger: string,
	most: number,
): MessageNode[] {
	const byName = new Map(nodes.map((node) => [node.name, node]));
	const waysTo = new Map<string, Way[]>();
	const reached = new Set([trigger]);
	for (const from of reached) {
		for (const [output, targets] of (connections[from]?.main ?? []).entries()) {
			for (const target of targets ?? []) {
				reached.add(target.node);
				const ways = waysTo.get(target.node);
				if (ways === undefined) waysTo.set(target.node, [{ from, output }]);
				else ways.push({ from, output });
			}
		}
	}
	/** An action of ours hands on what it was given, but for what failed, which leaves by another output. */
	const isPlain = ({ from, output }: Way) => {
		const node = byName.get(from);
		if (from === trigger || node === undefined || node.disabled === true) return true;
		return OURS.has(node.type) && output === 0;
	};
	const between = (name: string): string[] => {
		const before = new Set([name]);
		const found = new Set<string>();
		for (const each of before) {
			for (const way of waysTo.get(each) ?? []) {
				if (way.from !== trigger) before.add(way.from);
				if (!isPlain(way)) found.add(way.from);
			}
		}
		return [...found];
	};
	return [...reached]
		.flatMap((name) => byName.get(name) ?? [])
		.filter((node) => node.disabled !== true && sendsMessage(node))
		.slice(0, most)
		.map((node) => ({ node, between: between(node.name) }));
}

/** A push node may also keep subscriptions. */
export const sendsMessage = ({ type, parameters }: MessageNode['node']): boolean =>
	Object.hasOwn(MESSAGE_KINDS, type) && parameters.operation !== 'save';
