/** The codes of api.md, and the HTTP status that each is answered with. */
export const ERROR_STATUS = {
	CONFIGURATION_ERROR: 400,
	UNAUTHORIZED: 401,
	FORBIDDEN: 403,
	NOT_FOUND: 404,
	METHOD_NOT_ALLOWED: 405,
	CONFLICT: 409,
	GONE: 410,
	PRECONDITION_FAILED: 412,
	PAYLOAD_TOO_LARGE: 413,
	TOO_MANY_REQUESTS: 429,
	INTERNAL_ERROR: 500,
	UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof ERROR_STATUS;

/** What an endpoint answers instead of data. The message is for whoever called, and holds no secret. */
export class ApiError extends Error {
	override readonly name = 'ApiError';
	readonly code: ErrorCode;
	/** Further headers of the answer. */
	readonly headers: Readonly<Record<string, string>>;

	constructor(
		code: ErrorCode,
		message: string,
		options: { cause?: unknown; headers?: Readonly<Record<string, string>> } = {},
	) {
		super(message, { cause: options.cause });
		this.code = code;
		this.headers = options.headers ?? {};
	}
}

/** 404 in the words of api.md: "Integration not found". */
export const notFound = (what: string): ApiError => new ApiError('NOT_FOUND', `${what} not found`);
