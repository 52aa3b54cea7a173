import { ActionError } from '../actions/actionError.ts';
import { connectionCause } from '../http/connectionCause.ts';
import { httpRequest, resolveHost, type HostAddress } from '../http/httpRequest.ts';
import { readBody } from '../http/readBody.ts';
import { allowedAddresses } from '../messages/webhook/allowedAddresses.ts';
import { pictureIn } from './pictureIn.ts';

/** A picture that every mail program shows. */
export type LogoPicture = {
	readonly type: 'image/png' | 'image/gif' | 'image/jpeg';
	readonly width: number;
	readonly height: number;
	readonly bytes: Buffer;
};

/** Why an address leads to no logo, in words for the merchant. */
export class LogoProblem extends Error {
	override readonly name = 'LogoProblem';
	/** Whether it may be one all the same: its server is away, and nobody knows. */
	readonly mayPass: boolean;

	constructor(
		message: string,
		{ mayPass = false, cause }: { mayPass?: boolean; cause?: unknown } = {},
	) {
		super(message, { cause });
		this.mayPass = mayPass;
	}
}

/** The addresses of a host that may be asked. @throws ActionError */
export type LogoAddresses = (url: URL) => Promise<readonly HostAddress[]>;

const LIMIT_MS = 10_000;
const MOST_KB = 500;
const MOST_REDIRECTS = 3;
/** Higher than wide by more than that is no logo, but a mistake. */
const MOST_RATIO = 4;
const SEE_OTHER: readonly number[] = [301, 302, 303, 307, 308];
const PNG_JPEG_GIF = 'a PNG, JPEG or GIF';

const onTheInternet: LogoAddresses = async (url) => await allowedAddresses(url, resolveHost, false);

/**
 * Looks whether an address leads to a picture that mail programs show. Customers' mail programs load it from
 * the internet: an address of the own network is none.
 *
 * @throws LogoProblem
 */
export async function logoPicture(
	address: string,
	addressesOf: LogoAddresses = onTheInternet,
): Promise<LogoPicture> {
	const bytes = await load(new URL(address), addressesOf);
	const picture = pictureIn(bytes);
	if (picture === null) {
		throw new LogoProblem(`what ${address} gives is no picture. It has to be ${PNG_JPEG_GIF}.`);
	}
	if (!('width' in picture)) {
		throw new LogoProblem(
			`${address} is ${picture.kind}, which Outlook and other mail programs do not show. Save the picture as PNG, JPEG or GIF.`,
		);
	}
	const { kind, width, height } = picture;
	if (height > MOST_RATIO * width) {
		throw new LogoProblem(
			`the picture is ${width} pixels wide and ${height} high. A logo may be at most ${MOST_RATIO} times as high as it is wide.`,
		);
	}
	return { type: `image/${kind.toLowerCase() as 'png'}`, width, height, bytes };
}

async function load(first: URL, addressesOf: LogoAddresses): Promise<Buffer> {
	const signal = AbortSignal.timeout(LIMIT_MS);
	let url = first;
	for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
		const response = await ask(url, addressesOf, signal);
		const { status, headers, body } = response;
		if (SEE_OTHER.includes(status)) {
			body.destroy();
			const target = URL.parse(headers.location ?? '', url.href);
			if (target?.protocol !== 'https:') {
				throw new LogoProblem(`${url.host} sends on to something that is no https address.`);
			}
			url = target;
			continue;
		}
		if (status !== 200) {
			body.destroy();
			throw new LogoProblem(`${url.host} answers ${status} instead of giving a picture.`, {
				mayPass: status >= 500 || status === 429,
			});
		}
		const read = await readBody(response, MOST_KB * 1_000);
		if (!('unread' in read)) return read;
		if (read.unread === 'too_large') {
			throw new LogoProblem(
				`the picture is larger than ${MOST_KB} kB, and mails would be slow to show. Save it smaller: twice as wide as it is shown is enough.`,
			);
		}
		throw new LogoProblem(`what ${url.host} answers cannot be read.`, { mayPass: true });
	}
	throw new LogoProblem(`${first.host} sends on more than ${MOST_REDIRECTS} times.`);
}

async function ask(url: URL, addressesOf: LogoAddresses, signal: AbortSignal) {
	try {
		return await httpRequest({
			method: 'GET',
			url,
			// Some servers answer with WebP unless they are asked for something else.
			headers: { accept: 'image/png,image/jpeg,image/gif', 'user-agent': 'n8n-nodes-commerce' },
			signal,
			addresses: await addressesOf(url),
		});
	} catch (error) {
		if (error instanceof ActionError && error.kind === 'address') {
			throw new LogoProblem(
				`${url.host} is not on the internet, from where the mail programs of your customers load it. Put the picture on a public server.`,
				{ cause: error },
			);
		}
		const why = signal.aborted
			? `it did not answer within ${LIMIT_MS / 1_000} seconds.`
			: error instanceof ActionError
				? error.message
				: connectionCause(error).why;
		throw new LogoProblem(`${url.host} cannot be asked for the picture: ${why}`, {
			mayPass: true,
			cause: error,
		});
	}
}
