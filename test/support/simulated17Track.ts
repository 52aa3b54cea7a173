import { createHash } from 'node:crypto';
import { answering, startServer, type SimulatedServer } from './simulatedServer.ts';

/** A number as version 2.4 tells it. */
export type Track17Record = {
	number: string;
	carrier: number;
	tag: string | null;
	track_info: Record<string, unknown> | null;
	isStopped: boolean;
	/** It was stopped, and is followed again: a second time is refused. */
	isFollowedAnew: boolean;
	[field: string]: unknown;
};

export type Track17Status = { readonly status: string; readonly sub_status: string };

export const TRACK17_STATUS = {
	notFound: { status: 'NotFound', sub_status: 'NotFound_Other' },
	inTransit: { status: 'InTransit', sub_status: 'InTransit_Departure' },
	delivered: { status: 'Delivered', sub_status: 'Delivered_Other' },
	expired: { status: 'Expired', sub_status: 'Expired_Other' },
} as const;

export type Simulated17Track = SimulatedServer & {
	readonly credential: { readonly apiKey: string; readonly apiUrl: string };
	/** What a person has entered as addresses. */
	readonly urls: string[];
	readonly tracks: Track17Record[];
	/** What was asked: `gettrackinfo`. */
	readonly calls: string[];
	/** The bodies of the calls. */
	readonly bodies: unknown[];
	/** Answers that come instead of the next ones. */
	readonly failures: Array<{
		readonly status: number;
		readonly headers?: Record<string, string>;
		readonly json?: unknown;
	}>;
	/** Begins to follow a number, as if somebody had entered it. Nothing is posted. */
	follow(more?: Record<string, unknown>): Track17Record;
	/** Our name for it. */
	idOf(track: Track17Record): string;
	/** The carrier says something of a parcel. The message about it, as it is posted. */
	move(track: Track17Record, status: Track17Status, at?: Date): string;
	/** Posts a message to each address, signed. What each answered. */
	post(body: string): Promise<number[]>;
	sign(body: string): string;
	/** How many numbers the account may still follow. */
	quota: number;
};

const VERSION = '/track/v2.4/';
const UPS = 100002;

/**
 * 17TRACK as its documents of version 2.4 have it, with what it does to its clients: refusals with the status 200,
 * times with and without a zone, ids as numbers, no header with 429, an allowance that is used up.
 *
 * @see https://api.17track.net/en/doc?version=v2.4
 */
export async function startSimulated17Track(
	apiKey = 'KEY-OF-THE-ACCOUNT-17',
): Promise<Simulated17Track> {
	let count = 0;
	const tracks: Track17Record[] = [];
	const failures: Simulated17Track['failures'] = [];
	const calls: string[] = [];
	const bodies: unknown[] = [];
	const failed = (status: number, code: number, message: string) => ({
		status,
		json: { code, data: { errors: [{ code, message }] } },
	});
	const rejected = (number: string, code: number, message: string) => ({
		rejected: [{ number, error: { code, message } }],
		accepted: [],
	});
	type Asked = { number: string; carrier?: number; [field: string]: unknown };
	const knownAs = ({ number, carrier }: Asked) =>
		tracks.find((one) => one.number === number && (!carrier || one.carrier === carrier));
	const NOT_REGISTERED = [
		-18019902,
		'The tracking number does not register, please register first.',
	] as const;

	const answers: Record<string, (asked: Asked) => { accepted: unknown[]; rejected: unknown[] }> = {
		gettrackinfo(asked) {
			const known = knownAs(asked);
			if (!known) return rejected(asked.number, ...NOT_REGISTERED);
			if (known.track_info === null) {
				return rejected(asked.number, -18019909, 'No tracking information at this time.');
			}
			const { isStopped: _, isFollowedAnew: _anew, ...told } = known;
			return { accepted: [told], rejected: [] };
		},
		register(asked) {
			const { number, carrier = 0, auto_detection: _, ...fields } = asked;
			if (knownAs(asked)) {
				return rejected(number, -18019901, `The tracking number '${number}' has been registered.`);
			}
			if (carrier === 0 && number.startsWith('NOBODY')) {
				return rejected(number, -18019903, 'Carrier cannot be detected.');
			}
			if (number.startsWith('BAD')) return rejected(number, -18010012, 'The format is invalid');
			if (simulated.quota < 1) return rejected(number, -18019908, 'Quota is not enough for use.');
			simulated.quota -= 1;
			const origin = carrier === 0 ? (number.startsWith('MANY') ? 3 : 2) : 1;
			const track = simulated.follow({
				...fields,
				...{ number, carrier: carrier === 0 ? UPS : carrier, track_info: null },
			});
			const told = { number, carrier: track.carrier, tag: track.tag, email: null, origin };
			return { accepted: [told], rejected: [] };
		},
		retrack(asked) {
			const known = knownAs(asked);
			if (!known) return rejected(asked.number, ...NOT_REGISTERED);
			if (!known.isStopped) {
				return rejected(known.number, -18019904, 'Only stopped numbers can be re-tracked.');
			}
			if (known.isFollowedAnew) {
				return rejected(known.number, -18019905, 'Each number can only be re-tracked once.');
			}
			Object.assign(known, { isStopped: false, isFollowedAnew: true });
			return { accepted: [{ number: known.number, carrier: known.carrier }], rejected: [] };
		},
		stoptrack(asked) {
			const known = knownAs(asked);
			if (!known) return rejected(asked.number, ...NOT_REGISTERED);
			if (known.isStopped)
				return rejected(asked.number, -18019906, 'Stop tracking is not allowed.');
			known.isStopped = true;
			return { accepted: [{ number: known.number, carrier: known.carrier }], rejected: [] };
		},
	};

	const server = await startServer(
		answering(async (request, body, url) => {
			const call = url.pathname.replace(VERSION, '');
			calls.push(call);
			const asked = JSON.parse(body.toString() || '[]') as Asked[];
			bodies.push(asked);
			const failure = failures.shift();
			if (failure) return { json: { code: failure.status, data: { errors: [] } }, ...failure };
			if (request.headers['17token'] !== apiKey) {
				return failed(
					401,
					-18010002,
					`Invalid security key ${String(request.headers['17token'])}.`,
				);
			}
			if (!Array.isArray(asked)) return failed(200, -18010010, 'The submitted data is invalid.');
			if (asked.length > 40) return failed(200, -18010014, 'Too many tracking numbers.');
			if (call === 'getquota') {
				return { status: 200, json: { code: 0, data: { quota_remain: simulated.quota } } };
			}
			const answer = answers[call];
			if (!answer) return failed(404, 404, 'Not found.');
			const data = { accepted: [] as unknown[], rejected: [] as unknown[] };
			for (const one of asked) {
				const told = answer(one);
				data.accepted.push(...told.accepted);
				data.rejected.push(...told.rejected);
			}
			return { status: 200, json: { code: 0, data } };
		}),
	);

	const infoOf = (status: Track17Status, at: Date) => ({
		latest_status: { ...status, sub_status_descr: null },
		latest_event: {
			time_iso: at.toISOString().replace('Z', '+08:00'),
			time_utc: at.toISOString().replace(/\.\d+Z$/, 'Z'),
			description: `The carrier says ${status.status}`,
			location: 'SHENZHEN',
			stage: status.sub_status,
		},
		milestone: [],
		time_metrics: { estimated_delivery_date: { source: null, from: null, to: null } },
		misc_info: { service_type: null },
		shipping_info: { recipient_address: { country: 'DE', state: null, city: null } },
		tracking: {
			providers: [
				{
					provider: { key: UPS, name: 'UPS', alias: 'UPS' },
					latest_sync_time: at.toISOString().replace(/\.\d+Z$/, 'Z'),
					events: [],
				},
			],
		},
	});

	const simulated: Simulated17Track = {
		...server,
		credential: { apiKey, apiUrl: server.url },
		urls: [],
		tracks,
		calls,
		bodies,
		failures,
		quota: 100,
		follow(more = {}) {
			count += 1;
			const track: Track17Record = {
				number: `1Z999AA1${String(count).padStart(6, '0')}`,
				carrier: UPS,
				tag: null,
				track_info: infoOf(TRACK17_STATUS.notFound, new Date()),
				isStopped: false,
				isFollowedAnew: false,
				...more,
			};
			tracks.push(track);
			return track;
		},
		idOf: ({ carrier, number }) => `${carrier}-${number}`,
		move(track, status, at = new Date()) {
			const began = (track.track_info?.milestone ?? []) as unknown[];
			const first = { key_stage: 'InfoReceived', time_utc: at.toISOString() };
			const milestone = began.length > 0 ? began : [first];
			track.track_info = { ...track.track_info, ...infoOf(status, at), milestone };
			const { isStopped: _, isFollowedAnew: _anew, ...data } = track;
			return JSON.stringify({ event: 'TRACKING_UPDATED', data });
		},
		sign: (body) => createHash('sha256').update(`${body}/${apiKey}`).digest('hex'),
		async post(body) {
			return await Promise.all(
				simulated.urls.map(async (to) => {
					const headers = { 'content-type': 'application/json', sign: simulated.sign(body) };
					const { status } = await fetch(to, { method: 'POST', body, headers });
					return status;
				}),
			);
		},
	};
	return simulated;
}
