import { StoreError } from '../storeError.ts';

/** How the columns of rights are called where a key is made. */
const RIGHTS: Readonly<Record<string, string>> = {
	GET: 'View (GET)',
	POST: 'Add (POST)',
	PUT: 'Modify (PUT)',
	PATCH: 'Partial update (PATCH)',
	DELETE: 'Delete (DELETE)',
};

/** @see PrestaShop/PrestaShop `classes/webservice/WebserviceRequest.php`: the codes that it gives its errors */
const SWITCHED_OFF = 22;
const METHOD_NOT_ALLOWED = 25;
const RESOURCE_NOT_ALLOWED = 26;
const OTHER_SHOP = 132;

const WHERE = 'Advanced Parameters > Webservice';

/**
 * Why PrestaShop has refused a call. It answers 401 to wrong keys and to a key without the right, and 405 to a key
 * that may only do something else: its own code tells them apart.
 */
export function refusalIn(error: unknown): {
	readonly code: number | null;
	/** The same in words for the merchant; `null` where PrestaShop says nothing. */
	inWords(method: string, resource: string): StoreError | null;
} {
	const answer = (error instanceof StoreError && error.answer) || '';
	// The answer may be cut: it is read up to where it is.
	const code = /"code":\s*"?(\d+)/.exec(answer)?.[1];
	const said = textOf(/"message":\s*("(?:[^"\\]|\\.)*")/.exec(answer)?.[1]);
	return {
		code: code === undefined ? null : Number(code),
		inWords(method, resource) {
			if (!(error instanceof StoreError) || code === undefined) return null;
			const anew = (kind: StoreError['kind'], message: string) =>
				new StoreError(kind, message, { ...error, cause: error });
			switch (Number(code)) {
				case SWITCHED_OFF:
					return anew(
						'unavailable',
						`The webservice of the shop is switched off. Switch it on under ${WHERE}.`,
					);
				case METHOD_NOT_ALLOWED:
				case RESOURCE_NOT_ALLOWED:
					return anew(
						'forbidden',
						`The webservice key may not do this. Open the key under ${WHERE}, tick "${RIGHTS[method] ?? method}" at "${resource.split('/')[0]}", and save.`,
					);
				case OTHER_SHOP:
					return anew(
						'forbidden',
						`The webservice key is not for this shop. Open the key under ${WHERE}, and tick the shop there.`,
					);
				default:
					return said === null ? null : anew(error.kind, withReason(error, said));
			}
		},
	};
}

const LONGEST_REASON = 200;

/** PrestaShop keeps its reasons in a list. The message of a refusal begins with the address of the shop. */
const withReason = ({ message, kind }: StoreError, said: string): string =>
	kind === 'unauthorized'
		? `${message.split(' ')[0]} does not accept the webservice key: ${said} Copy it again, under ${WHERE}, and see that it is enabled.`
		: `${message} PrestaShop says: ${said}`;

function textOf(json: string | undefined): string | null {
	try {
		const text = json === undefined ? '' : String(JSON.parse(json)).replace(/\s+/g, ' ').trim();
		return text === '' ? null : text.slice(0, LONGEST_REASON).replace(/\.?$/, '.');
	} catch {
		return null;
	}
}
