import type { Observation } from '../../events/observation.ts';
import type { Connection } from '../storeHttp.ts';
import { StoreError } from '../storeError.ts';
import type { StatusUpdate, WriteResult } from '../storeSide.ts';
import { callStore, pathOf, unlessAbsent } from './client.ts';
import type { GenericCredentials } from './credentials.ts';
import { observeAnswer } from './observeAnswer.ts';
import { readEntity } from './readEntity.ts';

type GenericConnection = Connection<GenericCredentials>;

const NOUNS: Readonly<Record<StatusUpdate['entityType'], string>> = {
	Order: 'order',
	Shipment: 'shipment',
};

/**
 * `PATCH /orders/{id}` with the canonical status. What has the status already is left alone.
 *
 * @throws StoreError also when the store answers that all is well and has changed nothing
 */
export async function updateStatus(
	connection: GenericConnection,
	{ entityType, id, status, note }: StatusUpdate,
): Promise<WriteResult> {
	const { storeUrl } = connection.credentials;
	const noun = NOUNS[entityType];
	const [before] = await readEntity(connection, entityType, id);
	if (before === undefined) {
		throw new StoreError('not_found', `${storeUrl} has no ${noun} "${id}".`, { status: 404 });
	}
	if (statusOf(before) === status) {
		const remark = note === null ? null : `The ${noun} is "${status}" already; no note was added.`;
		return { changed: false, observations: [before], remark };
	}

	const path = pathOf(entityType, id);
	const json = { status, ...(note !== null && { note }) };
	const answer = await unlessAbsent(callStore(connection, { method: 'PATCH', path, json }));
	if (answer === null) {
		throw new StoreError(
			'rejected',
			`${storeUrl} cannot change the status of a ${noun}: it has no PATCH ${path}. docs/generic-store.md says under "Changes" what the shop has to answer.`,
			{ status: 405 },
		);
	}
	const observations =
		answer.body === null
			? []
			: [observeAnswer(connection, `PATCH ${path}`, entityType, answer.body)];
	const after = observations[0] && statusOf(observations[0]);
	if (after === undefined || after === status) return { changed: true, observations, remark: null };
	if (after === statusOf(before) && after !== 'unknown' && answer.status !== 202) {
		throw new StoreError(
			'rejected',
			`${storeUrl} answered ${answer.status} to PATCH ${path}, but the ${noun} is still "${after}" and not "${status}". Look in the shop why it cannot be.`,
			{ status: answer.status },
		);
	}
	const native = observations[0]?.entity as { nativeStatus?: string | null };
	const remark = `The shop was asked for "${status}"; it now says "${native.nativeStatus ?? after}".`;
	return { changed: true, observations, remark };
}

function statusOf({ entity }: Observation): string | undefined {
	return entity.status;
}
