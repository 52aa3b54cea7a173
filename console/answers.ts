/** What the REST API answers, as far as the console reads it. docs/rest-api.md says what it means. */

export type Page<T> = { readonly data: readonly T[]; readonly nextCursor: string | null };
export type Data<T> = { readonly data: T };

export const ENTITY_TYPES = ['Order', 'Shipment', 'Customer', 'Product'] as const;

export type Named = { readonly guid: string; readonly name: string };

/** What an event starts. */
export type Started = Named & { readonly kind: 'workflow' | 'destination' };

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
	readonly executionUrl: string | null;
};

export type Delivery = {
	readonly id: string;
	readonly workflow: Started;
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
	readonly workflow: { readonly guid: string };
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
		readonly workflow: Started;
		readonly trigger: string;
		readonly reasons: readonly Reason[];
	}>;
};

export type StoreHealth = Named & {
	/** Its kind as people call it. */
	readonly providerName: string;
	readonly providerType: 'ecommerce' | 'shipping' | null;
	readonly status: 'active' | 'disabled';
	readonly lastEventAt: string | null;
	readonly lastMessageAt: string | null;
	/** What a person still has to enter in the store, and where. */
	readonly addressToEnter: { readonly url: string; readonly whatToDo: string } | null;
	/** How it is asked for changes, if it posts nothing. */
	readonly polling: string | null;
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
	readonly problems?: ReadonlyArray<{
		readonly isDegrading: boolean;
		/** Guid of the store that it is about. */
		readonly integration: string | null;
	}>;
	readonly integrations?: readonly StoreHealth[];
	readonly silentWorkflows?: ReadonlyArray<{ readonly workflow: string; readonly trigger: string }>;
	readonly warnings?: readonly string[];
};

export type TimelineEntry = { readonly at: string } & (
	| { readonly kind: 'event'; readonly event: EventSummary }
	| {
			readonly kind: 'run';
			readonly event: string;
			readonly workflow: Started;
			readonly attempt: Attempt;
	  }
	| {
			readonly kind: 'waiting' | 'running';
			readonly event: string;
			readonly workflow: Started;
			readonly lastError: string | null;
	  }
	| { readonly kind: 'action'; readonly event: string; readonly action: Action }
	| { readonly kind: 'parcel'; readonly trackingNumber: string | null; readonly remark: string }
	| {
			readonly kind: 'paused';
			readonly event: string;
			readonly workflow: Started;
			readonly until: string | null;
	  }
	| { readonly kind: 'refused'; readonly topic: string; readonly reason: string }
);

export type OrderTimeline = {
	readonly integration: Named;
	readonly id: string;
	readonly number: string | null;
	readonly status: string | null;
	readonly entries: readonly TimelineEntry[];
	readonly isCut: boolean;
};

export type Replay = {
	readonly workflows: readonly string[];
	readonly underWay: readonly string[];
};

export type ConfiguredWorkflow = Named & {
	readonly entityType: string;
	readonly triggers: readonly string[];
	readonly actions: readonly string[];
	readonly isActive: boolean;
	readonly isManaged: boolean;
	readonly url: string;
	readonly last24Hours: Runs;
	readonly last7Days: Runs;
};

export type Runs = { readonly runs: number; readonly failed: number };

export type DryRun = {
	readonly lookedAt: number;
	readonly wouldStart: number;
	readonly events: ReadonlyArray<{
		readonly event: EventSummary;
		readonly wouldStart: boolean;
		readonly reasons: readonly Reason[];
		readonly messages: readonly ToldMessage[] | null;
	}>;
};

/** What a node would have sent. */
export type ToldMessage = {
	readonly action: string;
	readonly node: string;
	readonly outcome: 'would_send' | 'skipped' | 'failed' | 'unknown';
	readonly recipient: string | null;
	readonly subject: string | null;
	readonly text: string | null;
	readonly html: string | null;
	readonly said: string | null;
	readonly unknown: ReadonlyArray<{
		readonly field: string;
		readonly expression: string | null;
	}>;
	readonly between: readonly string[];
};

export type CatchUp = {
	readonly guid: string;
	readonly workflow: { readonly guid: string; readonly name: string | null };
	readonly status: 'running' | 'done' | 'stopped';
	readonly total: number;
	readonly started: number;
	readonly perMinute: number;
	readonly createdAt: string;
	readonly endedAt: string | null;
};

/** What a workflow could be run for. */
export type Counted = {
	readonly count: number;
	readonly examples: ReadonlyArray<EventDetails['item']>;
	readonly catchUp: CatchUp | null;
};

export type DeadLetter = {
	readonly id: string;
	readonly event: EventSummary;
	readonly integration: Named;
	readonly workflow: Started;
	readonly attempts: number;
	readonly lastError: string | null;
	readonly diedAt: string | null;
	readonly executionUrl: string | null;
	readonly retriesFrom: 'start' | 'failingNode';
};

export type RefusedMessage = {
	readonly integration: Named;
	readonly outcome: string;
	readonly reason: string;
	readonly topic: string;
	readonly count: number;
	readonly firstAt: string;
	readonly lastAt: string;
	readonly excerpt: string;
};

/** What a carrier has told of a parcel, and the order that it belongs to. */
export type CarrierParcel = {
	readonly id: string;
	readonly integration: Named;
	readonly shipmentId: string;
	readonly trackingNumber: string | null;
	readonly carrier: string | null;
	readonly order: {
		readonly id: string;
		readonly number: string | null;
		readonly integration: Named;
	} | null;
	readonly message: string | null;
	readonly since: string;
};

/** An import from a store, or several in a row that have shown the same. */
export type ImportRun = {
	readonly began: 'schedule' | 'start' | 'manual' | 'workflow' | 'publish';
	readonly status: 'running' | 'done' | 'failed' | 'cancelled' | 'lost';
	readonly startedAt: string;
	readonly endedAt: string | null;
	readonly count: number;
	readonly failure: string | null;
	readonly imported: ReadonlyArray<{
		readonly entityType: string;
		readonly read: number;
		readonly total: number | null;
		readonly stored: number;
		readonly events: number;
		readonly leftOut: number;
		readonly leftOutFirst: ReadonlyArray<{ readonly id: string; readonly reason: string }>;
		readonly skipped: string | null;
		readonly failure: string | null;
	}>;
	readonly webhooks: {
		readonly registered: readonly string[];
		readonly restored: readonly string[];
		readonly removed: number;
		readonly failure: string | null;
	} | null;
};

export type ActiveHour = {
	readonly at: string;
	readonly events: number;
	readonly email: number;
	readonly push: number;
	readonly webhook: number;
	readonly update: number;
	readonly failed: number;
	readonly dead: number;
};

export type PushSubscription = {
	readonly id: string;
	readonly service: string;
	readonly integration: string | null;
	readonly customerId: string | null;
	readonly createdAt: string;
	readonly updatedAt: string;
	readonly failingSince: string | null;
};

export type Forgotten = {
	readonly snapshots: number;
	readonly events: number;
	readonly pushSubscriptions: number;
};

/** What a merchant has to know of. */
export type Alert = {
	readonly id: string;
	readonly kind: string;
	readonly title: string;
	readonly cause: string;
	readonly nextStep: string;
	readonly integration: Named | null;
	readonly openedAt: string;
	readonly endedAt: string | null;
	readonly link: string | null;
};

export type Recipe = {
	readonly id: string;
	readonly name: string;
	readonly does: string;
	readonly group: string;
	readonly entityType: string;
	readonly steps: readonly string[];
	/** An SVG. */
	readonly picture: string;
	readonly credentials: ReadonlyArray<{ readonly type: string; readonly isChosen: boolean }>;
	readonly settings: ReadonlyArray<{
		readonly name: string;
		readonly label: string;
		readonly description: string;
		readonly kind: 'email' | 'url' | 'number';
		readonly default: string | number | null;
		readonly min: number | null;
		readonly max: number | null;
	}>;
	readonly used: ReadonlyArray<
		Named & {
			readonly isActive: boolean;
			readonly url: string;
			readonly integrations: readonly string[];
		}
	>;
	readonly workflow: object;
};

/** A shop's look in its mails, as far as it has said. */
export type Brand = {
	readonly shopName?: string;
	readonly logoUrl?: string;
	readonly logoWidth?: number;
	readonly accentColor?: string;
	readonly linkColor?: string;
	readonly backgroundColor?: string;
	readonly font?: string;
	readonly imprint?: readonly string[];
	readonly links?: ReadonlyArray<{ readonly label: string; readonly url: string }>;
	readonly replyTo?: string;
	readonly timeZone?: string;
	readonly language?: string;
	readonly trackingPage?: string;
};

export type BrandTold = {
	readonly brand: Brand;
	/** The picture itself. */
	readonly logo: string | null;
	readonly remark: string | null;
	/** What a mail looks like by it; only where that was asked for. */
	readonly mail?: { readonly subject: string; readonly html: string; readonly text: string };
};

/** As far as forms are drawn of it. */
export type JsonSchema = {
	readonly type?: string;
	readonly title?: string;
	readonly description?: string;
	readonly const?: unknown;
	readonly enum?: readonly string[];
	readonly anyOf?: readonly JsonSchema[];
	readonly format?: string;
	readonly maxLength?: number;
	readonly writeOnly?: boolean;
	readonly contentMediaType?: string;
	readonly items?: JsonSchema;
	readonly properties?: Readonly<Record<string, JsonSchema>>;
	readonly required?: readonly string[];
	readonly default?: unknown;
};

export type Value = { readonly value: string; readonly title: string };

export type ConditionForm = {
	readonly fields: ReadonlyArray<{
		readonly path: string;
		readonly title: string;
		readonly type: string;
		readonly values: readonly Value[] | null;
		readonly takesOthers: boolean;
	}>;
	readonly ownFields: readonly string[];
	readonly types: Readonly<
		Record<
			string,
			{
				readonly operators: ReadonlyArray<{
					readonly operator: string;
					readonly title: string;
					readonly operand: JsonSchema;
				}>;
				readonly values: readonly Value[] | null;
			}
		>
	>;
};

/** What a workflow can be. */
export type Possibilities = {
	readonly entityType: string;
	readonly name: JsonSchema;
	readonly triggers: ReadonlyArray<{
		readonly code: string;
		readonly name: string;
		readonly description: string;
	}>;
	readonly integrations: readonly Named[];
	readonly conditions: ConditionForm | null;
	readonly actions: ReadonlyArray<{
		readonly type: string;
		readonly title: string;
		readonly description: string;
		readonly schema: JsonSchema;
		readonly problem: string | null;
	}>;
	readonly variables: ReadonlyArray<{ readonly name: string; readonly title: string }>;
};

/** A body of `POST /workflows/configure`. */
export type Configuration = {
	readonly guid?: string;
	readonly name: string;
	readonly entityType: string;
	readonly triggerId: string;
	readonly integrations?: readonly string[];
	readonly conditions?: Readonly<Record<string, unknown>>;
	readonly action: Readonly<Record<string, unknown>>;
};
