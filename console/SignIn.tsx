import { useState } from 'preact/hooks';
import { Field, Notice } from './parts.tsx';
import { shownText } from './shownText.ts';

/** Asks for the API token. It is kept until the page is closed or loaded again. */
export function SignIn({
	why,
	onToken,
}: {
	why: string | null;
	onToken: (token: string) => Promise<void>;
}) {
	const [token, setToken] = useState('');
	const [isBusy, setBusy] = useState(false);
	return (
		<main class="alone">
			<h1>Commerce console</h1>
			{why && <Notice tone="bad">{shownText(why)}</Notice>}
			<form
				onSubmit={(event) => {
					event.preventDefault();
					setBusy(true);
					void onToken(token.trim()).finally(() => setBusy(false));
				}}
			>
				<Field label="API token">
					{(id) => (
						<input
							id={id}
							type="password"
							autocomplete="off"
							required
							autoFocus
							value={token}
							onInput={(event) => setToken(event.currentTarget.value)}
						/>
					)}
				</Field>
				<p class="hint">
					The token of the Commerce API credential in n8n. This page forgets it when it is closed.
				</p>
				<button class="main" disabled={isBusy}>
					Open the console
				</button>
			</form>
		</main>
	);
}
