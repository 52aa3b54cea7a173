/** Of a connection, of Postgres (no connection, shutting down or starting, no room left), and of SQLite. */
const CODES =
	/^(ECONNREFUSED|ECONNRESET|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|08\w{3}|53\w{3}|57P\w{2}|SQLITE_(BUSY|LOCKED|FULL|IOERR|CANTOPEN|READONLY)\w*)$/;
/** Of the drivers that n8n uses, where they give no code. */
const MESSAGES =
	/connection terminated|timeout exceeded when trying to connect|connection is closed|connection (was )?lost|not queryable|client was closed/i;
/** Errors are wrapped, and a chain of them might have no end. */
const DEEPEST = 4;

/** Whether an error of n8n says that its database or queue was away, and nothing of the workflow. */
export function isAway(error: unknown): boolean {
	let current = error;
	for (let depth = 0; depth < DEEPEST && current instanceof Error; depth += 1) {
		const { code, message, driverError, cause } = current as Error & {
			readonly code?: unknown;
			readonly driverError?: unknown;
		};
		if (CODES.test(String(code)) || MESSAGES.test(message)) return true;
		current = driverError ?? cause;
	}
	return false;
}
