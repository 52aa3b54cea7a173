import type { Inbox } from './inbox.ts';
import { readPending, type ReadStore } from './pendingReads.ts';

/** Of one store: who reads what it has named. */
type Reader = {
	/** With the newest keys. */
	store: ReadStore;
	reading: Promise<void> | null;
	isAskedAgain: boolean;
	timer: NodeJS.Timeout | undefined;
	/** The store asks to be left alone until then, epoch milliseconds. */
	busyUntil: number;
};

/** An import reads what is left, at the start of n8n and every ten minutes. */
const LONGEST_WAIT_MS = 15 * 60_000;

const readers = new WeakMap<Inbox, Map<string, Reader>>();
const stopped = new WeakSet<Inbox>();

/** Reads what a store has named, as soon as the store allows. Returns at once, and never throws. */
export function readSoon(inbox: Inbox, store: ReadStore): void {
	if (stopped.has(inbox)) return;
	const ofInbox = readers.get(inbox) ?? new Map<string, Reader>();
	readers.set(inbox, ofInbox);
	const { guid } = store.integration;
	const idle = { reading: null, isAskedAgain: false, timer: undefined, busyUntil: 0 };
	const reader: Reader = ofInbox.get(guid) ?? { ...idle, store };
	reader.store = store;
	ofInbox.set(guid, reader);
	if (reader.reading !== null) reader.isAskedAgain = true;
	else readAt(inbox, reader, reader.busyUntil);
}

/** Lets nothing more be read, and waits for what is being read. */
export async function stopReading(inbox: Inbox): Promise<void> {
	stopped.add(inbox);
	for (const { timer, reading } of readers.get(inbox)?.values() ?? []) {
		clearTimeout(timer);
		await reading;
	}
}

function readAt(inbox: Inbox, reader: Reader, atMs: number): void {
	clearTimeout(reader.timer);
	if (stopped.has(inbox)) return;
	const inMs = atMs - inbox.now();
	if (inMs > 0) {
		const wait = Math.min(inMs, LONGEST_WAIT_MS);
		reader.timer = setTimeout(() => readAt(inbox, reader, 0), wait).unref();
		return;
	}
	reader.reading = readNow(inbox, reader).then((nextAt) => {
		reader.reading = null;
		if (nextAt !== null) readAt(inbox, reader, nextAt);
	});
}

/** @returns when to read again; `null` for when something is named */
async function readNow(inbox: Inbox, reader: Reader): Promise<number | null> {
	do {
		reader.isAskedAgain = false;
		try {
			const { nextAt, isBusy } = await readPending(inbox, reader.store);
			reader.busyUntil = isBusy ? (nextAt ?? 0) : 0;
			if (isBusy || !reader.isAskedAgain) return nextAt;
		} catch (error) {
			inbox.warn(`What ${reader.store.integration.name} has named could not be read`, error);
			return null;
		}
	} while (!stopped.has(inbox));
	return null;
}
