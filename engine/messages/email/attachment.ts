/** A file that goes along with an e-mail. Apart from what fetches one: a node reads it without loading an HTTP client. */
export type Attachment = {
	readonly name: string;
	/** `null` where it is not known: mail programs go by the name. */
	readonly contentType: string | null;
	readonly content: Uint8Array;
};

/** Gmail and Outlook.com take e-mails of 25 MB, and base64 makes a third more of a file. */
export const MAX_ATTACHED_BYTES = 18_000_000;
export const MAX_ATTACHMENTS = 10;
