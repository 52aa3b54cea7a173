import type { Inbox } from '../inbox/inbox.ts';
import { giveBackLease, keepLease, LostLease, takeLease } from '../leases.ts';
import { warnSeldom } from '../warnSeldom.ts';
import { deliverDigests } from '../digest/deliverDigests.ts';
import { keepAlerts } from './keepAlerts.ts';
import type { Cause } from './finding.ts';

/** What is wrong is told within a minute, and looked for with a few short statements. */
export const LOOK_MS = 15_000;

/** Looks for what a merchant has to know of: in one process at a time. */
export type Watch = {
	/** One look, where no other process has the right to it. */
	look(): Promise<void>;
	/** Looks every now and then. @returns how to stop */
	start(): () => Promise<void>;
};

export function createWatch(
	{ database, holder, now, wake, warn }: Inbox,
	causes: readonly Cause[],
): Watch {
	const lease = holder.lease('alerts', 'watch');
	let isHeld = false;
	const tell = warnSeldom(warn);

	const look = async (): Promise<void> => {
		const nowMs = now();
		isHeld ||= await takeLease(database, lease, nowMs);
		if (!isHeld) return;
		const looks = await Promise.all(
			causes.map(async ({ kinds, find }) => {
				try {
					const findings = await find(nowMs);
					return findings && { kinds, findings };
				} catch (error) {
					// What cannot be looked for is neither there nor gone; the others are.
					tell(`It is not known whether there is an alert: ${kinds.join(', ')}`, error);
					return null;
				}
			}),
		);
		const done = looks.filter((each) => each !== null);
		try {
			const woken = await database.db.transaction().execute(async (trx) => {
				await keepLease(trx, lease, now());
				const told = await keepAlerts(
					trx,
					done.flatMap(({ kinds }) => kinds),
					done.flatMap(({ findings }) => findings),
					nowMs,
				);
				return [...told, ...(await deliverDigests(trx, nowMs))];
			});
			if (woken.length > 0) wake(woken);
		} catch (error) {
			if (!(error instanceof LostLease)) throw error;
			isHeld = false;
		}
	};

	return {
		look,
		start() {
			let looking: Promise<void> | null = null;
			const timer = setInterval(() => {
				looking ??= look()
					.catch((error: unknown) => tell('There was no look for alerts', error))
					.finally(() => (looking = null));
			}, LOOK_MS).unref();
			return async () => {
				clearInterval(timer);
				await looking;
				if (isHeld) await giveBackLease(database, lease, now()).catch(() => {});
				isHeld = false;
			};
		},
	};
}
