import { randomUUID } from 'node:crypto';
import { withAttachment } from '../deliveries/attachment.ts';
import { newDelivery } from '../deliveries/newDelivery.ts';
import { ABANDONED_AFTER_MS } from '../deliveries/silentTriggers.ts';
import type { OpenDatabase } from '../state/dialects/dialect.ts';
import type { Row } from '../state/schema.ts';
import { noticeId, wantsAlert, type Notice } from './alertNotice.ts';
import type { AlertKind } from './alertKinds.ts';
import type { Finding } from './finding.ts';

/** More are open only where something is wrong with this list itself. */
const MOST_OPEN = 1_000;
const SEEN_EVERY_MS = 60_000;
/** What ends and comes back within this time is the same trouble: one alert, told once in that time. */
export const SAME_TROUBLE_MS = 3_600_000;

type Database = OpenDatabase['db'];
type Alert = Row<'alert'>;

/**
 * Writes down what one look has found: opens alerts, ends those whose cause is gone, and has each told once to
 * the workflows that want it. In a transaction of the caller's.
 *
 * @param kinds what was looked for: alerts of other kinds stay as they are
 * @returns the subscriptions to wake after the transaction
 */
export async function keepAlerts(
	trx: Database,
	kinds: readonly AlertKind[],
	findings: readonly Finding[],
	nowMs: number,
): Promise<string[]> {
	if (kinds.length === 0) return [];
	const found = new Map(findings.map((finding) => [keyOf(finding), finding]));
	const known = await trx
		.selectFrom('alert')
		.selectAll()
		.where('kind', 'in', kinds)
		.where((eb) => eb.or([eb('endedAt', 'is', null), eb('endedAt', '>', nowMs - SAME_TROUBLE_MS)]))
		.orderBy('openedAt')
		.execute();
	const notices: Notice[] = [];

	// Of several of one subject, the newest one: an open one is that.
	for (const alert of new Map(known.map((alert) => [keyOf(alert), alert])).values()) {
		const finding = found.get(keyOf(alert));
		found.delete(keyOf(alert));
		if (finding === undefined) {
			if (alert.endedAt === null) notices.push(...(await end(trx, alert, nowMs)));
			continue;
		}
		notices.push(...(await goOn(trx, alert, finding, nowMs)));
	}
	let open = known.filter(({ endedAt }) => endedAt === null).length;
	for (const finding of found.values()) {
		if (open >= MOST_OPEN) break;
		open += 1;
		notices.push(await begin(trx, finding, nowMs));
	}
	return await deliver(trx, notices, nowMs);
}

const keyOf = ({ kind, subject }: Pick<Finding, 'kind' | 'subject'>) => `${kind}/${subject}`;

async function begin(trx: Database, finding: Finding, nowMs: number): Promise<Notice> {
	const alert: Alert = {
		id: randomUUID(),
		...finding,
		openedAt: nowMs,
		seenAt: finding.seenAt ?? nowMs,
		endedAt: null,
		toldAt: nowMs,
		isTold: 1,
	};
	await trx.insertInto('alert').values(alert).execute();
	return { alert, state: 'opened' };
}

/** Of one that has ended a moment ago and is there again, workflows are told when that is some time ago. */
async function goOn(
	trx: Database,
	alert: Alert,
	finding: Finding,
	nowMs: number,
): Promise<Notice[]> {
	const isToBeTold = alert.isTold === 0 && nowMs - (alert.toldAt ?? 0) >= SAME_TROUBLE_MS;
	const seenAt = finding.seenAt ?? nowMs;
	const isNews =
		isToBeTold ||
		alert.endedAt !== null ||
		seenAt - alert.seenAt >= SEEN_EVERY_MS ||
		(['title', 'cause', 'nextStep', 'link'] as const).some((name) => alert[name] !== finding[name]);
	if (!isNews) return [];
	const { title, cause, nextStep, link } = finding;
	const changed = {
		...{ title, cause, nextStep, link, seenAt, endedAt: null },
		...(isToBeTold && { isTold: 1, toldAt: nowMs }),
	};
	await trx.updateTable('alert').set(changed).where('id', '=', alert.id).execute();
	return isToBeTold ? [{ alert: { ...alert, ...changed }, state: 'opened' }] : [];
}

async function end(trx: Database, alert: Alert, nowMs: number): Promise<Notice[]> {
	const changed = { endedAt: nowMs, isTold: 0 };
	await trx.updateTable('alert').set(changed).where('id', '=', alert.id).execute();
	return alert.isTold === 1 ? [{ alert: { ...alert, ...changed }, state: 'ended' }] : [];
}

/** The triggers of published workflows, those that are taken down for a moment among them. */
export const alertTriggers = async (db: Database, nowMs: number) =>
	await withAttachment({ db })
		.selectAll('subscription')
		.where('entityType', '=', 'Alert')
		.where((eb) =>
			eb.or([
				eb('until', 'is', null),
				eb('holder', 'is not', null),
				eb('until', '>', nowMs - ABANDONED_AFTER_MS),
			]),
		)
		.execute();

/** A delivery for each trigger that wants it, as of an event. */
async function deliver(
	trx: Database,
	notices: readonly Notice[],
	nowMs: number,
): Promise<string[]> {
	if (notices.length === 0) return [];
	const subscriptions = await alertTriggers(trx, nowMs);
	const deliveries = notices.flatMap((notice) => {
		const { alert } = notice;
		const about = { id: noticeId(notice, nowMs), entityType: 'Alert', entityId: alert.id };
		return subscriptions
			.filter((subscription) => wantsAlert(subscription, notice))
			.map(({ id }) => newDelivery(id, about, alert.integrationGuid ?? '', nowMs));
	});
	if (deliveries.length > 0) await trx.insertInto('delivery').values(deliveries).execute();
	return deliveries.map(({ subscriptionId }) => subscriptionId);
}
