import { z } from 'zod/v4';
import type { IntegrationFacts } from '../deliveries/composeItem.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import type { Digest } from '../digest/digest.ts';
import { nameOfKind, type AlertKind, type DAILY_DIGEST } from './alertKinds.ts';

/** Beside the kinds, in the codes of a subscription: that it wants to hear of the end, too. */
export const ENDED_CODE = 'ended';

/** That an alert was opened, or has ended: what a workflow is started for. */
export type Notice = {
	readonly alert: Row<'alert'>;
	readonly state: 'opened' | 'ended';
};

/** What the Commerce Alert Trigger emits; docs/alerts.md defines every field. */
export type AlertItem = {
	readonly event: {
		readonly id: string;
		readonly code: AlertKind | typeof DAILY_DIGEST.kind;
		readonly name: string;
		readonly entityType: 'Alert';
		readonly occurredAt: string;
		/** 1 for the first run, counting up with each further try. */
		readonly attempt: number;
		readonly isSample: boolean;
	};
	readonly integration: IntegrationFacts | null;
	readonly kind: AlertKind | typeof DAILY_DIGEST.kind;
	readonly state: Notice['state'];
	readonly title: string;
	readonly cause: string;
	readonly nextStep: string;
	/** What the merchant calls the store. */
	readonly store: string | null;
	readonly openedAt: string;
	readonly endedAt: string | null;
	readonly link: string | null;
	/** Of a daily digest. */
	readonly digest?: Digest;
};

const PREFIX = 'alert';

/** As which a delivery names what it delivers, in the place of an event's id. */
export const noticeId = ({ alert, state }: Notice, nowMs: number): string =>
	`${PREFIX}/${alert.id}/${state}/${nowMs}`;

const codesSchema = z.array(z.string());

/** Whether a trigger is to be started; never for one whose row cannot be read. */
export function wantsAlert(
	{
		space,
		codesJson,
		integrationsJson,
	}: Pick<Row<'subscription'>, 'space' | 'codesJson' | 'integrationsJson'>,
	{ alert, state }: Notice,
): boolean {
	if (alert.space !== null && alert.space !== space) return false;
	const codes = listIn(codesJson);
	if (!codes.includes(alert.kind)) return false;
	if (state === 'ended' && !codes.includes(ENDED_CODE)) return false;
	if (integrationsJson === null || alert.integrationGuid === null) return true;
	return listIn(integrationsJson).includes(alert.integrationGuid);
}

function listIn(json: string): readonly string[] {
	try {
		return codesSchema.parse(JSON.parse(json));
	} catch {
		return [];
	}
}

/** The items of notices, by the ids that their deliveries have. What was forgotten since is left out. */
export async function loadNotices(
	{ db }: Pick<OpenDatabase, 'db'>,
	ids: readonly string[],
): Promise<Map<string, (attempt: number) => AlertItem>> {
	const notices = ids.flatMap((id) => {
		const [prefix, alertId, state] = id.split('/');
		return prefix === PREFIX && alertId && (state === 'opened' || state === 'ended')
			? [{ id, alertId, state } as const]
			: [];
	});
	if (notices.length === 0) return new Map();
	const rows = await db
		.selectFrom('alert')
		.leftJoin('integration', 'integration.guid', 'alert.integrationGuid')
		.selectAll('alert')
		.select(['integration.name', 'integration.provider', 'integration.storeUrl'])
		.where(
			'alert.id',
			'in',
			notices.map(({ alertId }) => alertId),
		)
		.execute();
	const byId = new Map(rows.map((row) => [row.id, row]));
	return new Map(
		notices.flatMap(({ id, alertId, state }) => {
			const row = byId.get(alertId);
			if (row === undefined) return [];
			const { integrationGuid: guid, name, provider, storeUrl } = row;
			const integration =
				guid === null || name === null
					? null
					: { guid, name, provider: provider!, storeUrl: storeUrl! };
			const item = (attempt: number) =>
				composeAlert({ alert: row, state }, integration, { id, attempt, isSample: false });
			return [[id, item] as const];
		}),
	);
}

/** The item that a trigger emits for an alert. */
export function composeAlert(
	{ alert, state }: { readonly alert: Omit<Row<'alert'>, 'id'>; readonly state: Notice['state'] },
	integration: IntegrationFacts | null,
	event: Pick<AlertItem['event'], 'id' | 'attempt' | 'isSample'>,
): AlertItem {
	const { kind, title, cause, nextStep, openedAt, endedAt, link } = alert;
	const isoOf = (ms: number) => new Date(ms).toISOString();
	const isOver = state === 'ended' && endedAt !== null;
	return {
		event: {
			id: event.id,
			code: kind,
			name: nameOfKind(kind),
			entityType: 'Alert',
			occurredAt: isoOf(isOver ? endedAt : openedAt),
			attempt: event.attempt,
			isSample: event.isSample,
		},
		integration,
		kind,
		state,
		title,
		cause,
		nextStep,
		store: integration?.name ?? null,
		openedAt: isoOf(openedAt),
		endedAt: isOver ? isoOf(endedAt) : null,
		link,
	};
}
