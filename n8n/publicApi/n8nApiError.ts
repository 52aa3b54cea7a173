/** What n8n's public API has answered, or that it cannot be reached. Never holds the key. */
export class N8nApiError extends Error {
	override readonly name = 'N8nApiError';
	readonly method: string;
	readonly path: string;
	/** `null` when there was no answer. */
	readonly status: number | null;
	/** n8n's own words; `''` where it had none. */
	readonly said: string;

	constructor(
		given: { method: string; path: string; status: number | null; said: string },
		message: string,
		cause?: unknown,
	) {
		super(message, { cause });
		this.method = given.method;
		this.path = given.path;
		this.status = given.status;
		this.said = given.said;
	}

	/** Whether the key is missing, wrong, or may not do this: nothing that the caller of ours can mend. */
	get isAboutKey(): boolean {
		return this.status === 401 || this.status === 403;
	}
}
