import type { ActionOutcome, KeptKind } from '../actions/actionOutcome.ts';
import type { AlertKind } from '../alerts/alertKinds.ts';
import type { EntityType } from '../events/entityType.ts';
import type { ShipmentStatus } from '../events/statuses.ts';
import type { ImportBeginning } from '../inbox/importRuns.ts';
import type { RefusedOutcome } from '../inbox/refusedOutcomes.ts';
import type { Generated, Insertable, Selectable } from 'kysely';

/** What can be held by one at a time. */
export type LeaseKind = 'alerts' | 'import' | 'provision' | 'request' | 'store' | 'subscription';

/**
 * The tables of the state database. Times are epoch milliseconds, `…Json` columns hold JSON as text,
 * both the same in SQLite and Postgres.
 */
export type Schema = {
	schemaVersion: { version: number; appliedAt: number };
	counter: { name: string; value: number };
	integration: {
		guid: string;
		space: string;
		name: string;
		provider: string;
		storeUrl: string;
		workflowId: string;
		nodeId: string;
		status: 'active' | 'disabled';
		webhookUrl: string;
		connectedAt: number;
		updatedAt: number;
		lastEventAt: number | null;
		/** Since when the store's webhooks are registered, as far as is known; `null` before the first time. */
		registeredAt: number | null;
		/** Why it could not, in words for the merchant; `null` when it could. */
		lastError: string | null;
		/** Of the workflow, as it was last published; `null` where that was not kept yet. */
		workflowName: string | null;
		/** How many of its orders have amounts that do not make their total, and the last one's number. */
		oddOrders: Generated<number>;
		lastOddOrder: string | null;
		/** The statuses that its orders can have, as the store told them last; `null` where it did not. */
		orderStatusesJson: string | null;
		/** How the merchant wants the store's words to be read; `null` for as they are. */
		readingJson: string | null;
		/** What the shop looks like in its mails; `null` for as all do. */
		brandJson: string | null;
		/** When a message of the store was last accepted, to the minute; `null` before the first. */
		lastMessageAt: Generated<number | null>;
		/** n8n's id of its credential, as it was last published; `null` where that was not kept yet. */
		credentialId: Generated<string | null>;
		/** How many webhooks in the store post here, as it said last; `null` where that was not kept yet. */
		webhooks: Generated<number | null>;
		/** Of a carrier: guids of the shops whose parcels it tells; `null` is every shop of the space. */
		shopsJson: Generated<string | null>;
		/** 1: its keys are ones for tests, as it was found when they were checked last. */
		hasTestKeys: Generated<number | null>;
	};
	/** What one has for itself, and others leave alone. */
	lease: {
		kind: LeaseKind;
		/** Of which subscription, integration, subject or store. */
		key: string;
		/** Another one at each taking; `null` once it was given back. */
		holder: string | null;
		/** Without a sign of life, others may take it from then on; `null` is never. */
		until: number | null;
	};
	receipt: { integrationGuid: string; key: string; receivedAt: number };
	/** An entity that a store has named, and that is still to be read. */
	pendingRead: {
		integrationGuid: string;
		entityType: EntityType;
		entityId: string;
		/** Of the last message that named it: what is read before that came is read once more. */
		receiptKey: string;
		/** When that message came. */
		since: number;
		/** When it is read next; while it is being read, when that counts as failed. */
		dueAt: number;
		/** How often it could not be read. */
		attempts: number;
	};
	/** A parcel on its way that is asked for again, since no list of changes tells of it. */
	watchedParcel: {
		integrationGuid: string;
		shipmentId: string;
		/** When it was last told of or asked for. */
		heardAt: number;
		/** When something new was last heard of it. */
		newsAt: number;
		/** 1 for one with which several could not be read: it is asked for by itself. */
		isAlone: number;
	};
	/** Messages of one kind and minute of which nothing was made. */
	refusedMessage: {
		id: string;
		integrationGuid: string;
		outcome: RefusedOutcome;
		/** As the message says, which may be anybody's; empty where it says none. */
		topic: string;
		count: number;
		firstAt: number;
		lastAt: number;
		/** In a sentence for the merchant, of the last one. */
		reason: string;
		/** How the body of the last one begins; empty for what the store may send as it likes. */
		excerpt: string;
		/** The store's ids of the orders that they name, as `inList` writes each; some, where there are many. */
		ordersText: Generated<string>;
	};
	snapshot: {
		integrationGuid: string;
		entityType: string;
		entityId: string;
		entityJson: string;
		changedAt: number;
		statusChangedAt: number;
		/** When the store said it, by its own clock where it tells; `null` where it does not. */
		toldAt: number | null;
		deletedAt: number | null;
		storedAt: number;
		/** Of an order: what all spellings of its number have in common; `null` where it has none. */
		orderKey: string | null;
	};
	event: {
		id: string;
		space: string;
		integrationGuid: string;
		entityType: string;
		entityId: string;
		codesJson: string;
		entityJson: string;
		previousJson: string | null;
		customerJson: string | null;
		/** Kept only where a subscription asked for the store's own payload. */
		rawJson: string | null;
		occurredAt: number;
		receivedAt: number;
		/** 1 for a change that this package has made in the store itself. */
		isOwnUpdate: number;
		/** Of the catch-up that it was made for; `null` for what has happened in the store. */
		catchUpId: Generated<string | null>;
		/** Its place in the feed of its space; `null` until it is numbered, after it was stored. */
		feedNumber: Generated<number | null>;
		/** Of a parcel that a carrier has told: the shop whose order it belongs to. */
		orderGuid: Generated<string | null>;
		/** What another system had told of the parcel before, for who listens to this one alone; `null` is nothing. */
		repeatedCodesJson: Generated<string | null>;
	};
	/** How far the events of a space are numbered. */
	eventFeed: {
		space: string;
		/** The highest number that an event has got. */
		last: number;
		/** The highest number of an event that was kept long enough; 0 before the first. */
		removed: number;
	};
	/** By which SKU an event is found. */
	eventSku: {
		space: string;
		/** In lower case. */
		sku: string;
		/** Of the event. */
		receivedAt: number;
		eventId: string;
	};
	/** A workflow that is run once for each entity of a filter that is known already. */
	catchUp: {
		id: string;
		space: string;
		/** Of the trigger. */
		subscriptionId: string;
		workflowId: string;
		/** `{}` once it has ended: it may name a person. */
		filterJson: string;
		perMinute: number;
		status: 'running' | 'done' | 'stopped';
		/** How many entities there were when it was asked for. */
		total: number;
		/** For how many the workflow was run, or is about to be. */
		started: number;
		/** Of the entity that was looked at last; empty before the first. */
		integrationGuid: string;
		entityId: string;
		createdAt: number;
		endedAt: number | null;
	};
	subscription: {
		id: string;
		space: string;
		workflowId: string;
		workflowName: string;
		nodeName: string;
		entityType: string;
		codesJson: string;
		/** Guids of the integrations; `null` is all of the space. */
		integrationsJson: string | null;
		conditionsJson: string | null;
		includeRaw: number;
		includeOwnUpdates: number;
		attachedAt: number;
	};
	/** An address that events are posted to, without a workflow. */
	destination: {
		id: string;
		space: string;
		name: string;
		url: string;
		/** Its signing secret, as `Secrets` has sealed it. */
		sealedSecret: string;
		codesJson: string;
		/** Guids of the integrations; `null` is all of the space. */
		integrationsJson: string | null;
		conditionsJson: string | null;
		/** As `parseDelays` reads it; `null` is for up to a day. */
		retryAfter: string | null;
		allowPrivateAddresses: number;
		isActive: number;
		/** Why it was switched off by itself; `null` where it was not. */
		offReason: string | null;
		createdAt: number;
		/** Counts its changes. */
		version: number;
	};
	/** Stores that were removed: a message that was under way does not bring one back. */
	removedStore: { integrationGuid: string; removedAt: number };
	/** Which entities of a store are about whom: a person is found by it without reading every row. */
	personRef: {
		integrationGuid: string;
		/** A hash of the customer's id, of the address, or of the order that a shipment belongs to. */
		ref: string;
		entityType: string;
		entityId: string;
	};
	/** How far what is done in slices has come: what a migration has left to do, and what is written down beside events. */
	backfill: {
		name: string;
		/** The key of the row that was done last; `null` before the first. */
		position: string | null;
		doneAt: number | null;
	};
	delivery: {
		/** In the order of the events: the order in which they are handed over. */
		seq: Generated<number>;
		id: string;
		subscriptionId: string;
		eventId: string;
		/** Which entity: integration, type and id. Deliveries of one key run one after the other. */
		entityKey: string;
		status: 'waiting' | 'claimed' | 'delivered' | 'dropped' | 'dead';
		createdAt: number;
		dueAt: number;
		/** How often it was handed to n8n. */
		attempt: number;
		/** How many of these runs failed. */
		failures: number;
		/** How many of these runs died with their process. */
		losses: number;
		claimedBy: string | null;
		/** Deduplication key of the run that has it; the guard that only its holder may settle it. */
		claimKey: string | null;
		leaseUntil: number | null;
		lastError: string | null;
		settledAt: number | null;
		/** A line of JSON for each attempt that has ended; `null` before the first. */
		attemptsText: Generated<string | null>;
		/** When the first of its runs failed; `null` while none has. */
		failingSince: Generated<number | null>;
	};
	/** How far the import of one type of entity has come. */
	importCursor: {
		integrationGuid: string;
		entityType: string;
		/** Where the listing that is under way, or the next one, begins. */
		since: number | null;
		/** The provider's next page of the listing that is under way; `null` between listings. */
		page: string | null;
		/** The newest change that the listing under way has shown. */
		newest: number | null;
		/** When a listing was last read to its end; `null` before the first. */
		completedAt: number | null;
		updatedAt: number;
	};
	/** An import from a store, or several in a row that have shown the same: nothing new, or the same failure. */
	importRun: {
		id: string;
		integrationGuid: string;
		began: ImportBeginning;
		/** Of its lease: without an end, it is under way while the lease is held, and was cut off else. */
		holder: string;
		/** Of the first. */
		startedAt: number;
		/** Of the last; `null` before its end. */
		endedAt: number | null;
		count: number;
		isCancelled: number;
		/** What went wrong, in words for the merchant; `null` for nothing. */
		failure: string | null;
		/** What the store has said of its keys, where it refuses them. */
		keysProblem: string | null;
		/** How many changes it has found that no webhook had brought, and how many webhooks it has put back. */
		events: number;
		restored: number;
		/** What it has read of each type of entity, and what its webhooks were, as `importRuns` reads it. */
		importedJson: string;
		webhooksJson: string | null;
	};
	/** A change that this package is making in a store, by which its echo is recognised. */
	ownUpdate: { integrationGuid: string; key: string; expiresAt: number };
	/** A browser that asked for notifications. */
	pushSubscription: {
		/** UUIDv5 of the endpoint. */
		id: string;
		space: string;
		endpoint: string;
		p256dh: string;
		auth: string;
		/** The store whose customer it is bound to; `null` for nobody in particular. */
		integrationGuid: string | null;
		customerId: string | null;
		createdAt: number;
		updatedAt: number;
		/** Since when nothing gets through to it; `null` where something does, or nothing was sent. */
		failingSince: number | null;
	};
	/** A run that waits at a Commerce Pause node. */
	pause: {
		executionId: string;
		nodeId: string;
		space: string;
		workflowId: string;
		resumeUrl: string;
		pausedAt: number;
		/** When it goes on by itself; `null` is never. */
		until: number | null;
	};
	/**
	 * What the REST API makes in n8n, written down before it is made: what a killed process has left is
	 * found by it. A finished one says which credential and workflow are the API's own.
	 */
	provision: {
		id: string;
		space: string;
		/** What it is made for: `integration/<provider>/<store URL>`, `workflow/<uuid>`. */
		subject: string;
		/** By which the workflow is recognised when its id is not known: id or `webhookId` of one of its nodes. */
		marker: string;
		credentialType: string | null;
		credentialName: string | null;
		credentialId: string | null;
		workflowId: string | null;
		/** For processes of an older version, which know no leases. */
		ownedBy: string;
		leaseUntil: number;
		createdAt: number;
		finishedAt: number | null;
		/** Since when what it has made is to be removed. */
		givenUpAt: number | null;
	};
	/** A workflow that the REST API has made, and what it looked like: one that was changed is somebody's. */
	madeWorkflow: {
		/** Id or `webhookId` of one of its nodes: known before n8n has made it. */
		marker: string;
		space: string;
		/** `integration`, `workflow`, `tracking/<guid of the integration>`. */
		purpose: string;
		/** `null` while n8n makes it. */
		workflowId: string | null;
		fingerprint: string;
	};
	/** A parcel that another system has reported for an order that is not known, or not for certain. */
	waitingParcel: {
		id: string;
		space: string;
		/** Who has reported it. */
		integrationGuid: string;
		shipmentId: string;
		/** The store whose order it may belong to, and n8n's id of the workflow that writes it there. */
		targetGuid: string;
		workflowId: string;
		/** Is delivered again when the order comes. */
		eventId: string;
		/** `null` where it names no order. */
		orderKey: string | null;
		orderNumber: string | null;
		trackingNumber: string | null;
		carrier: string | null;
		reason: string;
		/** The reason in a sentence for the merchant. */
		remark: string;
		since: number;
	};
	/** A shipment that a carrier tells, and the order of which shop it belongs to. */
	toldParcel: {
		id: string;
		/** Of the carrier. */
		integrationGuid: string;
		shipmentId: string;
		space: string;
		/** Of the shop; both `null` while no order is found. */
		orderGuid: string | null;
		orderId: string | null;
		/** 1 where a person has said so: also that the parcel belongs to no order. */
		isByHand: number;
		/** As what it was matched: what the order is called, as `waitingKeyOf` writes it, and its own number. */
		orderKey: string | null;
		trackingKey: string | null;
		/** Why no order was found, and the same in a sentence; `null` where one is. */
		reason: string | null;
		remark: string | null;
		/** Since when it waits, or has its order. */
		since: number;
	};
	/** A parcel that a carrier tells, of an order: what is known of it, whoever has said so. */
	parcel: {
		orderGuid: string;
		orderId: string;
		trackingKey: string;
		status: ShipmentStatus;
		/** Whether it was delivered once. */
		hasArrived: number;
		/** Whether a carrier has told of it, and whether the last word was a carrier's. */
		isCarriers: number;
		isByCarrier: number;
	};
	/** What came of an action for an event. */
	actionOutcome: {
		id: string;
		eventId: string;
		/** n8n's ids. */
		workflowId: string;
		executionId: string;
		nodeName: string;
		action: KeptKind;
		outcome: ActionOutcome['outcome'];
		/** Shortened: enough to recognise, not enough to write to. */
		recipient: string | null;
		/** Subject, title, status. */
		what: string | null;
		/** What the other side said, or why nothing was done. */
		said: string | null;
		at: number;
		/** Of the delivery, as the run's item tells it; `null` where it does not. */
		attempt: Generated<number | null>;
		/** What a failed one has told of its run; `null` where that has not failed by it. */
		failureJson: Generated<string | null>;
	};
	/** A mail server, webhook host, push service or store that failed again and again, and is left alone. */
	receiver: {
		/** Kind and host: `mail server mail.example.com:587`. */
		key: string;
		/** Whose event met the last failure. */
		space: string;
		/** When the first of its failures in a row was met. */
		since: number;
		/** When one action may ask it again. */
		until: number;
		/** How often it was asked again in vain; it is left alone for longer each time. */
		openings: number;
		/** What the last failure said. */
		reason: string;
	};
	/** Something that a merchant has to know of. At most one is open for each kind and subject. */
	alert: {
		id: string;
		kind: AlertKind;
		/** What it is about: the guid of an integration, the id of a subscription, a process. */
		subject: string;
		/** Who is told; `null` is everybody. */
		space: string | null;
		integrationGuid: string | null;
		/** Where to look in n8n; `null` where that is not known. */
		link: string | null;
		title: string;
		cause: string;
		nextStep: string;
		openedAt: number;
		/** To the minute. */
		seenAt: number;
		/** `null` while its cause is there. */
		endedAt: number | null;
		/** When workflows were last started for its opening; `null` before the first time. */
		toldAt: number | null;
		/** 1 from then on until they are told of its end. */
		isTold: number;
	};
	/** When a key ends that somebody uses; never the key. */
	expiringKey: {
		/** Of the workflow and node that use it. */
		id: string;
		space: string;
		/** Of its credential. */
		name: string;
		/** Where another one is made. */
		link: string | null;
		expiresAt: number;
		/** When it was used last, to the hour. */
		seenAt: number;
	};
	/** A request to the REST API that named itself, and what it was answered with. */
	answeredRequest: {
		space: string;
		/** Of the header `Idempotency-Key`. */
		key: string;
		/** Of the request. */
		fingerprint: string;
		/** `null` where doing it again does no harm, and the answer is not to be kept. */
		answerJson: string | null;
		at: number;
	};
	/** A token of the REST API with some of the owner's rights. */
	apiToken: {
		/** A part of the token, by which it is found. */
		id: string;
		space: string;
		name: string;
		scopesJson: string;
		/** SHA-256 of the token, in hex. */
		digest: string;
		createdAt: number;
		/** `null` is never. */
		expiresAt: number | null;
		/** To the minute; `null` before the first time. */
		lastUsedAt: number | null;
		revokedAt: number | null;
	};
	/** What the codes in the addresses of tracking pages are signed with; the highest version signs new ones. */
	trackingKey: { version: number; key: string };
	/** The longest gap between two messages of a store, of each day on which it has sent something. */
	storeRhythm: {
		integrationGuid: string;
		/** Since 1970. */
		day: number;
		longestGapMs: number;
	};
	sentAction: {
		key: string;
		eventId: string;
		/** `null` for what was sent before this was kept. */
		workflowId: string | null;
		/** 0: begun, and not known to have been done. */
		sentAt: number;
	};
};

export type Row<T extends keyof Schema> = Selectable<Schema[T]>;
export type NewRow<T extends keyof Schema> = Insertable<Schema[T]>;
