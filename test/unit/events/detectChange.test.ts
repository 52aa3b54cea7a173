import fc from 'fast-check';
import { detectChange, type Snapshot } from '../../../engine/events/detectChange.ts';
import type { Observation, ObservationOf } from '../../../engine/events/observation.ts';
import { SHIPMENT_STATUSES } from '../../../engine/events/statuses.ts';
import type { Telling } from '../../../engine/events/telling.ts';

const CONNECTED_AT = Date.parse('2026-01-01T00:00:00.900Z');
const RECEIVED_AT = Date.parse('2026-01-02T12:00:00Z');

const told = (at: number | null): Telling => ({ at, isAnswer: false });
const detect = (observation: Observation, known: Snapshot | null, telling = told(null)) =>
	detectChange(observation, known, CONNECTED_AT, RECEIVED_AT, telling);

type OrderFields = Omit<ObservationOf<'Order'>['entity'], 'id'>;

function order(entity: OrderFields, changedAt: string | null, more: Partial<Observation> = {}) {
	return {
		entityType: 'Order',
		id: '1',
		kind: 'upsert',
		entity: { id: '1', ...entity },
		changedAt,
		clock: 'record',
		topicCodes: ['order_updated'],
		...more,
	} as Observation;
}

function shipment(
	status: (typeof SHIPMENT_STATUSES)[number],
	changedAt: string,
	more: Partial<ObservationOf<'Shipment'>> = {},
): Observation {
	return {
		entityType: 'Shipment',
		id: '1',
		kind: 'upsert',
		entity: { id: '1', status },
		changedAt,
		clock: 'record',
		topicCodes: ['shipment_updated'],
		...more,
	};
}

const deletion = (entityType: 'Order' | 'Product', more: Partial<Observation> = {}) =>
	({
		entityType,
		id: '1',
		kind: 'delete',
		entity: { id: '1' },
		changedAt: null,
		clock: 'record',
		topicCodes: [],
		...more,
	}) as Observation;

/** Feeds messages one after the other, as they arrive, and gives the codes that each fires. */
function codesOf(...observations: Observation[]): string[][] {
	let known: Snapshot | null = null;
	return observations.map((observation) => {
		const detected = detect(observation, known);
		known = detected.snapshot ?? known;
		return [...(detected.change?.codes ?? [])];
	});
}

const at = (minute: number) => `2026-01-02T10:${String(minute).padStart(2, '0')}:00.000Z`;

describe('an entity that was not known', () => {
	it('is new when the store says that it was created', () => {
		expect(codesOf(order({}, at(0), { topicCodes: ['order_created'] }))).toEqual([
			['order_created'],
		]);
	});

	it('is new when it was made after the store was connected, whatever the message is called', () => {
		expect(codesOf(order({ createdAt: '2026-01-02T00:00:00Z' }, at(0)))).toEqual([
			['order_created'],
		]);
	});

	it('is new when it was made in the second of the connection, for stores keep time by the second', () => {
		expect(codesOf(order({ createdAt: '2026-01-01T00:00:00Z' }, at(0)))).toEqual([
			['order_created'],
		]);
	});

	it('is not new when it is older than the connection', () => {
		expect(codesOf(order({ createdAt: '2025-06-01T00:00:00Z' }, at(0)))).toEqual([
			['order_updated'],
		]);
	});

	it('fires the states in which it was made, and no change of status', () => {
		const made = order(
			{ paymentStatus: 'paid', fulfillmentStatus: 'fulfilled', status: 'completed' },
			at(0),
			{ topicCodes: ['order_created'] },
		);
		expect(codesOf(made)).toEqual([['order_fulfilled', 'order_paid', 'order_created']]);
	});

	it('fires what the store itself says has just happened to it', () => {
		expect(codesOf(shipment('delivered', at(0), { topicCodes: ['shipment_delivered'] }))).toEqual([
			['shipment_delivered', 'shipment_status_changed', 'shipment_updated'],
		]);
	});
});

describe('a known entity', () => {
	it('fires a change of status once, with the old status', () => {
		const first = detect(order({ status: 'processing' }, at(0)), null);
		const second = detect(order({ status: 'completed' }, at(1)), first.snapshot);
		expect(second.change?.codes).toEqual([
			'order_fulfilled',
			'order_status_changed',
			'order_updated',
		]);
		expect(second.change?.previous).toEqual({ status: 'processing' });
	});

	it('fires no change of status for an update without one', () => {
		expect(
			codesOf(
				order({ status: 'processing' }, at(0)),
				order({ status: 'processing', note: 'x' }, at(1)),
			),
		).toEqual([['order_updated'], ['order_updated']]);
	});

	it('ignores an older change that arrives late', () => {
		expect(
			codesOf(order({ status: 'completed' }, at(5)), order({ status: 'processing' }, at(4)))[1],
		).toEqual([]);
	});

	it('takes other content at the same time for a change', () => {
		expect(
			codesOf(order({ transactionId: null }, at(0)), order({ transactionId: 'tx' }, at(0)))[1],
		).toEqual(['order_updated']);
	});

	it('fires nothing for the same content at a later time', () => {
		expect(
			codesOf(
				order({ status: 'processing', updatedAt: at(0) }, at(0)),
				order({ status: 'processing', updatedAt: at(9) }, at(9)),
			)[1],
		).toEqual([]);
	});

	it('remembers the later time of the same content, so that what is older stays older', () => {
		expect(
			codesOf(
				order({ status: 'processing' }, at(0)),
				order({ status: 'processing' }, at(9)),
				order({ status: 'on_hold' }, at(5)),
			)[2],
		).toEqual([]);
	});

	it('keeps what a message does not tell', () => {
		const known = detect(
			shipment('in_transit', at(0), {
				entity: { id: '1', status: 'in_transit', trackingNumber: 'T' },
			}),
			null,
		).snapshot;
		const { change } = detect(shipment('delivered', at(1)), known);
		expect(change?.entity).toMatchObject({ status: 'delivered', trackingNumber: 'T' });
	});

	it("compares a carrier's report with the last status, not with the last edit of the record", () => {
		const edited = shipment('in_transit', at(30), {
			entity: { id: '1', status: 'in_transit', trackingNumber: 'T2' },
		});
		expect(
			codesOf(
				shipment('in_transit', at(10)),
				edited,
				shipment('delivered', at(20), { clock: 'status' }),
			)[2],
		).toEqual(['shipment_delivered', 'shipment_status_changed', 'shipment_updated']);
		expect(
			codesOf(
				shipment('in_transit', at(10)),
				shipment('delivered', at(20), { clock: 'status' }),
				shipment('out_for_delivery', at(15), { clock: 'status' }),
			)[2],
		).toEqual([]);
	});

	it("takes a carrier's details also when the record's own message with the same status came first", () => {
		const { snapshot } = detect(shipment('delivered', at(20)), null);
		const report = shipment('delivered', at(15), {
			clock: 'status',
			entity: { id: '1', status: 'delivered', deliveredAt: at(15), message: 'Left at the door' },
		});
		const { change } = detect(report, snapshot);
		expect(change?.codes).toEqual(['shipment_updated']);
		expect(change?.entity).toMatchObject({ deliveredAt: at(15), message: 'Left at the door' });
	});

	it('fires every new refund', () => {
		const refund = (id: string) => ({ id, amount: 10, reason: null });
		expect(
			codesOf(
				order({}, at(0)),
				order({ refunds: [refund('1')], refundedTotal: 10 }, at(1)),
				order({ refunds: [refund('1'), refund('2')], refundedTotal: 20 }, at(2)),
			).slice(1),
		).toEqual([
			['order_refunded', 'order_updated'],
			['order_refunded', 'order_updated'],
		]);
	});
});

describe('a deletion', () => {
	it('fires once, with what was last known', () => {
		const known = detect(order({ number: '#7' }, at(0)), null).snapshot;
		const first = detect(deletion('Order'), known);
		expect(first.change).toMatchObject({ codes: ['order_deleted'], entity: { number: '#7' } });
		expect(detect(deletion('Order'), first.snapshot).change).toBeNull();
	});

	it('of something that may be of another kind fires only when it is known', () => {
		expect(codesOf(deletion('Product', { onlyIfKnown: true }))).toEqual([[]]);
	});

	it('is not undone by an update from before it', () => {
		expect(
			codesOf(order({}, at(0)), deletion('Order'), order({ status: 'completed' }, at(1)))[2],
		).toEqual([]);
	});

	it('is undone when the store says that it was restored', () => {
		expect(
			codesOf(order({}, at(0)), deletion('Order'), order({}, at(0), { restores: true }))[2],
		).toEqual(['order_updated']);
	});
});

describe('a store whose clock is ahead', () => {
	it('does not make every later change look old', () => {
		const ahead = '2027-01-01T00:00:00.000Z';
		expect(
			codesOf(order({ status: 'processing' }, ahead), order({ status: 'completed' }, at(0)))[1],
		).toEqual([]);
		expect(
			codesOf(
				order({ status: 'processing' }, ahead),
				order({ status: 'completed' }, '2027-01-01T00:00:05.000Z'),
			)[1],
		).toContain('order_status_changed');
	});
});

describe('two changes within one second, of which the store keeps no finer time', () => {
	const pending = order({ paymentStatus: 'pending' }, at(0), { topicCodes: ['order_created'] });
	const paid = order({ paymentStatus: 'paid' }, at(0));
	const SECOND = Date.parse(at(0));
	/** A message that was made so many milliseconds after the second began, or an answer from then. */
	const message = (ms: number) => told(SECOND + ms);
	const answer = (ms: number | null): Telling => ({
		at: ms === null ? null : SECOND + ms,
		isAnswer: true,
	});
	const codesOfTold = (...tellings: Array<[Observation, Telling]>) => {
		let known: Snapshot | null = null;
		return tellings.map(([observation, telling]) => {
			const { change, snapshot } = detect(observation, known, telling);
			known = snapshot ?? known;
			return [...(change?.codes ?? [])];
		});
	};

	it('are both taken in the order in which they were told', () => {
		expect(codesOfTold([pending, message(100)], [paid, message(400)])).toEqual([
			['order_created'],
			['order_paid', 'order_updated'],
		]);
	});

	it('do not undo each other when the first one comes late', () => {
		expect(
			codesOfTold([paid, message(400)], [pending, message(100)], [paid, answer(9_000)]).slice(1),
		).toEqual([[], []]);
	});

	it('do not undo what the store has answered since', () => {
		expect(codesOfTold([paid, answer(9_000)], [pending, message(100)])[1]).toEqual([]);
	});

	it('are taken as they come where the store does not say when it told them', () => {
		const unknown = told(null);
		expect(codesOfTold([paid, unknown], [pending, unknown])[1]).toContain('order_updated');
		expect(codesOfTold([paid, answer(9_000)], [pending, unknown])[1]).toContain('order_updated');
		expect(codesOfTold([paid, answer(null)], [pending, message(100)])[1]).toContain(
			'order_updated',
		);
	});

	it('are taken from an answer, which is as new as can be', () => {
		expect(codesOfTold([pending, message(100)], [paid, answer(0)])[1]).toContain('order_paid');
	});

	it('are remembered also where the second tells nothing new', () => {
		expect(
			codesOfTold([paid, message(100)], [paid, message(400)], [pending, message(300)])[2],
		).toEqual([]);
	});

	it('give way to a later second, whenever that was told', () => {
		const refunded = order({ paymentStatus: 'refunded' }, at(1));
		expect(codesOfTold([paid, message(400)], [refunded, told(null)])[1]).toContain('order_updated');
	});
});

describe('whatever the order of arrival', () => {
	const changes = fc.array(
		fc.record({ status: fc.constantFrom(...SHIPMENT_STATUSES), minute: fc.nat(59) }),
		{ minLength: 1, maxLength: 12 },
	);

	it('the newest change by the store’s clock is what is known at the end', () => {
		fc.assert(
			fc.property(changes, (list) => {
				let known: Snapshot | null = null;
				for (const { status, minute } of list) {
					known = detect(shipment(status, at(minute)), known).snapshot ?? known;
				}
				const newest = Math.max(...list.map(({ minute }) => minute));
				const candidates = list.filter(({ minute }) => minute === newest);
				expect(known?.entity).toMatchObject({ status: candidates.at(-1)!.status });
			}),
		);
	});

	it('the same messages again fire nothing', () => {
		fc.assert(
			fc.property(changes, (list) => {
				const sorted = [...list].sort((one, other) => one.minute - other.minute);
				const distinct = sorted.filter(({ minute }, i) => sorted[i + 1]?.minute !== minute);
				const messages = distinct.map(({ status, minute }) => shipment(status, at(minute)));
				const repeated = codesOf(...messages, ...messages).slice(messages.length);
				expect(repeated.flat()).toEqual([]);
			}),
		);
	});

	it('status_changed fires exactly when the status differs from the one before', () => {
		fc.assert(
			fc.property(
				fc.array(fc.constantFrom(...SHIPMENT_STATUSES), { minLength: 2, maxLength: 12 }),
				(list) => {
					const fired = codesOf(...list.map((status, i) => shipment(status, at(i))));
					for (const [i, codes] of fired.entries()) {
						if (i === 0) continue;
						expect(codes.includes('shipment_status_changed')).toBe(list[i] !== list[i - 1]);
					}
				},
			),
		);
	});
});
