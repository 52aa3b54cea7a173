import { useLayoutEffect } from 'preact/hooks';
import type { Data, Health } from './answers.ts';
import { get } from './api.ts';
import { Notice } from './parts.tsx';
import { shownText } from './shownText.ts';

const EVERY_MS = 3_000;

/** Says that the engine cannot be reached, and nothing else, until it can. */
export function Away({ why, onBack }: { why: string; onBack: (isSignedIn: boolean) => void }) {
	// Over as soon as the page is away: an effect's end comes a frame later, and an answer may come between.
	useLayoutEffect(() => {
		let isOver = false;
		const timer = setInterval(() => {
			get<Data<Health>>('/health').then(
				({ data }) => isOver || onBack(data.integrations !== undefined),
				() => {},
			);
		}, EVERY_MS);
		return () => {
			isOver = true;
			clearInterval(timer);
		};
	}, [onBack]);
	return (
		<main class="alone">
			<h1>Commerce console</h1>
			<Notice tone="bad">{shownText(why)}</Notice>
			<p>This page tries again by itself.</p>
		</main>
	);
}
