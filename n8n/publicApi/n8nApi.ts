/** A node of a workflow, as n8n's public API has it. */
export type N8nNode = {
	readonly id: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, { readonly id: string; readonly name: string }>>;
	readonly webhookId?: string;
	readonly disabled?: boolean;
};

/** Connections of a workflow: by the name of the node that they start from. */
export type N8nConnections = Readonly<
	Record<
		string,
		{
			/** `null` of an output that leads nowhere. */
			readonly main?: ReadonlyArray<ReadonlyArray<{
				readonly node: string;
				readonly type: 'main';
				readonly index: number;
			}> | null>;
		}
	>
>;

/** What makes a workflow. */
export type N8nWorkflowDraft = {
	readonly name: string;
	readonly nodes: readonly N8nNode[];
	readonly connections: N8nConnections;
	readonly settings: Readonly<Record<string, unknown>>;
};

/** A workflow as n8n has it now. */
export type N8nWorkflow = N8nWorkflowDraft & {
	readonly id: string;
	/** Published. */
	readonly active: boolean;
	/** A person has saved a change of a published one, and not published that yet. */
	readonly hasDraft?: boolean;
	/** Names of its tags. */
	readonly tags: readonly string[];
};

export type N8nExecution = {
	readonly id: string;
	readonly status: string;
	readonly startedAt: string | null;
	readonly stoppedAt: string | null;
};

/** An execution that n8n has retried, when it has ended, or waits for something. */
export type RetriedExecution = {
	/** Of the new one. */
	readonly id: string;
	readonly status: string;
	readonly error: string | undefined;
	/** The last node that ran. */
	readonly node: string | undefined;
};

/** n8n itself, through its public API. Every function throws N8nApiError when n8n refuses or cannot be reached. */
export type N8nApi = {
	/** Resolves when n8n answers, and the key may read all that the REST API reads. */
	check(): Promise<void>;
	/** Resolves when n8n answers, and the key may list workflows. */
	mayList(): Promise<void>;
	/**
	 * All workflows that are not archived. Of a published one the nodes are those that are published: a
	 * draft that nobody has published yet does nothing.
	 */
	listWorkflows(): Promise<N8nWorkflow[]>;
	/** As `listWorkflows`; `null` when there is none. */
	getWorkflow(id: string): Promise<N8nWorkflow | null>;
	createWorkflow(draft: N8nWorkflowDraft): Promise<N8nWorkflow>;
	/** Replaces nodes and connections; a published workflow is published anew. */
	updateWorkflow(id: string, draft: N8nWorkflowDraft): Promise<N8nWorkflow>;
	/** One that is gone already is no error. Waits while n8n is still unpublishing it. */
	deleteWorkflow(id: string): Promise<void>;
	/** n8n answers before the triggers are live. */
	publishWorkflow(id: string): Promise<void>;
	unpublishWorkflow(id: string): Promise<void>;
	/** Gives a workflow these tags and no others; tags that do not exist are made. */
	tagWorkflow(id: string, names: readonly string[]): Promise<void>;
	createCredential(credential: {
		readonly name: string;
		readonly type: string;
		readonly data: Readonly<Record<string, unknown>>;
	}): Promise<{ id: string; name: string }>;
	/** Renames it, or replaces its whole data. @returns false when it is gone */
	updateCredential(
		id: string,
		credential: { readonly name?: string; readonly data?: Readonly<Record<string, unknown>> },
	): Promise<boolean>;
	/** One that is gone already is no error. */
	deleteCredential(id: string): Promise<void>;
	listCredentials(): Promise<Array<{ id: string; name: string; type: string }>>;
	/** Newest first. */
	listExecutions(filter: {
		readonly workflowId: string;
		readonly limit: number;
	}): Promise<N8nExecution[]>;
	/**
	 * Goes on with an execution at the node that failed. n8n answers when that has ended; without an answer in time the
	 * error has the status `null`, and n8n goes on.
	 *
	 * @param options `loadWorkflow`: with the workflow as it is saved now, instead of as it was
	 */
	retryExecution(
		id: string,
		options: { readonly loadWorkflow: boolean },
	): Promise<RetriedExecution>;
};
