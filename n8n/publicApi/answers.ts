import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod/v4';
import type { N8nWorkflow } from './n8nApi.ts';

const node = z.looseObject({
	id: z.string(),
	name: z.string(),
	type: z.string(),
	typeVersion: z.number(),
	position: z.tuple([z.number(), z.number()]),
	parameters: z.record(z.string(), z.unknown()),
	credentials: z
		.record(z.string(), z.object({ id: z.string().nullish(), name: z.string() }))
		.optional(),
	webhookId: z.string().optional(),
	disabled: z.boolean().optional(),
});

const workflow = z.object({
	id: z.string(),
	name: z.string(),
	active: z.boolean(),
	isArchived: z.boolean().default(false),
	nodes: z.array(node),
	connections: z.record(z.string(), z.unknown()),
	settings: z.record(z.string(), z.unknown()).nullish(),
	tags: z.array(z.object({ name: z.string() })).default([]),
	/** What is published; n8n has told of it since it publishes instead of activating. */
	activeVersion: z
		.object({ nodes: z.array(node), connections: z.record(z.string(), z.unknown()) })
		.nullish(),
});

/** The parts of n8n's answers that are used; whatever else they hold is left out. */
export const answers = {
	workflow,
	credential: z.object({ id: z.string(), name: z.string() }),
	listedCredential: z.object({ id: z.string(), name: z.string(), type: z.string() }),
	tag: z.object({ id: z.string(), name: z.string() }),
	execution: z.object({
		id: z.coerce.string(),
		status: z.string(),
		startedAt: z.string().nullish(),
		stoppedAt: z.string().nullish(),
	}),
	retriedExecution: z.object({
		id: z.coerce.string(),
		status: z.string(),
		data: z
			.object({
				resultData: z.object({
					error: z.object({ message: z.string() }).nullish().catch(null),
					lastNodeExecuted: z.string().nullish(),
				}),
			})
			.nullish()
			.catch(null),
	}),
	/** Its rows are read one by one: one that is not understood takes no other with it. */
	page: z.object({ data: z.array(z.unknown()), nextCursor: z.string().nullish() }),
	/** What a credential has to hold, as n8n wants it. */
	credentialSchema: z.looseObject({
		properties: z.record(z.string(), z.unknown()).default({}),
		required: z.array(z.string()).default([]),
		allOf: z.array(z.unknown()).default([]),
	}),
};

/** n8n's answer as the rest of the package knows a workflow. */
export function workflowOf(answer: z.output<typeof workflow>): N8nWorkflow {
	const { id, name, active, settings, tags, activeVersion } = answer;
	const published = (active && activeVersion) || null;
	const { nodes, connections } = published ?? answer;
	return {
		id,
		name,
		active,
		hasDraft: published !== null && !isSame(published, answer),
		nodes: nodes as unknown as N8nWorkflow['nodes'],
		connections: connections as N8nWorkflow['connections'],
		settings: settings ?? {},
		tags: tags.map((tag) => tag.name),
	};
}

type Drawn = Pick<z.output<typeof workflow>, 'nodes' | 'connections'>;

/** Whether two versions do the same. Where a node stands on the canvas is no difference. */
function isSame(one: Drawn, other: Drawn): boolean {
	const done = ({ nodes, connections }: Drawn) => [
		nodes.map(({ id, name, type, typeVersion, parameters, credentials, disabled = false }) => ({
			...{ id, name, type, typeVersion, parameters, credentials, disabled },
		})),
		connections,
	];
	return isDeepStrictEqual(done(one), done(other));
}
