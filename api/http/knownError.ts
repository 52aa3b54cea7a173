import { CannotCatchUp } from '../../engine/catchUps/catchUps.ts';
import { CannotContinue } from '../../engine/deliveries/continuedRun.ts';
import { LostPlace } from '../../engine/history/eventFeed.ts';
import { LostLease } from '../../engine/leases.ts';
import { N8nApiError } from '../../n8n/publicApi/n8nApiError.ts';
import { ApiError } from './apiError.ts';
import { MAX_BODY_BYTES } from './readJson.ts';

/** Of n8n's own words. */
const LONGEST_SAID = 500;

const FROM_START =
	'To run the whole workflow again all the same, choose “Run all of it again” in the console, or ask with ?from=start: nodes that are not part of this package then repeat what they have already done.';

/** What a request is answered with that did not work. Nothing that is not made for the caller goes out. */
export function knownError(error: unknown): ApiError {
	if (error instanceof ApiError) return error;
	if (error instanceof CannotCatchUp) return new ApiError('CONFIGURATION_ERROR', error.message);
	if (error instanceof CannotContinue) {
		return new ApiError('CONFLICT', `${error.message} ${FROM_START}`);
	}
	if (error instanceof LostPlace) {
		return new ApiError(
			'GONE',
			`${error.message} Begin anew with after=start, the oldest event that is kept, or after=now.`,
		);
	}
	if (error instanceof LostLease) return new ApiError('CONFLICT', error.message);
	if (error instanceof N8nApiError && isPassing(error)) {
		return new ApiError('UNAVAILABLE', error.message);
	}
	if (error instanceof N8nApiError && isRefusedStart(error)) {
		return new ApiError(
			'CONFIGURATION_ERROR',
			`n8n could not publish the workflow: ${error.said.slice(0, LONGEST_SAID) || 'it does not say why.'}`,
		);
	}
	const status = (error as { status?: unknown; httpStatusCode?: unknown } | null) ?? {};
	if (status.status === 413 || status.httpStatusCode === 413) {
		return new ApiError(
			'PAYLOAD_TOO_LARGE',
			`The body is larger than the allowed ${MAX_BODY_BYTES} bytes.`,
		);
	}
	return new ApiError(
		'INTERNAL_ERROR',
		'Something went wrong here. What it was is in the log of n8n.',
	);
}

/** An n8n that activates starts the triggers at once, and says with 400 why one cannot start. */
const isRefusedStart = ({ status, path }: N8nApiError): boolean =>
	status === 400 && /\/(activate|publish)$/.test(path);

/** Whether n8n, or its key, is what is missing; anything else that n8n refuses is a fault of ours. */
function isPassing({ status, isAboutKey }: N8nApiError): boolean {
	const isBusy = status === 409 || status === 429;
	return isAboutKey || isBusy || status === null || status >= 500 || status < 300;
}
