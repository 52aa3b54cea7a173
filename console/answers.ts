/** What the REST API answers, as far as the console reads it. docs/rest-api.md says what it means. */

export type Page<T> = { readonly data: readonly T[]; readonly nextCursor: string | null };
export type Data<T> = { readonly data: T };

export type Named = { readonly guid: string; readonly name: string };

export type EventSummary = {
	readonly id: string;
	readonly code: string;
	readonly name: string;
	readonly entityType: string;
	readonly entityId: string;
	readonly about: string | null;
	readonly integration: Named;
	readonly occurredAt: string;
	readonly receivedAt: string;
	readonly isOwnUpdate: boolean;
};

export type Attempt = {
	readonly attempt: number;
	readonly startedAt: string;
	readonly endedAt: string;
	readonly outcome: string;
	readonly node: string | null;
	readonly error: string | null;
};

export type Delivery = {
	readonly id: string;
	readonly workflow: Named;
	readonly status: 'waiting' | 'claimed' | 'delivered' | 'dropped' | 'dead';
	readonly attempts: number;
	readonly dueAt: string;
	readonly settledAt: string | null;
	readonly lastError: string | null;
	readonly history: readonly Attempt[];
};

export type Action = {
	readonly action: string;
	readonly outcome: 'done' | 'skipped' | 'failed';
	readonly recipient: string | null;
	readonly what: string | null;
	readonly said: string | null;
	readonly node: string;
	readonly executionId: string;
	readonly at: string;
};

export type Reason = { readonly code: string; readonly text: string };

export type EventDetails = {
	readonly item: {
		readonly event: EventSummary & { readonly codes: readonly string[] };
		readonly integration: Named;
		readonly previous: Readonly<Record<string, unknown>> | null;
		readonly [entity: string]: unknown;
	};
	readonly deliveries: readonly Delivery[];
	readonly actions: readonly Action[];
	readonly notStarted: ReadonlyArray<{
		readonly workflow: Named;
		readonly trigger: string;
		readonly reasons: readonly Reason[];
	}>;
};

export type StoreHealth = Named & {
	readonly status: 'active' | 'disabled';
	readonly lastEventAt: string | null;
	readonly lastMessageAt: string | null;
	readonly lastError: string | null;
	readonly refused: {
		readonly count: number;
		readonly lastAt: string;
		readonly outcome: string;
		readonly reason: string;
	} | null;
	readonly oddOrders: { readonly count: number; readonly last: string | null };
};

export type Health = {
	readonly status: 'ok' | 'degraded';
	readonly deliveries: {
		readonly waiting: number;
		readonly lagSeconds: number;
		readonly deadLetters: number;
	};
	readonly n8nApi: { readonly isOk: boolean; readonly problem: string | null };
	/** Told with the token only. */
	readonly integrations?: readonly StoreHealth[];
	readonly silentWorkflows?: ReadonlyArray<{ readonly workflow: string; readonly trigger: string }>;
	readonly warnings?: readonly string[];
};
