import { useCallback, useEffect, useState } from 'preact/hooks';
import { type Failure, get, post, signInWith } from './api.ts';
import type { Data, Health } from './answers.ts';
import { Away } from './Away.tsx';
import { Shell } from './Shell.tsx';
import { SignIn } from './SignIn.tsx';
import { failureOf, Failures } from './useApi.ts';

type State =
	/** By a link. */
	| { readonly is: 'opening' }
	| { readonly is: 'signedOut'; readonly why: string | null }
	| { readonly is: 'signedIn' }
	/** Nothing can be told of the shop: then nothing but that is. */
	| { readonly is: 'away'; readonly why: string };

const WRONG =
	'This is not the API token. It is in the Commerce API credential in n8n: copy it from where you keep it, or type in a new one there.';

/** The console: who may look, and whether there is something to look at. */
export function App() {
	const [pass] = useState(passInAddress);
	const [state, setState] = useState<State>(
		pass === null ? { is: 'signedOut', why: null } : { is: 'opening' },
	);

	const signIn = useCallback(async (token: string) => {
		signInWith(token);
		try {
			const { data } = await get<Data<Health>>('/health');
			if (data.integrations !== undefined) return setState({ is: 'signedIn' });
			signInWith(null);
			setState({ is: 'signedOut', why: WRONG });
		} catch (error) {
			setState(stateOf(failureOf(error)));
		}
	}, []);

	const failed = useCallback(async (failure: Failure) => {
		if (failure.status === 401) {
			signInWith(null);
			setState({ is: 'signedOut', why: failure.message });
			return true;
		}
		if (failure.status !== 503 && failure.status !== 0) return false;
		// n8n's own API may be away, or the credential without a key for it: that is told on its page.
		try {
			await get('/health');
			return false;
		} catch (error) {
			setState(stateOf(failureOf(error)));
			return true;
		}
	}, []);

	const back = useCallback(
		(isSignedIn: boolean) =>
			setState(isSignedIn ? { is: 'signedIn' } : { is: 'signedOut', why: null }),
		[],
	);

	useEffect(() => {
		const opening = pass === null ? get('/health') : sessionFor(pass).then(signIn);
		opening.catch((error: unknown) =>
			// Somebody may have signed in meanwhile.
			setState((last) => (last.is === 'signedIn' ? last : stateOf(failureOf(error)))),
		);
	}, [pass, signIn]);

	if (state.is === 'opening') return <Opening />;
	if (state.is === 'away') return <Away why={state.why} onBack={back} />;
	if (state.is === 'signedOut') return <SignIn why={state.why} onToken={signIn} />;
	return (
		<Failures.Provider value={failed}>
			<Shell onSignOut={() => (signInWith(null), setState({ is: 'signedOut', why: null }))} />
		</Failures.Provider>
	);
}

const Opening = () => (
	<main class="alone">
		<h1>Commerce console</h1>
		<p class="none">Loading …</p>
	</main>
);

/** The pass of a link. It does not stay in the address, nor in what the browser remembers of it. */
function passInAddress(): string | null {
	const [, pass] = /^#pass=([\w.-]+)$/.exec(location.hash) ?? [];
	if (pass === undefined) return null;
	history.replaceState(null, '', '#/');
	return pass;
}

/** @throws Failure where the link has expired */
async function sessionFor(pass: string): Promise<string> {
	signInWith(pass);
	const { data } = await post<Data<{ pass: string }>>('/console/session');
	return data.pass;
}

const stateOf = ({ status, message }: Failure): State =>
	status === 503 || status <= 0 ? { is: 'away', why: message } : { is: 'signedOut', why: message };
