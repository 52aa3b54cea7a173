import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { answering, startServer, type SimulatedAnswer } from './simulatedServer.ts';
import { unpackPackage } from './unpackPackage.ts';

/** What the API says to a request: an answer beside `success`, or how it refuses. */
type Told = object | SimulatedAnswer;
type Teller = (asked: {
	readonly query: URLSearchParams;
	readonly token: string | null;
}) => unknown;

/** The console's page as the package has it, beside an API that says what a test has written down for it. */
export type ConsoleAlone = {
	readonly base: string;
	/** What was asked for: `POST /workflows/dry-run`. */
	readonly asked: readonly string[];
	/** From now on, this is told: `tell('GET /health', () => ({ data: … }))`. */
	tell(what: string, teller: Teller): void;
	/** Holds the next answer back. `asked` is fulfilled when it is asked for. */
	holdNext(what: string): { readonly asked: Promise<void>; release(): void };
	/** Nothing is held back, and everything is told as at the beginning. */
	reset(): void;
	stop(): Promise<void>;
};

/** An answer that is none. */
export const refusal = (status: number, message: string): SimulatedAnswer => ({
	status,
	json: { success: false, error: { code: 'REFUSED', message } },
});

/** @param first what is told where a test says nothing else, by method and path */
export async function startConsoleAlone(
	first: Readonly<Record<string, object>>,
): Promise<ConsoleAlone> {
	const { folder } = await unpackPackage();
	const fileOf = async (name: string) =>
		await readFile(join(folder, 'package/dist/web', name), 'utf8');
	const page = { status: 200, html: await fileOf('console.html') };
	const script = { 'content-type': 'text/javascript' };
	const files: Readonly<Record<string, SimulatedAnswer>> = {
		'/api/console': page,
		'/api/console/console.js': { status: 200, html: await fileOf('console.js'), headers: script },
		'/api/console/console.css': {
			...{ status: 200, html: await fileOf('console.css') },
			headers: { 'content-type': 'text/css' },
		},
	};
	const tellers = new Map<string, Teller>();
	const held = new Map<string, { seen: () => void; until: Promise<void> }>();
	const releases: Array<() => void> = [];
	const asked: string[] = [];
	const server = await startServer(
		answering(async ({ method, headers }, _body, { pathname, searchParams: query }) => {
			const file = files[pathname];
			if (file !== undefined) return file;
			const what = `${method} ${pathname.replace(/^\/api/, '')}`;
			asked.push(what);
			const holding = held.get(what);
			held.delete(what);
			holding?.seen();
			await holding?.until;
			const token = headers.authorization?.replace('Bearer ', '') ?? null;
			const told = tellers.get(what)?.({ query, token }) ?? first[what];
			if (told === undefined) return refusal(404, `Nothing is written down for ${what}.`);
			if ('status' in (told as Told)) return told as SimulatedAnswer;
			return { status: 200, json: { success: true, ...(told as object) } };
		}),
	);
	const reset = () => {
		for (const release of releases.splice(0)) release();
		tellers.clear();
		held.clear();
		asked.length = 0;
	};
	return {
		base: server.url,
		asked,
		tell: (what, teller) => void tellers.set(what, teller),
		holdNext(what) {
			const seen = Promise.withResolvers<void>();
			const { promise: until, resolve: release } = Promise.withResolvers<void>();
			held.set(what, { seen: seen.resolve, until });
			releases.push(release);
			return { asked: seen.promise, release };
		},
		reset,
		async stop() {
			reset();
			await server.close();
			await rm(folder, { recursive: true, force: true });
		},
	};
}
