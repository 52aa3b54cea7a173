import { refTo } from './refTo.ts';

/** What answers carry beside their body. */
export const HEADERS = {
	RequestId: {
		description:
			'Names the request: what was sent as `X-Request-Id`, or an id that is made. Where a request fails through no fault of the caller, the log of n8n has it.',
		schema: { type: 'string' },
	},
	ETag: {
		description:
			'Names this state of what was read. As `If-None-Match` of a later GET it spares an answer that is the same; that of a workflow, as `If-Match` with a change, refuses the change where somebody else has made one since.',
		schema: { type: 'string' },
	},
	IdempotencyReplayed: {
		description:
			'`true` where the answer is that of an earlier request with this `Idempotency-Key`.',
		schema: { type: 'boolean' },
	},
	RetryAfter: {
		description: 'How many seconds to wait before the next request.',
		schema: { type: 'integer', minimum: 1 },
	},
	WwwAuthenticate: {
		description: 'How to say who is asking: `Bearer`.',
		schema: { type: 'string' },
	},
} as const;

/** What may be sent beside parameters and body. */
export const HEADER_PARAMETERS = {
	IdempotencyKey: {
		name: 'Idempotency-Key',
		in: 'header',
		required: false,
		description:
			'Names this request, for example by a new UUID. Sent again with the same key within 24 hours, it is answered as before and does nothing twice; another request with the same key is refused with 409. A request that failed may be sent again.',
		schema: { type: 'string', minLength: 1, maxLength: 255 },
	},
	IfMatch: {
		name: 'If-Match',
		in: 'header',
		required: false,
		description:
			'The ETag of the workflow as it was read: the change is refused with 412 where somebody has changed it since.',
		schema: { type: 'string' },
	},
	IfNoneMatch: {
		name: 'If-None-Match',
		in: 'header',
		required: false,
		description: 'The ETag of an earlier answer: 304 says that the answer is still that one.',
		schema: { type: 'string' },
	},
	RequestId: {
		name: 'X-Request-Id',
		in: 'header',
		required: false,
		description: 'What the request is to be called in the answer and in the log of n8n.',
		schema: { type: 'string', pattern: '^[\\w.:-]{1,128}$' },
	},
} as const;

export const parameter = (name: keyof typeof HEADER_PARAMETERS) => ({
	$ref: refTo('parameters', name),
});

const header = (name: keyof typeof HEADERS) => ({ $ref: refTo('headers', name) });

const NAMES = {
	RequestId: 'X-Request-Id',
	ETag: 'ETag',
	IdempotencyReplayed: 'Idempotency-Replayed',
	RetryAfter: 'Retry-After',
	WwwAuthenticate: 'WWW-Authenticate',
} as const satisfies Record<keyof typeof HEADERS, string>;

/** The headers of an answer: `X-Request-Id`, which all have, and further ones. */
export const headersOf = (...names: ReadonlyArray<keyof typeof HEADERS>) =>
	Object.fromEntries((['RequestId', ...names] as const).map((name) => [NAMES[name], header(name)]));
