import { destinationIdIn } from '../destinations/destination.ts';
import { safeText } from '../history/safeText.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { AlertKind } from './alertKinds.ts';

/** Something that a merchant has to know of, as one look has found it. */
export type Finding = {
	readonly kind: AlertKind;
	/** What it is about: with the kind, it tells one alert from another. */
	readonly subject: string;
	/** Who is told; `null` is everybody. */
	readonly space: string | null;
	/** The store that it is about; `null` for none in particular. */
	readonly integrationGuid: string | null;
	/** Where to look in n8n; `null` where that is not known. */
	readonly link: string | null;
	readonly title: string;
	/** In words for the merchant, as is the next step. */
	readonly cause: string;
	readonly nextStep: string;
	/** When it was seen last, where that is not now. */
	readonly seenAt?: number;
};

/** One thing that is looked for. */
export type Cause = {
	/** All that it can find: what it does not find any more has ended. */
	readonly kinds: readonly AlertKind[];
	/** @returns `null` where nothing can be said at present */
	find(nowMs: number): Promise<readonly Finding[] | null>;
};

export type Database = Pick<OpenDatabase, 'db' | 'dialect'>;

const LONGEST_NAME = 100;

/** What a merchant calls a store or a workflow, as it stands in a sentence. */
export const named = (name: string): string => `"${safeText(name, LONGEST_NAME)}"`;

/** The address of a workflow in the n8n that stores post to; `null` where that is not known, and for a destination. */
export function workflowLink(webhookUrl: string | null, workflowId: string): string | null {
	const base = /^(https?:\/\/.+)\/webhook\//.exec(webhookUrl ?? '')?.[1];
	const isNone = base === undefined || destinationIdIn(workflowId) !== null;
	return isNone ? null : `${base}/workflow/${encodeURIComponent(workflowId)}`;
}

/** `8 hours`, `3 days` */
export function spanOf(ms: number): string {
	const hours = Math.round(ms / 3_600_000);
	if (hours < 1) return `${Math.max(1, Math.round(ms / 60_000))} minutes`;
	return hours < 48 ? `${hours} hour${hours === 1 ? '' : 's'}` : `${Math.round(hours / 24)} days`;
}
