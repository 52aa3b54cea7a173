import type { GenericCredentials } from '../engine/providers/generic/credentials.ts';
import type { Listener } from './listener.ts';
import type { Report } from './report.ts';
import type { StoreClient } from './storeClient.ts';

/** What may be changed in the store. Without any: nothing is. */
export type Permissions = {
	/** An order whose status may be changed; it gets its old one back. */
	readonly orderId?: string;
	/** Likewise a shipment. */
	readonly shipmentId?: string;
	/** A tracking number to add to the order; it stays there. */
	readonly trackingNumber?: string;
};

/** What every part of the check has at hand. */
export type Context = {
	readonly store: StoreClient;
	readonly credentials: GenericCredentials;
	readonly report: Report;
	readonly permissions: Permissions;
	/** How long a message, or another attempt to send it, may take. */
	readonly patienceMs: number;
	/** Where the store's messages come in; `null` where it cannot reach this machine. */
	readonly listener: Listener | null;
};
