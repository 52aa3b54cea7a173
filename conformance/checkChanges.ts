import type { OrderStatus, ShipmentStatus } from '../engine/events/statuses.ts';
import { COLLECTIONS, pathOf } from '../engine/providers/generic/client.ts';
import { checkPlace, readHead } from './checkPlace.ts';
import type { Context } from './context.ts';
import { canonical, differences, faultOf, updatedAtOf } from './entity.ts';
import { isAbsent, shown, type Answer } from './storeClient.ts';

type Changeable = 'Order' | 'Shipment';

/** What the entity is given, the first that it has not got and the shop allows. */
const TRIED: Readonly<{ Order: readonly OrderStatus[]; Shipment: readonly ShipmentStatus[] }> = {
	Order: ['on_hold', 'processing', 'completed', 'fulfilled'],
	Shipment: ['delayed', 'in_transit', 'out_for_delivery', 'shipped'],
};
const NO_STATUS = 'no-status-of-this-page';

/**
 * `PATCH` of a status. The entity has its old one again at the end, if the shop allows it.
 *
 * @returns what the store told after each change, oldest first
 */
export async function checkChanges(
	context: Context,
	entityType: Changeable,
	id: string,
): Promise<readonly Answer[]> {
	const { store, report } = context;
	const path = pathOf(entityType, id);
	const before = await store.ask('GET', path);
	if (before.status !== 200 || faultOf(entityType, before.json) !== null) {
		report.note('Changes', `GET ${path} gives nothing to change: ${shown(before)}`);
		return [];
	}
	const unknown = await store.ask('PATCH', path, { json: { status: NO_STATUS } });
	if (isAbsent(unknown)) {
		report.note(
			'Changes',
			`PATCH /${COLLECTIONS[entityType]}/{id}: there is none, so workflows cannot set a status`,
		);
		return [];
	}
	const promised = (line: string, expected: string) =>
		({
			line: `PATCH /${COLLECTIONS[entityType]}/{id} ${line}`,
			section: 'Changes',
			expected,
		}) as const;

	report.check(
		promised('answers 400 to a status that is none', '400'),
		unknown.status === 400 ? null : shown(unknown),
	);
	const missing = await store.ask('PATCH', pathOf(entityType, 'no-such-id-of-conformance'), {
		json: { status: TRIED[entityType][0] },
	});
	report.check(
		promised('answers 404 where there is none', '404'),
		missing.status === 404 ? null : shown(missing),
	);
	const stranger = await store.ask('PATCH', path, { json: {}, apiKey: 'wrong-key-of-conformance' });
	report.check(
		promised('with a wrong key answers 401', '401'),
		stranger.status === 401 ? null : shown(stranger),
	);

	const old = canonical(entityType, before.json).status;
	const head = await readHead(store, entityType, id);
	const { status, answer } = await changeToAnother(context, entityType, path, old);
	const after = await store.ask('GET', path);
	const isChanged = report.check(
		promised(
			'answers 200 and the entity with the new status',
			`200 {"id": "${id}", "status": "${status}", …}`,
		),
		statusIn(entityType, answer) === status ? null : shown(answer),
	);
	if (!isChanged) return [];
	report.check(
		promised('does what it says', `GET ${path} with "status": "${status}", as the answer had it`),
		statusIn(entityType, after) === status &&
			differences(entityType, answer.json, after.json).length === 0
			? null
			: shown(after),
	);
	report.check(
		promised('moves updatedAt', `a time after that of ${shown(before)}`),
		updatedAtOf(after.json) > updatedAtOf(before.json) ? null : shown(after),
	);
	await checkPlace(context, entityType, head);

	const again = await store.ask('PATCH', path, { json: { status } });
	report.check(
		promised('with what is so already changes nothing', `200 and updatedAt as before`),
		again.status === 200 && updatedAtOf(again.json) === updatedAtOf(after.json)
			? null
			: shown(again),
	);
	const restored = await store.ask('PATCH', path, { json: { status: old } });
	if (statusIn(entityType, restored) !== old) {
		report.note('Changes', `${path} cannot become "${String(old)}" again: ${shown(restored)}`);
		return [after];
	}
	return [after, await store.ask('GET', path)];
}

/** Gives a status that the entity has not got; a shop may refuse some with 409 or 422. */
async function changeToAnother(
	{ store }: Context,
	entityType: Changeable,
	path: string,
	old: unknown,
): Promise<{ status: string; answer: Answer }> {
	let last: { status: string; answer: Answer } | undefined;
	for (const status of TRIED[entityType].filter((word) => word !== old)) {
		last = { status, answer: await store.ask('PATCH', path, { json: { status } }) };
		if (last.answer.status !== 422 && last.answer.status !== 409) break;
	}
	return last!;
}

function statusIn(entityType: Changeable, { status, json }: Answer): unknown {
	if (status !== 200 || faultOf(entityType, json) !== null) return null;
	return canonical(entityType, json).status;
}
