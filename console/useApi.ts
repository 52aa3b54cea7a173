import { createContext } from 'preact';
import { useCallback, useContext, useEffect, useState } from 'preact/hooks';
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
	readonly again: () => void;
};

const EVERY_MS = 4_000;
/** Of what n8n is asked for each time. */
export const SELDOM_MS = 30_000;

/**
 * What an address of the API answers, and goes on answering: it is asked again while the page is looked at. An answer
 * that has not changed is the same object.
 */
export function useApi<T>(path: string, everyMs = EVERY_MS): Read<T> {
	const tell = useContext(Failures);
	const [state, setState] = useState<{ path: string; answer: T | null; failure: Failure | null }>({
		path,
		answer: null,
		failure: null,
	});
	const [turn, setTurn] = useState(0);
	useEffect(() => {
		let isOver = false;
		let timer: ReturnType<typeof setTimeout> | undefined;
		const ask = async () => {
			try {
				const answer = await get<T>(path);
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
	}, [path, everyMs, turn, tell]);
	const again = useCallback(() => setTurn((last) => last + 1), []);
	const isThis = state.path === path;
	return { answer: isThis ? state.answer : null, failure: isThis ? state.failure : null, again };
}

export const failureOf = (error: unknown): Failure =>
	error instanceof Failure ? error : new Failure(-1, String(error));
