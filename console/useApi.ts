import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useRef, useState } from 'preact/hooks';
import { Failure, get } from './api.ts';

/**
 * Is told of each failure: whether the engine is away, or the token is no longer good, is the whole console's matter.
 * Gives true where that is so, and no page has to say anything.
 */
export const Failures = createContext<(failure: Failure) => Promise<boolean>>(async () => false);

export type Read<T> = {
	/** `null` until the first answer. */
	readonly answer: T | null;
	readonly failure: Failure | null;
	/** Asks at once. Done when the page shows what was answered, so that nobody acts on what it has shown before. */
	readonly again: () => Promise<void>;
};

const EVERY_MS = 4_000;
/** Of what n8n is asked for each time. */
export const SELDOM_MS = 30_000;

/**
 * What an address of the API answers, and goes on answering: it is asked again while the page is looked at. An answer
 * that has not changed is the same object.
 */
export const useApi = <T>(path: string, everyMs = EVERY_MS): Read<T> =>
	useRead(path, async () => await get<T>(path), everyMs);

/** The same of what takes several addresses: shown at once, or not yet. */
export function useRead<T>(path: string, read: () => Promise<T>, everyMs = EVERY_MS): Read<T> {
	const tell = useContext(Failures);
	const [state, setState] = useState<{ path: string; answer: T | null; failure: Failure | null }>({
		path,
		answer: null,
		failure: null,
	});
	/** Who has asked for it anew: whoever asked before the newest of them is answered with it. */
	const [waiting, setWaiting] = useState<ReadonlyArray<() => void>>([]);
	useEffect(() => {
		let isOver = false;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const ask = async () => {
			try {
				const answer = await read();
				if (isOver) return;
				setState((last) =>
					last.path === path && last.answer === answer && last.failure === null
						? last
						: { path, answer, failure: null },
				);
			} catch (error) {
				if (isOver) return;
				const failure = failureOf(error);
				if ((await tell(failure)) || isOver) return;
				setState((last) => ({ path, answer: last.path === path ? last.answer : null, failure }));
			}
			for (const done of waiting) done();
			wait();
		};
		const wait = () => {
			timer = setTimeout(() => void (document.hidden ? wait() : ask()), everyMs);
		};
		void ask();
		return () => {
			isOver = true;
			clearTimeout(timer);
		};
	}, [path, everyMs, waiting, tell]);
	const again = useCallback(
		async () => await new Promise<void>((done) => setWaiting((last) => [...last, done])),
		[],
	);
	const isThis = state.path === path;
	return { answer: isThis ? state.answer : null, failure: isThis ? state.failure : null, again };
}

/**
 * A state that belongs to something, such as a question: `initial` as soon as that is another. What is said of it too
 * late, of something from before, is not taken.
 */
export function useStateOf<T>(thing: unknown, initial: T): [T, (value: T) => void] {
	const [held, setHeld] = useState({ thing, value: initial });
	const newest = useRef(thing);
	newest.current = thing;
	return [
		held.thing === thing ? held.value : initial,
		(value) => {
			if (newest.current === thing) setHeld({ thing, value });
		},
	];
}

export const failureOf = (error: unknown): Failure =>
	error instanceof Failure ? error : new Failure(-1, String(error));
